"""What staff wrote back is read by the browser that sent it, where that was asked for, and by nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from forms.answering import MessageKind
from forms.message_words import OPENED, STANDING_IN
from forms.messages import Saying, Words, prepare_told
from forms.records import Child, Message, Response, Review
from forms.units import Insert, PutUnit
from forms.web.ticket import COOKIE, WAITING_DAYS
from tests.canary import find_words
from tests.web.answered import SAFE_HERE, answer, say_back, send

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House

WORDS = "The grey heron will be there on Saturday."
REPLY = Saying(MessageKind.REPLY, "acc-1", Words(WORDS))
THERE_IS_ONE = "There is a message for you."
PLACES = ("/conversation", "/conversation/sent", "/conversation/messages", "/help", "/privacy", "/")


async def look_everywhere(browser: Browser) -> str:
    return "".join([(await browser.get(path)).html for path in PLACES])


async def test_the_browser_that_sent_it_opens_and_reads_it(house: House, folder: Path) -> None:
    browser = await send(house, SAFE_HERE)
    await say_back(house, REPLY)
    page = await browser.get("/conversation")
    assert page.address.path == "/conversation/sent"
    assert THERE_IS_ONE in page.text
    assert WORDS not in page.html
    page = await browser.press(page, "Read it")
    assert page.address.path == "/conversation/messages"
    assert WORDS in page.text
    assert "Your IRO wrote this on 20 November 2026." in page.text
    assert page.title == "Messages for you - Have Your Say"
    [row] = await house.rows(Message)
    assert row["seen_at"] == house.clock.now
    again = await browser.get("/conversation/sent")
    assert THERE_IS_ONE not in again.text
    assert ("/conversation/messages", "Messages for you") in again.read.links
    assert find_words(folder, WORDS) == []


async def test_looking_opens_nothing(house: House) -> None:
    browser = await send(house, SAFE_HERE)
    await say_back(house, REPLY)
    assert WORDS not in await look_everywhere(browser)
    [row] = await house.rows(Message)
    assert row["seen_at"] is None


async def test_another_browser_with_the_same_code_sees_nothing(house: House) -> None:
    code = await house.invite("have_your_say_12_17_simple", takes=2)
    browser, other = house.open_browser(), house.open_browser()
    page = await browser.press(await browser.get(f"/s/{code}"), "Start")
    await answer(house, browser, page, SAFE_HERE)
    await say_back(house, REPLY)
    await browser.press(await browser.get("/conversation/sent"), "Read it")
    await other.get(f"/s/{code}")
    seen = await look_everywhere(other)
    begun = await other.press(await other.get("/conversation"), "Start")
    seen += begun.html + await look_everywhere(other)
    pressed = await other.post("/conversation/messages", begun.fields("Skip"))
    seen += pressed.html + await look_everywhere(other)
    assert THERE_IS_ONE not in seen
    assert WORDS not in seen


async def test_without_the_pages_token_nothing_is_opened(house: House) -> None:
    browser = await send(house, SAFE_HERE)
    await say_back(house, REPLY)
    assert (await browser.post("/conversation/messages", [("token", "0" * 32)])).status == 403
    [row] = await house.rows(Message)
    assert row["seen_at"] is None


@pytest.mark.parametrize(
    "answers",
    [{}, {"safe_way": "letter", "could_see": "no"}, {"safe_way": "phone"}, {"could_see": "no"}],
    ids=["nothing chosen", "letter", "phone", "only that nobody saw"],
)
async def test_who_chose_another_way_sees_no_trace_here(house: House, answers: dict[str, str]) -> None:
    browser = await send(house, answers)
    before = await browser.get("/conversation/sent")
    await say_back(house, REPLY)
    seen = await look_everywhere(browser)
    assert THERE_IS_ONE not in seen
    assert WORDS not in seen
    assert (await browser.get("/conversation/sent")).html == before.html
    assert not before.headers.getall("Set-Cookie", [])


async def test_where_somebody_could_see_there_is_a_bare_notice(house: House) -> None:
    browser = await send(house, {**SAFE_HERE, "could_see": "some"})
    await say_back(house, REPLY)
    page = await browser.get("/conversation/sent")
    assert THERE_IS_ONE in page.text
    assert not page.has_button("Read it")
    assert WORDS not in await look_everywhere(browser)
    pressed = await browser.post("/conversation/messages", page.fields("Lock my answers away"))
    assert WORDS not in pressed.html
    [row] = await house.rows(Message)
    assert (row["way"], row["seen_at"]) == ("web no_words", None)


async def test_what_waits_here_can_be_read_when_the_browser_was_closed(house: House) -> None:
    browser = await send(house, SAFE_HERE)
    page = await browser.get("/conversation/sent")
    [cookie] = page.headers.getall("Set-Cookie")
    assert cookie.startswith(f"{COOKIE}=")
    assert f"Max-Age={WAITING_DAYS * 86_400};" in cookie
    assert "for the next 90 days" in page.text


async def test_a_browser_that_locked_it_away_needs_its_code(house: House) -> None:
    code = await house.invite("have_your_say_12_17_simple")
    browser = house.open_browser()
    page = await browser.press(await browser.get(f"/s/{code}"), "Start")
    await answer(house, browser, page, SAFE_HERE)
    await say_back(house, REPLY)
    await browser.press(await browser.get("/conversation/sent"), "Lock my answers away")
    assert THERE_IS_ONE not in await look_everywhere(browser)
    assert THERE_IS_ONE in (await browser.get(f"/s/{code}")).text


async def test_what_happened_comes_with_what_was_said_and_a_promise(house: House) -> None:
    browser = await send(house, SAFE_HERE)
    happened = Words("You see her every second Saturday.", "You wanted to see your sister.")
    await say_back(
        house, Saying(MessageKind.HAPPENED, "acc-1", happened, promised_on=date(2026, 12, 12)), "first"
    )
    house.clock.now += timedelta(hours=1)
    await say_back(house, Saying(MessageKind.READ, "acc-1"), "second")
    page = await browser.press(await browser.get("/conversation/sent"), "Read it")
    texts = (
        "Your IRO has read what you sent.",
        "You said",
        happened.said,
        "What happened",
        happened.words,
        "You will hear more by 12 December 2026.",
    )
    places = [page.text.index(text) for text in texts]
    assert places == sorted(places)


async def open_for(house: House, reason: str) -> None:
    [row] = [row for row in await house.rows(Response) if row["submitted_at"]]
    parts = house.parts
    unit = await prepare_told(parts.store, parts.keys, row, reason=reason, by="acc-2", now=parts.clock())
    assert await parts.store.write(unit)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("reader_away", "because the person it was for was away"),
        ("safety", "because someone may be hurt"),
        ("another that came later", "You can ask why"),
    ],
)
async def test_somebody_else_opened_it_and_that_is_said(house: House, reason: str, said: str) -> None:
    browser = await send(house, SAFE_HERE)
    await open_for(house, reason)
    page = await browser.press(await browser.get("/conversation/sent"), "Read it")
    assert "A manager opened what you sent" in page.text
    assert said in page.text


async def test_who_stood_in_is_told_as_that_and_not_as_a_manager(house: House) -> None:
    await add_reviews(house)
    browser = await send(house, SAFE_HERE, review_ref="R-1")
    await open_for(house, STANDING_IN)
    _, page = await house.begin("have_your_say_12_17_simple", review_ref="R-2")
    assert OPENED not in page.text
    page = await browser.press(await browser.get("/conversation/sent"), "Read it")
    assert "Someone doing their job for now opened what you sent." in page.text
    assert "manager" not in page.text


async def add_reviews(house: House) -> None:
    reviews = (Insert(Review, {"review_ref": ref, "child_ref": "C-1"}) for ref in ("R-1", "R-2"))
    other = Insert(Review, {"review_ref": "R-3", "child_ref": "C-2"})
    children = (Insert(Child, {"child_ref": ref}) for ref in ("C-1", "C-2"))
    await house.parts.store.write(PutUnit((*children, *reviews, other)))


async def test_until_they_know_the_next_time_begins_with_it(house: House) -> None:
    await add_reviews(house)
    browser = await send(house, SAFE_HERE, review_ref="R-1")
    await open_for(house, "safety")
    next_time, page = await house.begin("have_your_say_12_17_simple", review_ref="R-2")
    assert page.address.path == "/conversation/last-time"
    assert OPENED in page.text
    assert "hurt" not in page.text.partition("Need help now?")[0]
    on = next(href for href, text in page.read.links if text == "Go on")
    assert (await next_time.get(on)).has_button("Skip")
    for audience, ref in (("child", "R-3"), ("carer", "R-2")):
        _, page = await house.begin("have_your_say_12_17_simple", audience=audience, review_ref=ref)
        assert OPENED not in page.text
    await browser.press(await browser.get("/conversation/sent"), "Read it")
    _, page = await house.begin("have_your_say_12_17_simple", review_ref="R-2")
    assert OPENED not in page.text
