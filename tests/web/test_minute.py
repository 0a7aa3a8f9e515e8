"""One minute, or longer: offered alike, and from the one into the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.definition import MINUTE
from forms.records import Alert, Response, ResponseAnswer
from tests.attachments.samples import make_png, make_voice

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

FORM = "have_your_say_8_11"
WISH = "If you could change one thing"


async def begin_minute(house: House) -> tuple[Browser, Page]:
    browser = house.open_browser()
    page = await browser.get(f"/s/{await house.invite(FORM)}")
    return browser, await browser.press(page, "I have one minute")


async def test_both_are_offered_before_question_1_and_only_where_there_is_the_choice(house: House) -> None:
    browser = house.open_browser()
    page = await browser.get(f"/s/{await house.invite(FORM)}")
    assert page.has_button("I have one minute")
    assert "3 questions, or one voice note" in page.text
    assert page.has_button("I have longer")
    other = house.open_browser()
    page = await other.get(f"/s/{await house.invite('have_your_say_4_7')}")
    assert not page.has_button("I have one minute")


async def test_three_questions_are_a_whole_answer(house: House) -> None:
    browser, page = await begin_minute(house)
    assert "Question 1 of 3" in page.text
    assert WISH in page.text
    page = await browser.press(page, "Next", [("answer", "a dog")])
    assert "someone will check that you are OK" in page.text
    page = await browser.press(page, "Next", [("answer", "2")])
    page = await browser.press(page, "Skip", [])
    assert "This is a whole answer." in page.text
    sent = await browser.press(page, "Send")
    assert sent.address.path == "/conversation/sent"
    [response] = await house.rows(Response)
    form = house.parts.library.current(FORM)
    assert (response["form_key"], response["form_version"]) == (FORM, form.version + MINUTE)
    assert {row["question_key"] for row in await house.rows(ResponseAnswer)} == {
        "change_wish",
        "safe_feel",
        "how_join",
    }
    assert [alert["question_key"] for alert in await house.rows(Alert)] == ["safe_feel"]


async def test_one_voice_note_is_a_whole_answer(house: House) -> None:
    browser, page = await begin_minute(house)
    page = await browser.send_files(page, "Add", {"voice": make_voice()})
    assert page.has_button("That is all I want to say")
    page = await browser.press(page, "That is all", [])
    assert "This is a whole answer." in page.text
    assert (await browser.press(page, "Send")).address.path == "/conversation/sent"


async def test_more_is_said_in_the_whole_form_with_what_was_said(house: House) -> None:
    browser, page = await begin_minute(house)
    page = await browser.press(page, "Next", [("answer", "a dog"), ("sharing", "read_out")])
    check = await browser.press(page, "That is all", [])
    page = await browser.press(check, "Say more")
    assert "Question 1 of 29" in page.text
    check = await browser.skip_all(page)
    assert "This is a whole answer." not in check.text
    assert "a dog" in check.text
    await browser.press(check, "Send")
    [response] = await house.rows(Response)
    assert response["form_version"] == house.parts.library.current(FORM).version
    rows = {row["question_key"]: row for row in await house.rows(ResponseAnswer)}
    assert len(rows) > 20
    assert rows["change_wish"]["sealed"]
    assert rows["change_wish"]["sharing"] == "read_out"


async def test_words_on_a_page_from_before_go_to_the_question_they_were_written_to(house: House) -> None:
    browser, old = await begin_minute(house)
    check = await browser.press(old, "Skip", [])
    check = await browser.press(check, "That is all", [])
    await browser.press(check, "Say more")
    page = await browser.send_files(old, "Next", {"photo": make_png()}, words="a dog")
    assert page.status == 200, "a page of a question that takes files is sent as one with files"
    form = house.parts.library.current(FORM)
    number = next(n for n, row in enumerate(form.questions, 1) if row.key == "change_wish")
    assert "a dog" in (await browser.get(f"/conversation/{number}")).html
    assert (await browser.press(check, "Send")).status == 409, "it showed fewer answers than there are now"


async def test_length_is_chosen_anew_until_something_is_answered(house: House) -> None:
    browser, page = await begin_minute(house)
    introduction = await browser.get("/conversation")
    page = await browser.press(introduction, "I have longer")
    assert "Question 1 of 29" in page.text
    page = await browser.press(introduction, "I have one minute")
    assert "Question 1 of 3 " in page.text
    await browser.press(page, "Next", [("answer", "a dog")])
    page = await browser.press(introduction, "I have longer")
    assert "Question 2 of 3 " in page.text


@pytest.mark.parametrize("answer", ["2", "5"])
async def test_screen_after_an_unsafe_answer_is_that_after_a_safe_one(house: House, answer: str) -> None:
    browser, page = await begin_minute(house)
    page = await browser.press(page, "Skip", [])
    page = await browser.press(page, "Next", [("answer", answer)])
    assert "Question 3 of 3" in page.text
    assert "How do you want to take part?" in page.text
