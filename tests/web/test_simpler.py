"""The form with fewer words: chosen before beginning, under the same invitation, and stored as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.library import Library
from forms.records import Invitation, Response, ResponseAnswer
from forms.wording import FEWER_WORDS

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

LIBRARY = Library.shipped()
FORMS = [*map(LIBRARY.current, LIBRARY.keys())]
FULL_TO_SIMPLE = {form.key: form.simpler for form in FORMS if form.simpler}
FULL, SIMPLE = "have_your_say_8_11", "have_your_say_8_11_simple"


async def open_introduction(house: House, form_key: str) -> tuple[Browser, Page]:
    browser = house.open_browser()
    return browser, await browser.get(f"/s/{await house.invite(form_key)}")


@pytest.mark.parametrize(("full", "simple"), FULL_TO_SIMPLE.items())
async def test_fewer_words_may_be_chosen_before_beginning(house: House, full: str, simple: str) -> None:
    browser, page = await open_introduction(house, full)
    page = await browser.press(page, FEWER_WORDS)
    page = await browser.press(await browser.answer_all(page, "A swing"), "Send")
    assert page.address.path == "/conversation/sent"
    [response] = await house.rows(Response)
    assert (response["form_key"], response["form_version"]) == (simple, LIBRARY.current(simple).version)
    [invitation] = await house.rows(Invitation)
    assert (invitation["form_key"], invitation["submitted"]) == (full, 1)
    assert {row["question_key"] for row in await house.rows(ResponseAnswer)} <= {
        question.key for question in LIBRARY.current(simple).asked
    }


async def test_choice_is_gone_once_either_has_begun(house: House) -> None:
    for button in ("Start", FEWER_WORDS):
        browser, page = await open_introduction(house, FULL)
        assert page.has_button(FEWER_WORDS)
        await browser.press(page, button)
        page = await browser.get("/conversation")
        assert page.has_button("Start")
        assert not page.has_button(FEWER_WORDS)
    assert [row["form_key"] for row in await house.rows(Response)] == [FULL, SIMPLE]


async def test_old_page_does_not_change_the_form_that_was_begun(house: House) -> None:
    browser, page = await open_introduction(house, FULL)
    first = await browser.press(page, "Start")
    again = await browser.press(page, FEWER_WORDS)
    assert again.address.path == first.address.path
    assert [row["form_key"] for row in await house.rows(Response)] == [FULL]


@pytest.mark.parametrize("other", ["feedback_carer", "have_your_say_4_7_simple", "nothing"])
async def test_no_other_form_opens_with_an_invitation(house: House, other: str) -> None:
    browser, page = await open_introduction(house, FULL)
    fields = [(name, value) for name, value in page.fields("Start") if name != "form"]
    page = await browser.post("/conversation", [*fields, ("form", other)])
    assert page.status == 503
    assert await house.rows(Response) == []


async def test_form_without_a_simpler_one_offers_none(house: House) -> None:
    _, page = await open_introduction(house, "how_i_show_you")
    assert not page.has_button(FEWER_WORDS)


async def test_page_of_the_full_form_does_not_answer_the_simple_one(house: House) -> None:
    """Three of ten is not three of three."""
    browser, page = await open_introduction(house, "have_your_say_12_17")
    whole = await browser.get("/conversation/whole")
    await browser.press(page, FEWER_WORDS)
    form = LIBRARY.current("have_your_say_12_17")
    number = next(n for n, row in enumerate(form.questions, 1) if row.key == "home_feel")
    page = await browser.press(whole, "Send", [(f"q{number}-answer", "3")])
    assert page.text.count("Where I live") == 1
    assert [row["submitted_at"] for row in await house.rows(Response)] == [None]
    assert (await browser.get("/conversation")).has_button("Start")


async def test_question_of_a_form_that_was_thrown_away_answers_no_other(house: House) -> None:
    browser, page = await open_introduction(house, FULL)
    old = await browser.press(page, "Start")
    await browser.press(await browser.get("/conversation/delete"), "Delete")
    await browser.press(await browser.get("/conversation"), FEWER_WORDS)
    await browser.press(old, "Next", [("answer", "2")])
    page = await browser.get("/conversation")
    assert page.has_button("Start")
