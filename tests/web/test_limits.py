"""How often is too often: scripts are held back, people are not, and nothing that was written is lost."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from forms.codes import new_code
from forms.limits import BEGINS_OF_A_CLIENT, IN_WORK, LIMITS, TURNS_OF_A_BROWSER, WRONG_CODES_OF_A_CLIENT
from forms.records import Alert, OutboxMessage, Response
from forms.settings import Settings
from forms.web.client import name_household, read_address
from forms.web.handlers.introduction import BEGINS
from forms.web.load import LOAD
from tests.web.guessing import Guessers
from tests.web.house import open_house

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from forms.store import Store
    from tests.web.house import Browser, House, Page

DOCS = Path(__file__).parents[2] / "docs"
TRIES = WRONG_CODES_OF_A_CLIENT.most


def come_from(written: str) -> dict[str, str]:
    return {"X-Forwarded-For": written}


# --- the table -------------------------------------------------------------------------------------------


def test_page_of_limits_shows_every_limit_as_it_is() -> None:
    page = (DOCS / "limits.md").read_text()
    for limit in LIMITS:
        often = f"one each {limit.seconds:g} s" if limit.seconds else "as they are done"
        assert f"| {limit.name} | {limit.per} | {limit.most:,} | {often} | {limit.why} |" in page


# --- a browser faster than any person ----------------------------------------------------------------------


async def test_browser_that_posts_without_end_is_held_back_and_keeps_its_words(house: House) -> None:
    browser, page = await house.begin()
    for _ in range(TURNS_OF_A_BROWSER.most - 1):
        assert (await browser.press(page, "Next", [("answer", "kept")], follow=False)).status == 303
    refused = await browser.press(page, "Next", [("answer", "kept")], follow=False)
    while refused.status == 303:  # a busy machine is slow enough to earn another
        refused = await browser.press(page, "Next", [("answer", "kept")], follow=False)
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) == 1
    assert ("answer", "kept") in refused.fields("Try again")
    await asyncio.sleep(1.1)
    again = await browser.press(refused, "Try again")
    assert again.status == 200


async def test_other_browser_at_the_same_address_goes_on(house: House) -> None:
    browser, page = await house.begin()
    other, others_page = await house.begin()
    statuses = {
        (await browser.press(page, "Next", [("answer", "a")], follow=False)).status
        for _ in range(TURNS_OF_A_BROWSER.most * 2)
    }
    assert statuses == {303, 429}
    assert (await other.press(others_page, "Next", [("answer", "mine")])).status == 200


async def test_help_is_never_held_back_and_presses_of_a_minute_are_one_alert(house: House) -> None:
    browser, page = await house.begin("have_your_say_12_17")
    while (await browser.press(page, "Skip", [], follow=False)).status != 429:
        pass
    shown = await browser.get("/help")
    for _ in range(30):
        asked = await browser.press(shown, "Ask someone")
        assert (asked.status, asked.address.path) == (200, "/help/asked")
    assert len(await house.rows(Alert)) == len(await house.rows(OutboxMessage)) == 1
    house.clock.now += timedelta(minutes=1)
    await browser.press(shown, "Ask someone")
    assert len(await house.rows(Alert)) == 2


# --- beginning without end -------------------------------------------------------------------------------


async def test_client_that_begins_without_end_is_held_back(house: House) -> None:
    code = await house.invite()
    scripted = come_from("192.0.2.7")
    browser = house.open_browser()
    page = await browser.get(f"/s/{code}", **scripted)
    begins = house.part(BEGINS)
    for _ in range(BEGINS_OF_A_CLIENT.most):
        begins.spend("192.0.2.7")
    form, _ = page.find_form("Start")
    refused = await browser.post(form.action, page.fields("Start"), follow=False, **scripted)
    assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
    assert await house.rows(Response) == []
    elsewhere = await browser.post(form.action, page.fields("Start"), follow=False, **come_from("192.0.2.8"))
    assert elsewhere.status == 303


async def test_each_beginning_is_counted_and_what_is_sent_whole_is_not(house: House) -> None:
    await house.begin()
    begins = house.part(BEGINS)
    assert round(begins.count_spent("127.0.0.1")) == 1
    other = house.open_browser()
    await other.get(f"/s/{await house.invite('carer_before', 'carer')}")
    sent = await other.press(await other.get("/conversation/whole"), "Send")
    assert sent.address.path == "/conversation/sent"
    assert round(begins.count_spent("127.0.0.1")) == 1


# --- too much in work --------------------------------------------------------------------------------------


async def test_too_much_in_work_is_shed_and_help_is_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forms.web.load.IN_WORK", replace(IN_WORK, most=5))
    begun = [await house.begin() for _ in range(7)]
    released = asyncio.Event()
    write = type(house.parts.store).write

    async def wait_then_write(store: Store, unit: Any) -> Any:
        await released.wait()
        return await write(store, unit)

    monkeypatch.setattr(type(house.parts.store), "write", wait_then_write)
    waiting = [asyncio.create_task(answer(*each, "kept")) for each in begun[:5]]
    load = house.part(LOAD)
    while load.in_work < 5:  # noqa: ASYNC110 - it counts for itself
        await asyncio.sleep(0.01)
    (browser, page), (other, _) = begun[5:]
    refused = await answer(browser, page, "not lost")
    assert (refused.status, refused.headers["Retry-After"]) == (503, "10")
    assert ("answer", "not lost") in refused.fields("Try again")
    assert (await other.get("/")).status == 503
    assert (await other.get("/help")).status == (await other.get("/healthz")).status == 200
    released.set()
    assert {page.status for page in await asyncio.gather(*waiting)} == {303}
    assert (await browser.press(refused, "Try again", follow=False)).status == 303
    assert load.in_work == 0


async def answer(browser: Browser, page: Page, words: str) -> Page:
    return await browser.press(page, "Next", [("answer", words)], follow=False)


async def test_slow_senders_are_not_in_work(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forms.web.load.IN_WORK", replace(IN_WORK, most=3))
    host, _, port = house.base.removeprefix("http://").partition(":")
    head = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    slow = [await asyncio.open_connection(host, int(port)) for _ in range(20)]
    for _, writer in slow:
        writer.write(f"{head}Content-Length: 500\r\n\r\ncode=".encode())
    await asyncio.sleep(0.3)
    assert (await house.open_browser().get("/")).status == 200
    for _, writer in slow:
        writer.close()


# --- who asks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:50123", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("[::ffff:192.0.2.1]:50123", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff", "2001:db8::/64"),
        ("[2001:db8::1]:443", "2001:db8::/64"),
        ("[2001:db8::1]", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
    ],
)
def test_client_is_the_same_on_another_port_and_in_the_same_household(written: str, named: str) -> None:
    found = read_address(written)
    assert found
    assert name_household(found) == named


@pytest.mark.parametrize("written", ["", "unknown", "_hidden", "192.0.2.1, 192.0.2.2", "192.0.2.999", "é"])
def test_what_is_no_address_names_nobody(written: str) -> None:
    assert read_address(written) is None


async def test_client_cannot_evade_or_frame_another_by_what_it_writes(house: House) -> None:
    """A proxy on this machine writes the client's address last, or on a line of its own."""
    browser = house.open_browser()
    for number in range(TRIES):
        forged = come_from(f"10.9.8.{number}, 198.51.100.7")
        assert (await browser.get(f"/s/{new_code()}", follow=False, **forged)).status == 404
    guessed = f"/s/{new_code()}"
    assert (await browser.get(guessed, follow=False, **come_from("198.51.100.7"))).status == 429
    assert (await browser.get(guessed, follow=False, **come_from("10.9.8.7"))).status == 404, "not framed"


async def test_second_line_of_the_header_counts_too(house: House) -> None:
    host, _, port = house.base.removeprefix("http://").partition(":")
    statuses = []
    for number in range(TRIES + 1):
        reader, writer = await asyncio.open_connection(host, int(port))
        lines = (
            f"GET /s/{new_code()} HTTP/1.1",
            "Host: 127.0.0.1",
            f"X-Forwarded-For: 10.9.8.{number}",
            "X-Forwarded-For: 198.51.100.7",
            "Connection: close",
        )
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        statuses.append((await reader.read()).split()[1])
        writer.close()
    assert statuses == [b"404"] * TRIES + [b"429"]


@pytest.fixture
async def behind_proxy(settings: Settings, house: House) -> AsyncIterator[House]:
    """Pages behind two proxies of the council, neither on this machine but for the last."""
    trusting = replace(
        settings, trusted_proxies=Settings.from_env({"SAY_TRUSTED_PROXY": "10.0.0.0/24"}).trusted_proxies
    )
    opened = await open_house(replace(house.parts, settings=trusting), house.clock)
    yield opened
    await opened.close()


async def test_address_is_read_past_every_trusted_proxy(behind_proxy: House) -> None:
    browser = behind_proxy.open_browser()
    for number in range(TRIES):
        told = come_from(f"203.0.113.{number}, 198.51.100.7, 10.0.0.{number}")
        assert (await browser.get(f"/s/{new_code()}", follow=False, **told)).status == 404
    slowed = come_from("198.51.100.7, 10.0.0.9, 10.0.0.8")
    assert (await browser.get(f"/s/{new_code()}", follow=False, **slowed)).status == 429
    other = come_from("198.51.100.8, 10.0.0.9")
    assert (await browser.get(f"/s/{new_code()}", follow=False, **other)).status == 404


async def test_proxy_that_nobody_named_is_one_client(house: House) -> None:
    browser = house.open_browser()
    for number in range(TRIES):
        told = come_from(f"198.51.100.{number}, 10.0.0.9")
        assert (await browser.get(f"/s/{new_code()}", follow=False, **told)).status == 404
    told = come_from("198.51.100.99, 10.0.0.9")
    assert (await browser.get(f"/s/{new_code()}", follow=False, **told)).status == 429


# --- a school, and whoever guesses -----------------------------------------------------------------------


async def test_school_behind_one_address_gets_in_although_two_mistype(house: House) -> None:
    """Thirty children within a minute, each with a code; two mistype theirs nine times first."""
    codes = [await house.invite("feedback_carer") for _ in range(30)]
    school = come_from("198.51.100.30")

    async def enter(number: int, code: str) -> int:
        browser = house.open_browser()
        page = await browser.get("/", **school)
        for _ in range(9 if number < 2 else 0):
            page = await type_code(browser, page, new_code())
            assert page.status == 404, "told that it does not work, not to wait"
        page = await type_code(browser, page, code)
        form, _ = page.find_form("Start")
        return (await browser.post(form.action, page.fields("Start"), **school)).status

    async def type_code(browser: Browser, page: Page, code: str) -> Page:
        fields = [(name, code if name == "code" else value) for name, value in page.fields("Go on")]
        return await browser.post("/", fields, **school)

    began = time.monotonic()
    assert await asyncio.gather(*(enter(*each) for each in enumerate(codes))) == [200] * 30
    assert time.monotonic() - began < 60
    assert len(await house.rows(Response)) == 30


async def test_guesses_hit_nothing_and_hold_nobody_up(house: House) -> None:
    codes = [await house.invite("feedback_carer") for _ in range(10)]
    guessers = Guessers(house.base, clients=60)
    async with asyncio.timeout(50):
        slowest = await guessers.guess_while_people_come(4_000, codes)
    print(guessers)  # noqa: T201 - how many a second: `pytest -s` shows it
    assert guessers.hits == 0
    assert set(guessers.statuses) == {404, 429}
    assert guessers.statuses[429] > guessers.statuses[404], "most are not even looked up"
    assert guessers.waits <= {str(seconds) for seconds in range(1, 31)}
    assert slowest < 5.0, "let in at once; what is left is the noise of a busy machine"
