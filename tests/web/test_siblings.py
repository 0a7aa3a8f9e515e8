"""Brothers and sisters on one tablet: each opens only their own, and finds it again by their own code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from forms.records import AnonymousAnswer, ResponseAnswer
from forms.web.aside import ASIDE, MOST
from forms.web.ticket import COOKIE
from tests.web.chromium import find_chromium, open_chromium

if TYPE_CHECKING:
    from playwright.async_api import Page as Shown

    from tests.web.house import Browser, House, Page

FORM = "carer_before"
"""Its second question is in words."""
HERS = "the heron stood quite still"
HIS = "an otter crossed the weir"
PLACES = (
    "",
    "/2",
    "/3",
    "/4",
    "/check",
    "/whole",
    "/sent",
    "/stopped",
    "/delete",
    "/whose",
    "/mine",
    "/ahead",
)
BACK_FORWARD_CACHE_OFF = "--disable-back-forward-cache"
needs_chromium = pytest.mark.skipif(
    find_chromium() is None, reason="make test-browser says how to get Chromium"
)


async def say(browser: Browser, page: Page, words: str) -> Page:
    """Begin and say something to the second question."""
    page = await browser.press(page, "Start")
    page = await browser.press(page, "Skip", [])
    return await browser.press(page, "Next", [("answer", words)])


async def begin_hers(house: House) -> tuple[Browser, str]:
    """A sister stops half-way. Return the tablet, and her code."""
    tablet, code = house.open_browser(), await house.invite(FORM, "carer")
    page = await say(tablet, await tablet.get(f"/s/{code}"), HERS)
    await tablet.press(page, "Stop for now", [])
    return tablet, code


async def holds_hers(tablet: Browser) -> bool:
    return HERS in (await tablet.get("/conversation/3")).html


async def test_brother_with_his_own_link_finds_nothing_of_hers_anywhere(house: House) -> None:
    tablet, _ = await begin_hers(house)
    await tablet.get(f"/s/{await house.invite(FORM, 'carer')}")
    for place in PLACES:
        for asked in ({}, {"Say-Chat": "0"}):
            assert HERS not in (await tablet.get(f"/conversation{place}", **asked)).html, place


async def test_sister_goes_on_with_her_own_code_and_he_with_his(house: House) -> None:
    tablet, hers = await begin_hers(house)
    his = await house.invite(FORM, "carer")
    await say(tablet, await tablet.get(f"/s/{his}"), HIS)
    page = await tablet.get(f"/s/{hers}")
    assert HERS in (await tablet.get("/conversation/3")).html
    await tablet.press(await tablet.skip_all(page), "Send")
    await tablet.get(f"/s/{his}")
    assert HIS in (await tablet.get("/conversation/3")).html


async def test_what_he_sends_without_a_name_takes_nothing_of_hers_along(house: House) -> None:
    tablet, hers = await begin_hers(house)
    page = await tablet.get(f"/s/{await house.invite('feedback_parent', 'parent')}")
    form = next(form for form in page.read.forms if any(c.value == "unnamed" for c in form.controls))
    hidden = [(c.name, c.value) for c in form.controls if c.kind == "hidden"]
    page = await tablet.skip_all(await tablet.post(form.action, [*hidden, ("act", "unnamed")]))
    await tablet.press(page, "Send")
    assert await house.rows(AnonymousAnswer)
    assert not await holds_hers(tablet)
    await tablet.get(f"/s/{hers}")
    assert await holds_hers(tablet)


async def test_a_code_that_takes_several_takes_nothing_of_hers_along(house: House) -> None:
    tablet, hers = await begin_hers(house)
    desk = await house.invite("feedback_professional", "professional", takes=12)
    page = await tablet.press(await tablet.get(f"/s/{desk}"), "Start")
    await tablet.press(await tablet.skip_all(page), "Send")
    await tablet.get(f"/s/{desk}")
    await tablet.get(f"/s/{hers}")
    assert await holds_hers(tablet)


async def test_answers_locked_away_open_only_with_her_code(house: House) -> None:
    tablet, hers = await begin_hers(house)
    await tablet.press(await tablet.get("/conversation/stopped"), "Lock my answers away")
    for place in PLACES:
        assert HERS not in (await tablet.get(f"/conversation{place}")).html, place
    await tablet.get(f"/s/{hers}")
    assert await holds_hers(tablet)


async def test_her_letter_in_another_browser_begins_anew_and_reads_nothing(house: House) -> None:
    tablet, hers = await begin_hers(house)
    other = house.open_browser()
    await say(other, await other.get(f"/s/{hers}"), HIS)
    assert not await holds_hers(other)
    assert await holds_hers(tablet)


async def test_her_page_left_open_cannot_answer_for_him(house: House) -> None:
    tablet, code = house.open_browser(), await house.invite(FORM, "carer")
    page = await say(tablet, await tablet.get(f"/s/{code}"), HERS)
    await tablet.press(await tablet.get(f"/s/{await house.invite(FORM, 'carer')}"), "Start")
    assert (await tablet.press(page, "Next", [("answer", HERS)])).status == 403


async def test_a_tablet_of_many_forgets_the_oldest_and_its_cookies_stay_small(house: House) -> None:
    tablet, hers = await begin_hers(house)
    for _ in range(MOST + 1):
        await tablet.get(f"/s/{await house.invite(FORM, 'carer')}")
    cookies = {cookie.key: cookie.value for cookie in tablet.session.cookie_jar}
    assert set(cookies) == {COOKIE, ASIDE}
    assert len(cookies[ASIDE]) < 3_000
    await tablet.get(f"/s/{hers}")
    assert not await holds_hers(tablet)


async def test_a_cookie_that_we_did_not_write_puts_nobody_aside(house: House) -> None:
    tablet, hers = await begin_hers(house)
    await tablet.get(f"/s/{await house.invite(FORM, 'carer')}")
    cookie = next(one for one in tablet.session.cookie_jar if one.key == ASIDE)
    tablet.session.cookie_jar.update_cookies(
        {ASIDE: cookie.value[:64] + "0" + cookie.value[65:]}, tablet.base
    )
    assert (await tablet.get(f"/s/{hers}")).status == 200
    assert not await holds_hers(tablet)


async def answer_in_words(shown: Shown, words: str) -> None:
    here = shown.url
    await shown.get_by_role("button", name="Skip").click()
    await shown.wait_for_url(lambda url: url != here)
    await shown.locator("textarea").fill(words)
    await shown.get_by_role("button", name="Next").click()
    await shown.wait_for_url("**/conversation/4")


@needs_chromium
@pytest.mark.browser
@pytest.mark.parametrize("way", ["Start, one question at a time", "Start, as a chat"])
async def test_going_back_on_the_tablet_shows_him_nothing_of_hers(house: House, way: str) -> None:
    hers, his = await house.invite(FORM, "carer"), await house.invite(FORM, "carer")
    async with open_chromium(without=[BACK_FORWARD_CACHE_OFF]) as chromium:
        shown = await chromium.new_page()
        await shown.goto(f"{house.base}/s/{hers}")
        await shown.get_by_role("button", name=way).click()
        await answer_in_words(shown, HERS)
        await shown.get_by_role("button", name="Stop for now").click()
        await shown.wait_for_url("**/stopped")
        await shown.goto(f"{house.base}/s/{his}")
        await shown.go_back()
        while shown.url != "about:blank":
            await expect(shown.locator("h1")).to_be_visible()
            assert HERS not in await shown.content()
            fields = await shown.locator("textarea").all()
            assert HERS not in [await field.input_value() for field in fields]
            await shown.go_back()
        await shown.goto(f"{house.base}/s/{hers}")
        await shown.goto(f"{house.base}/conversation/3")
        await expect(shown.locator("textarea")).to_have_value(HERS)
    assert await house.rows(ResponseAnswer) == []


@needs_chromium
@pytest.mark.browser
async def test_a_page_that_was_left_is_hidden_and_asked_for_anew(house: House) -> None:
    async with open_chromium() as chromium:
        shown = await chromium.new_page()
        await shown.goto(f"{house.base}/privacy")
        await shown.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
        await expect(shown.locator("h1")).to_be_hidden()
        async with shown.expect_navigation():
            await shown.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        await expect(shown.locator("h1")).to_be_visible()
