"""Codes: who gets in, who may go on, and that strangers are told nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import aiohttp
import pytest

from forms.buckets import MAX_NAMES
from forms.codes import new_code
from forms.limits import RIGHT_CODE_GIVES, SPARED_WRONG_CODES, WRONG_CODES_OF_A_CLIENT
from forms.records import Invitation, Response
from forms.units import PutUnit, Update
from forms.web.throttle import Throttle

if TYPE_CHECKING:
    from tests.web.house import House

CLIENT_TRIES, CLIENT_SECONDS = WRONG_CODES_OF_A_CLIENT.most, WRONG_CODES_OF_A_CLIENT.seconds


async def make_dead_codes(house: House) -> dict[str, str]:
    """Make a code of every kind that leads nowhere."""
    used = await house.invite("feedback_carer")
    browser = house.open_browser()
    page = await browser.press(await browser.get(f"/s/{used}"), "Start")
    await browser.press(await browser.skip_all(page), "Send")
    return {
        "unknown": new_code(),
        "not a code": "U" * 12,
        "expired": await house.invite(expires_at=house.clock.now),
        "revoked": await house.invite(revoked_at=house.clock.now),
        "used": used,
    }


async def test_dead_codes_are_answered_alike(house: House) -> None:
    pages = []
    for code in (await make_dead_codes(house)).values():
        browser = house.open_browser()
        page = await browser.get(f"/s/{code}", follow=False)
        token = dict(page.fields("Go on"))["token"]
        pages.append((page.status, page.html.replace(token, "-"), sorted(page.headers)))
    assert pages == [pages[0]] * len(pages)
    assert pages[0][0] == 404


async def test_dead_code_typed_stays_in_its_field(house: House) -> None:
    browser = house.open_browser()
    page = await browser.press(await browser.get("/"), "Go on", [("code", "K7WM 2H9P 4TXD")])
    assert page.status == 404
    assert page.title == "Error: Put in your code - Have Your Say"
    assert dict(page.fields("Go on"))["code"] == "K7WM 2H9P 4TXD"


async def test_second_browser_with_the_same_code_starts_anew_and_reads_nothing(house: House) -> None:
    code = await house.invite()
    first, second = house.open_browser(), house.open_browser()
    page = await first.press(await first.get(f"/s/{code}"), "Start")
    await first.press(page, "Next", [("answer", "only mine")])
    page = await second.get(f"/s/{code}")
    assert page.has_button("Start")
    page = await second.press(page, "Start")
    assert "only mine" not in page.html
    assert len(await house.rows(Response)) == 2


async def test_code_used_elsewhere_while_writing_is_told_at_sending(house: House) -> None:
    code = await house.invite("feedback_carer")
    browsers = (house.open_browser(), house.open_browser())
    begun = [await browser.press(await browser.get(f"/s/{code}"), "Start") for browser in browsers]
    checks = [await browser.skip_all(page) for browser, page in zip(browsers, begun, strict=True)]
    pages = [await browser.press(page, "Send") for browser, page in zip(browsers, checks, strict=True)]
    assert [page.status for page in pages] == [200, 409]
    assert "These answers cannot be sent" in pages[1].text


async def test_used_code_shows_its_own_browser_the_receipt_again(house: House) -> None:
    code = await house.invite("feedback_carer")
    browser = house.open_browser()
    page = await browser.press(await browser.get(f"/s/{code}"), "Start")
    sent = await browser.press(await browser.skip_all(page), "Send")
    assert (await browser.get(f"/s/{code}")).html == sent.html


async def test_code_that_takes_several_starts_afresh_after_sending(house: House) -> None:
    code = await house.invite("feedback_professional", takes=2)
    browser = house.open_browser()
    for _ in range(2):
        page = await browser.press(await browser.get(f"/s/{code}"), "Start")
        page = await browser.press(await browser.skip_all(page), "Send")
        assert page.address.path == "/conversation/sent"
    assert len({row["receipt"] for row in await house.rows(Response)}) == 2


async def test_code_that_takes_several_asks_whose_the_unsent_answers_are(house: House) -> None:
    code = await house.invite(takes=2)
    browser = house.open_browser()
    page = await browser.press(await browser.get(f"/s/{code}"), "Start")
    await browser.press(page, "Next", [("answer", "the one before")])
    asked = await browser.get(f"/s/{code}")
    assert asked.address.path == "/conversation/whose"
    assert "the one before" not in asked.html
    assert ("/conversation", "They are mine. Go on") in asked.read.links
    page = await browser.press(asked, "not mine")
    assert page.has_button("Start")
    page = await browser.press(page, "Start")
    assert "the one before" not in page.html
    assert (await browser.get("/conversation/whose")).address.path != "/conversation/whose"


async def test_draft_begun_in_time_goes_on_after_the_code_ran_out(house: House) -> None:
    code = await house.invite()
    browser = house.open_browser()
    page = await browser.press(await browser.get(f"/s/{code}"), "Start")
    house.clock.now += timedelta(days=29)
    page = await browser.press(page, "Next", [("answer", "late")])
    assert page.status == 200
    assert (await browser.get(f"/s/{code}")).status == 200


async def test_code_revoked_before_start_leads_nowhere(house: House) -> None:
    browser = house.open_browser()
    page = await browser.get(f"/s/{await house.invite()}")
    await house.parts.store.write(
        PutUnit((Update(Invitation, {"id": "inv-1"}, {"revoked_at": house.clock.now}),))
    )
    page = await browser.press(page, "Start")
    assert page.status == 404
    assert await house.rows(Response) == []


async def test_two_codes_in_one_browser_keep_their_drafts_apart(house: House) -> None:
    one, other = await house.invite(), await house.invite()
    browser = house.open_browser()
    page = await browser.press(await browser.get(f"/s/{one}"), "Start")
    await browser.press(page, "Next", [("answer", "the elder's words")])
    page = await browser.press(await browser.get(f"/s/{other}"), "Start")
    assert "the elder's words" not in page.html
    await browser.get(f"/s/{one}")
    assert "the elder&#39;s words" in (await browser.get("/conversation/2")).html


async def test_page_left_open_from_another_code_cannot_answer_for_this_one(house: House) -> None:
    one, other = await house.invite(), await house.invite()
    browser = house.open_browser()
    stale = await browser.press(await browser.get(f"/s/{one}"), "Start")
    await browser.press(await browser.get(f"/s/{other}"), "Start")
    page = await browser.press(stale, "Next", [("answer", "for the first")])
    assert page.status == 403
    assert "for the first" not in (await browser.get("/conversation/2")).html


async def test_twenty_wrong_codes_slow_that_client_and_no_other(house: House) -> None:
    right = await house.invite()
    guesser, other = house.open_browser(), house.open_browser()
    for _ in range(CLIENT_TRIES):
        assert (await guesser.get(f"/s/{new_code()}", follow=False)).status == 404
    page = await guesser.get(f"/s/{new_code()}", follow=False)
    assert page.status == 429
    assert 0 < int(page.headers["Retry-After"]) <= CLIENT_SECONDS
    assert "I need help now" in page.text
    elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    assert (await other.get(f"/s/{right}", **elsewhere)).status == 200


async def test_right_codes_are_never_counted(house: House) -> None:
    for _ in range(CLIENT_TRIES + 5):
        page = await house.open_browser().get(f"/s/{await house.invite()}", follow=False)
        assert page.status == 303


class Seconds:
    """A clock in seconds that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def test_throttle_lets_one_more_through_after_the_wait(seconds: Seconds) -> None:
    throttle = Throttle(seconds)
    for _ in range(CLIENT_TRIES):
        throttle.note_wrong("192.0.2.1")
    wait = throttle.wait("192.0.2.1")
    seconds.now += wait - 1
    assert throttle.wait("192.0.2.1") == 1
    seconds.now += 1
    assert throttle.wait("192.0.2.1") == 0


def test_throttle_has_a_bounded_memory_and_spares_others_when_all_guess(seconds: Seconds) -> None:
    throttle = Throttle(seconds)
    for number in range(MAX_NAMES + 50):
        throttle.note_wrong(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(throttle._clients) == MAX_NAMES
    for _ in range(SPARED_WRONG_CODES):
        assert throttle.wait("192.0.2.1") == 0, "who has guessed little is let in"
        throttle.note_wrong("192.0.2.1")
    assert throttle.wait("192.0.2.1") == 1
    seconds.now += 1
    assert throttle.wait("192.0.2.1") == 0


def test_throttle_gives_more_tries_for_each_right_code_once(seconds: Seconds) -> None:
    throttle = Throttle(seconds)
    for code in ("one", "other", "one", "one"):
        throttle.note_right("192.0.2.1", code)
    for _ in range(CLIENT_TRIES + 2 * RIGHT_CODE_GIVES):
        assert throttle.wait("192.0.2.1") == 0
        throttle.note_wrong("192.0.2.1")
    assert throttle.wait("192.0.2.1") > 0
    assert throttle.wait("192.0.2.2") == 0


async def test_person_whose_browser_keeps_no_cookies_is_told(house: House) -> None:
    code = await house.invite()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        async with session.get(f"{house.base}/s/{code}") as landed:
            text = await landed.text()
        token = re.search(r'name="token" value="(\w+)"', text)
        assert token
        async with session.post(f"{house.base}/", data={"code": code, "token": token[1]}) as refused:
            said = await refused.text()
    assert "your browser keeps no cookies" in text
    assert refused.status == 403
    assert "your browser keeps no cookies" in said
