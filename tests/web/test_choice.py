"""Kept with the meeting, or without anything that ties: the choice at the start, and what follows from it."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from forms import without_name
from forms.anonymous import REMEMBERED
from forms.library import Library
from forms.records import Alert, AnonymousAnswer, AnonymousResponse, Invitation, OutboxMessage, Response
from forms.responses import read_answer

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

WORDS = "a yellow canary sang of nothing much"
WORRYING = "he hits me when nobody is there"


async def open_form(
    house: House, form_key: str = "feedback_parent", **changed: object
) -> tuple[Browser, Page]:
    browser = house.open_browser()
    return browser, await browser.get(f"/s/{await house.invite(form_key, 'parent', **changed)}")


async def press_way(browser: Browser, page: Page, act: str) -> Page:
    """Press the button that carries this choice."""
    token = next(c.value for form in page.read.forms for c in form.controls if c.name == "token")
    return await browser.post("/conversation", [("token", token), ("act", act)])


async def begin_unnamed(
    house: House, form_key: str = "feedback_parent", **changed: object
) -> tuple[Browser, Page]:
    browser, page = await open_form(house, form_key, **changed)
    return browser, await press_way(browser, page, "unnamed")


async def test_choice_is_made_before_question_one_and_both_ways_weigh_the_same(house: House) -> None:
    _, page = await open_form(house)
    ways = [form for form in page.read.forms if any(c.name == "act" for c in form.buttons())]
    texts = [[c.text for c in form.buttons()] for form in ways]
    assert len(ways) == 2
    assert texts[0] == texts[1]
    for way in (without_name.NAMED, without_name.UNNAMED):
        assert way.title in page.text
        assert all(sentence in page.text for sentence in way.sentences)


async def test_form_without_the_choice_speaks_of_none(house: House) -> None:
    page = (await open_form(house, "parent_before"))[1]
    assert without_name.UNNAMED.title not in page.text
    assert page.has_button("Start")


async def test_sent_without_a_name_only_the_answers_and_the_week_are_left(house: House) -> None:
    browser, page = await begin_unnamed(house)
    assert page.address.path.startswith("/conversation/")
    check = await browser.answer_all(page, WORDS)
    assert without_name.CHECK_UNNAMED in check.text
    thanks = await browser.press(check, "Send")
    assert thanks.address.path == "/conversation/sent"
    assert "receipt" not in thanks.text.casefold()
    assert await house.rows(Response) == []
    assert await house.rows(Alert) == await house.rows(OutboxMessage) == []
    (sent,) = await house.rows(AnonymousResponse)
    assert sent["week_on"] == date(2026, 11, 16)
    assert (sent["form_key"], sent["audience"], sent["channel"]) == ("feedback_parent", "parent", "web")
    form = Library.shipped().current("feedback_parent")
    assert sent["form_version"] == form.version
    key = house.parts.keys.open_data_key(sent["sealed_key"])
    said = {row["question_key"]: read_answer(key, row) for row in await house.rows(AnonymousAnswer)}
    assert said["change_one"] == WORDS
    assert set(said) <= {question.key for question in form.unnamed.asked}
    assert [row["submitted"] for row in await house.rows(Invitation)] == [1]


async def test_kept_with_the_meeting_everything_is_as_ever(house: House) -> None:
    browser, page = await open_form(house)
    page = await press_way(browser, page, "named")
    check = await browser.answer_all(page, WORDS)
    assert without_name.CHECK_NAMED in check.text
    assert "reply" in check.text
    assert "Your receipt" in (await browser.press(check, "Send")).text
    assert await house.rows(AnonymousResponse) == []


async def test_what_needs_a_name_is_not_asked_of_nobody(house: House) -> None:
    browser, page = await begin_unnamed(house)
    check = await browser.skip_all(page)
    assert "Do you want a reply?" not in check.text
    assert "complaint" not in check.text


async def test_all_on_one_page_without_a_name(house: House) -> None:
    browser, page = await open_form(house, "feedback_professional")
    page = await press_way(browser, page, "unnamed-whole")
    assert page.address.path == "/conversation/whole"
    assert "Your answers are kept with this meeting" not in page.text
    assert (await browser.press(page, "Send", [])).address.path == "/conversation/sent"
    assert len(await house.rows(AnonymousResponse)) == 1


async def test_one_page_comes_only_after_the_choice(house: House) -> None:
    browser, _ = await open_form(house)
    assert (await browser.get("/conversation/whole")).address.path == "/conversation"


async def test_code_is_used_up(house: House) -> None:
    code = await house.invite("feedback_parent", "parent")
    browser = house.open_browser()
    page = await press_way(browser, await browser.get(f"/s/{code}"), "unnamed")
    await browser.press(await browser.skip_all(page), "Send")
    assert (await house.open_browser().get(f"/s/{code}")).status == 404


@pytest.mark.parametrize("act", ["unnamed", "unnamed-whole"])
async def test_pressing_send_many_times_at_once_is_one_response_and_all_are_thanked(
    house: House, act: str
) -> None:
    browser, page = await open_form(house, "feedback_professional", takes=12)
    page = await press_way(browser, page, act)
    page = page if act.endswith("whole") else await browser.skip_all(page)
    pages = await asyncio.gather(*(browser.press(page, "Send", [], follow=False) for _ in range(8)))
    assert {str(answer.headers["Location"]) for answer in pages} == {"/conversation/sent"}
    assert len(await house.rows(AnonymousResponse)) == 1
    assert [row["submitted"] for row in await house.rows(Invitation)] == [1]


async def test_going_back_and_sending_again_says_that_it_is_sent(house: House) -> None:
    browser, page = await begin_unnamed(house)
    check = await browser.skip_all(page)
    for _ in range(3):
        assert (await browser.press(check, "Send")).address.path == "/conversation/sent"
    assert (await browser.get("/conversation")).address.path == "/conversation/sent"
    assert len(await house.rows(AnonymousResponse)) == 1


async def test_answer_that_got_lost_long_ago_is_told_the_truth(house: House) -> None:
    """The cookie of before, and nobody who remembers: after a restart, say."""
    browser, page = await begin_unnamed(house)
    check = await browser.skip_all(page)
    before = {cookie.key: cookie.value for cookie in browser.session.cookie_jar}
    await browser.press(check, "Send")
    browser.session.cookie_jar.update_cookies(before, browser.base)
    house.clock.now += REMEMBERED + timedelta(minutes=1)
    again = await browser.press(check, "Send")
    assert again.status == 410
    assert all(sentence in again.text for sentence in without_name.MAYBE_SENT)
    assert len(await house.rows(AnonymousResponse)) == 1


async def test_worrying_words_call_nobody_and_the_page_had_said_so(house: House) -> None:
    browser, page = await begin_unnamed(house)
    await browser.press(await browser.answer_all(page, WORRYING), "Send")
    assert await house.rows(Alert) == await house.rows(OutboxMessage) == []
    assert "We cannot find you to help you." in without_name.UNNAMED.sentences[1]


async def test_help_shows_the_ways_and_promises_nobody(house: House) -> None:
    browser, _ = await begin_unnamed(house)
    page = await browser.get("/help")
    assert all(sentence in page.text for sentence in without_name.HELP)
    assert "0800 1111" in page.text
    assert not page.has_button("Ask someone")


async def test_help_asked_from_a_page_of_before_is_not_promised_either(house: House) -> None:
    browser, page = await open_form(house)
    help_page = await browser.get("/help")
    await press_way(browser, page, "unnamed")
    answer = await browser.press(help_page, "Ask someone")
    assert answer.status == 409
    assert all(sentence in answer.text for sentence in without_name.HELP)
    assert await house.rows(Alert) == await house.rows(OutboxMessage) == []


async def test_help_asked_before_the_choice_keeps_no_tie_to_the_draft(house: House) -> None:
    browser, page = await open_form(house)
    await browser.press(await browser.get("/help"), "Ask someone")
    (draft,) = await house.rows(Response)
    page = await press_way(browser, await browser.get("/conversation"), "unnamed")
    await browser.press(await browser.skip_all(page), "Send")
    (alert,) = await house.rows(Alert)
    assert alert["response_id"] is None
    assert draft["id"] not in str(await house.rows(AnonymousResponse))


async def test_choice_can_be_changed_until_something_is_answered(house: House) -> None:
    browser, page = await open_form(house)
    for act, anonymous in (("unnamed", True), ("named", False), ("unnamed", True)):
        await press_way(browser, page, act)
        assert [row["anonymous"] for row in await house.rows(Response)] == [anonymous]


async def test_page_of_another_choice_is_refused_once_something_is_answered(house: House) -> None:
    browser, page = await open_form(house)
    question = await press_way(browser, page, "named")
    await browser.press(question, "Skip", [])
    refused = await press_way(browser, page, "unnamed")
    assert refused.status == 409
    assert "You began in another way" in refused.text
    assert [row["anonymous"] for row in await house.rows(Response)] == [False]


async def test_whole_page_never_sends_under_another_choice_than_it_showed(house: House) -> None:
    browser, page = await open_form(house)
    whole = await press_way(browser, page, "unnamed-whole")
    question = await press_way(browser, page, "named")
    await browser.press(question, "Skip", [])
    assert (await browser.press(whole, "Send", [])).status == 409
    assert await house.rows(AnonymousResponse) == []
    assert [row["submitted_at"] for row in await house.rows(Response)] == [None]


async def test_no_name_where_the_form_needs_one(house: House) -> None:
    browser, page = await open_form(house, "parent_before")
    assert (await press_way(browser, page, "unnamed")).status == 503
    assert await house.rows(Response) == []


async def test_browser_has_another_secret_after_sending(house: House) -> None:
    browser, page = await begin_unnamed(house)
    check = await browser.skip_all(page)
    (before,) = [cookie.value for cookie in browser.session.cookie_jar]
    await browser.press(check, "Send")
    (after,) = [cookie.value for cookie in browser.session.cookie_jar]
    assert not set(before.split(".")) & set(after.split(".")) - {""}


async def test_next_person_at_the_same_desk_starts_with_nothing(house: House) -> None:
    browser = house.open_browser()
    code = await house.invite("feedback_professional", "professional", takes=12)
    for number in range(1, 4):
        page = await press_way(browser, await browser.get(f"/s/{code}"), "unnamed")
        await browser.press(await browser.skip_all(page), "Send")
        assert len(await house.rows(AnonymousResponse)) == number
