"""Filled in together, then alone: the helper is named once, shut out afterwards, and cannot come back in."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from forms.records import Response, ResponseAnswer, WorkerNote
from forms.responses import read_answer
from forms.worker_notes import read_note
from tests.console.staff import sign_in

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

NINE = "have_your_say_8_11"
WORDS = "the heron stood quite still"
HOW = [("how", "read_to_me"), ("who", "worker"), ("word", "Kettle 7")]


async def begin_together(house: House, form_key: str = NINE) -> tuple[Browser, Page]:
    """Begin on the worker's tablet, up to the first question."""
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await browser.get("/console/together")
    page = await browser.press(page, "Go on", [("code", await house.invite(form_key, review_ref="R-1"))])
    page = await browser.press(page, "Begin", HOW)
    assert page.has_button("Start")
    return browser, await browser.press(page, "Start")


async def read_answers(house: House) -> dict[str, str | None]:
    [response] = await house.rows(Response)
    key = house.parts.keys.open_data_key(response["sealed_key"])
    return {row["question_key"]: read_answer(key, row) for row in await house.rows(ResponseAnswer)}


async def test_helper_is_named_once_and_the_channel_says_assisted(house: House) -> None:
    browser, page = await begin_together(house)
    check = await browser.skip_all(page)
    assert "Someone read it to me" in check.text
    await browser.press(check, "Send")
    [response] = await house.rows(Response)
    answers = await read_answers(house)
    assert response["channel"] == "assisted"
    assert (answers["helper"], answers["helper_role"], answers["fun"]) == ("read_to_me", "worker", None)


async def test_console_is_locked_from_the_first_page_until_the_word_is_given(house: House) -> None:
    browser, page = await begin_together(house)
    for path in ("/console", "/console/paper", "/console/together"):
        shown = await browser.get(path)
        assert "This tablet is with a child" in shown.text
        assert not any(href.startswith("/console/") for href, _ in shown.read.links)
    locked = await browser.get("/console")
    assert (await browser.press(locked, "Take the tablet back", [("word", "kettle 8")])).status == 403
    await browser.press(await browser.skip_all(page), "Send")
    opened = await browser.press(locked, "Take the tablet back", [("word", "kettle 7")])
    assert opened.title.startswith("A note of your own")
    assert "This tablet is with a child" not in (await browser.get("/console")).text


async def test_word_cannot_be_tried_without_end(house: House) -> None:
    browser, _ = await begin_together(house)
    locked = await browser.get("/console")
    tried = [await browser.press(locked, "Take the tablet back", [("word", str(n))]) for n in range(40)]
    assert "tried too often" in tried[-1].text
    assert (
        "tried too often"
        in (await browser.press(locked, "Take the tablet back", [("word", "kettle 7")])).text
    )


def copy_cookies(house: House, browser: Browser) -> Browser:
    """Open another browser with the very cookies of this one."""
    copy = house.open_browser()
    copy.session.cookie_jar.update_cookies(
        SimpleCookie({cookie.key: cookie.value for cookie in browser.session.cookie_jar}), copy.base
    )
    return copy


async def test_going_alone_shuts_the_helper_out(house: House) -> None:
    browser, page = await begin_together(house)
    page = await browser.press(page, "Next", [("answer", "2")])
    helper = copy_cookies(house, browser)
    assert (await helper.get("/conversation")).has_button("Next")
    alone = await browser.press(page, "Go on alone")
    assert alone.title.startswith("Now it is just you")
    page = await browser.get("/conversation")
    assert page.has_button("Next")
    assert not page.has_button("Go on alone")
    assert not (await helper.get("/conversation")).has_button("Next")
    house.clock.now += timedelta(minutes=1)
    stale = await helper.get("/conversation")
    assert stale.has_button("Start")
    again = await helper.press(stale, "Go on alone")
    assert not (await helper.get("/conversation")).has_button("Next")
    assert again.status == 200
    check = await browser.skip_all(page)
    assert "bad" in check.text
    await browser.press(check, "Send")
    [response] = [row for row in await house.rows(Response) if row["submitted_at"]]
    assert response["channel"] == "assisted"
    [row] = await house.rows(WorkerNote)
    assert (row["kind"], row["role"]) == ("handed", "read_to_me")


async def test_pressing_go_on_alone_twice_loses_nothing(house: House) -> None:
    browser, page = await begin_together(house)
    page = await browser.press(page, "Next", [("answer", "2")])
    other = copy_cookies(house, browser)
    await asyncio.gather(browser.press(page, "Go on alone"), other.press(page, "Go on alone"))
    assert [(await each.get("/conversation")).has_button("Next") for each in (browser, other)] == [True, True]
    assert len(await house.rows(Response)) == 1


async def test_tablet_taken_back_before_sending_asks_and_then_deletes(house: House) -> None:
    browser, page = await begin_together(house)
    page = await browser.press(page, "Next", [("answer", "2")])
    await browser.press(page, "Go on alone")
    locked = await browser.get("/console")
    asked = await browser.press(locked, "Take the tablet back", [("word", "Kettle 7")])
    assert "not pressed Send" in asked.text
    assert "Kettle" not in asked.html
    assert (await browser.get("/conversation")).has_button("Next")
    await browser.press(asked, "Delete it")
    assert await house.rows(Response) == []
    assert await house.rows(WorkerNote) == []
    assert "code" in (await browser.get("/conversation")).title


async def test_note_of_a_worker_is_apart_from_what_the_child_said(house: House) -> None:
    browser, page = await begin_together(house)
    await browser.press(await browser.skip_all(page), "Send")
    locked = await browser.get("/console")
    page = await browser.press(locked, "Take the tablet back", [("word", "kettle 7")])
    note = [("words", WORDS), ("role", "social_worker")]
    for _ in range(2):
        assert (await browser.press(page, "Keep this note", note)).title.startswith("Your note is kept")
    [row] = await house.rows(WorkerNote)
    assert (read_note(house.parts.keys, row).words, row["kind"]) == (WORDS, "observed")
    assert WORDS not in str(await read_answers(house))


@pytest.mark.parametrize("missing", ["how", "who", "word"])
async def test_worker_says_how_and_who_first(house: House, missing: str) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await browser.get("/console/together")
    page = await browser.press(page, "Go on", [("code", await house.invite(NINE))])
    refused = await browser.press(page, "Begin", [(name, value) for name, value in HOW if name != missing])
    assert (refused.status, refused.has_button("Begin")) == (422, True)
    assert "This tablet is with a child" not in (await browser.get("/console")).text
