"""Help on every page, the silent alert, and the button that calls a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from forms.migrations import migrate
from forms.records import Alert, OutboxMessage, Response
from forms.store import Store
from forms.web.handlers.help import SHOWN_FOR
from forms.web.ticket import COOKIE, Ticket, write_ticket
from tests.web.house import open_house

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import House, Page


async def test_help_is_on_every_page(house: House) -> None:
    browser, page = await house.begin("feedback_carer")
    pages = [page, await browser.get("/"), await browser.get("/conversation/whole")]
    check = await browser.skip_all(page)
    pages += [check, await browser.press(check, "Stop for now"), await browser.press(check, "Send")]
    pages += [await browser.get(path) for path in ("/privacy", "/nowhere", "/s/AAAABBBBCCCC")]
    for shown in pages:
        assert ("/help", "I need help now") in shown.read.links, shown.title
        for number in ("999", "0800 1111", "01632 960001"):
            assert number in shown.text.replace("\xa0", " "), shown.title


async def test_looking_at_help_notes_nothing(house: House) -> None:
    browser = house.open_browser()
    await browser.get(f"/s/{await house.invite()}")
    page = await browser.get("/help")
    assert "01632 960001" in page.text
    assert await house.rows(Alert) == []
    assert await house.rows(Response) == []


async def test_help_without_a_code_shows_the_routes_and_no_button(house: House) -> None:
    page = await house.open_browser().get("/help")
    assert "999" in page.text
    assert not page.has_button("Ask someone")


async def test_asking_for_help_before_start_calls_a_person_and_keeps_the_introduction(house: House) -> None:
    browser = house.open_browser()
    await browser.get(f"/s/{await house.invite('have_your_say_12_17')}")
    page = await browser.press(await browser.get("/help"), "Ask someone")
    assert page.address.path == "/help/asked"
    assert "This is an automatic message. Nobody is reading right now." in page.text
    assert [row["cause"] for row in await house.rows(Alert)] == ["help"]
    assert len(await house.rows(OutboxMessage)) == 1
    assert (await browser.get("/conversation")).has_button("Start")


async def test_asking_for_help_in_the_middle_loses_nothing(house: House) -> None:
    browser, page = await house.begin()
    await browser.press(page, "Next", [("answer", "half way")])
    page = await browser.press(await browser.get("/help"), "Ask someone")
    back = next(href for href, text in page.read.links if text == "Go back to where you were")
    assert "Will you come?" in (await browser.get(back)).text


async def test_asking_for_help_after_sending_calls_a_person_too(house: House) -> None:
    browser, page = await house.begin("feedback_carer")
    await browser.press(await browser.skip_all(page), "Send")
    page = await browser.press(await browser.get("/help"), "Ask someone")
    assert "Thank you for telling us." in page.text
    assert [row["cause"] for row in await house.rows(Alert)] == ["help"]


async def test_asking_for_help_twice_in_a_breath_is_one_alert(house: House) -> None:
    browser, _ = await house.begin()
    page = await browser.get("/help")
    for _ in range(2):
        asked = await browser.press(page, "Ask someone")
        assert "Thank you for telling us." in asked.text
        house.clock.now += timedelta(seconds=2)
    assert len(await house.rows(Alert)) == len(await house.rows(OutboxMessage)) == 1
    house.clock.now += timedelta(minutes=1)
    await browser.press(page, "Ask someone")
    assert len(await house.rows(Alert)) == len(await house.rows(OutboxMessage)) == 2


async def test_asking_for_help_with_a_dead_code_says_so(house: House) -> None:
    browser = house.open_browser()
    await browser.get(f"/s/{await house.invite()}")
    help_page = await browser.get("/help")
    house.clock.now += timedelta(days=40)
    page = await browser.press(help_page, "Ask someone")
    assert page.status == 404
    assert "We could not reach the team from this page." in page.text
    assert "0800 1111" in page.text
    assert not page.has_button("Ask someone")


async def test_nobody_sees_later_that_help_was_asked_for(house: House) -> None:
    browser, _ = await house.begin()
    plain = (await browser.get("/help")).html
    await browser.press(await browser.get("/help"), "Ask someone")
    assert (await browser.get("/help")).html == plain
    house.clock.now += SHOWN_FOR + timedelta(seconds=1)
    assert (await browser.get("/help/asked")).address.path == "/help"


async def hold_conversation(house: House, folder: Path, number: int, answer: str) -> tuple[list[Page], int]:
    """Answer one question and leave out the rest; ids, clock and cookie stand still.

    Returns every page, and how many alerts there are.
    """
    url = f"sqlite+aiosqlite:///{folder / 'say.db'}"
    await migrate(url)
    store = await Store.open(url)
    opened = await open_house(replace(house.parts, store=store, new_id=lambda: "resp-1"), house.clock)
    await opened.invite()
    browser = opened.open_browser()
    ticket = write_ticket(house.parts.keys, Ticket(b"s" * 32, "inv-1"))
    browser.session.cookie_jar.update_cookies({COOKIE: ticket}, browser.base)
    pages = [await browser.press(await browser.get("/conversation"), "Start")]
    while pages[-1].has_button("Skip"):
        given = [("answer", answer)] if pages[-1].address.path == f"/conversation/{number}" else None
        button = "Next" if given else "Skip"
        pages.append(await browser.press(pages[-1], button, given or []))
    pages.append(await browser.press(pages[-1], "Send"))
    alerts = len(await opened.rows(Alert))
    await opened.close()
    await store.close()
    return pages, alerts


@pytest.mark.parametrize(
    ("number", "unsafe", "safe"),
    [(2, "he hits me when nobody is there", "we had pancakes on my birthday"), (9, "0", "9")],
    ids=["words", "choice"],
)
async def test_every_page_after_an_unsafe_answer_is_that_after_a_safe_one(
    house: House, tmp_path_factory: pytest.TempPathFactory, number: int, unsafe: str, safe: str
) -> None:
    told, alerts = await hold_conversation(house, tmp_path_factory.mktemp("unsafe"), number, unsafe)
    told_safe, no_alerts = await hold_conversation(house, tmp_path_factory.mktemp("safe"), number, safe)
    assert (alerts, no_alerts) == (1, 0)
    shown = [
        (page.status, page.headers.keys(), page.html.replace(f'<dd dir="auto">{unsafe}', "<dd>"))
        for page in told
    ]
    expected = [
        (page.status, page.headers.keys(), page.html.replace(f'<dd dir="auto">{safe}', "<dd>"))
        for page in told_safe
    ]
    assert shown == expected
    assert len(shown) > 8
