"""A phone that is one person's own goes on without a network; any other keeps nothing."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from forms.records import Response, ResponseAnswer
from forms.responses import read_answer
from tests.web.chromium import find_chromium, open_chromium
from tests.web.dropping import open_road

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Page

    from tests.web.dropping import Road
    from tests.web.house import Browser, House
    from tests.web.house import Page as Answer

FORM = "carer_before"
"""A choice first, then many questions in words."""
WORDS = ["the heron stood", "quite still", "in the reeds"]
WAITS = "Kept on this phone, not sent yet"
LEFT = """(async () => [await caches.keys(), (await indexedDB.databases()).map((one) => one.name),
    (await navigator.serviceWorker.getRegistrations()).length])()"""
NOTHING: list[object] = [[], [], 0]
needs_chromium = pytest.mark.skipif(
    find_chromium() is None, reason="make test-browser says how to get Chromium"
)
in_chromium = pytest.mark.browser


async def begin_mine(house: House) -> tuple[Browser, Answer]:
    browser, page = await house.begin(FORM, audience="carer")
    said = await browser.get("/conversation/mine")
    await browser.press(said, "This phone is mine")
    return browser, page


async def read_words(house: House) -> list[str]:
    """Read all words that were sent, in the order of the form."""
    rows = await house.rows(Response)
    keys = {row["id"]: house.parts.keys.open_data_key(row["sealed_key"]) for row in rows if row["sealed_key"]}
    sealed = [row for row in await house.rows(ResponseAnswer) if row["sealed"] is not None]
    return [str(read_answer(keys[row["response_id"]], row)) for row in sealed]


# --- what the server hands over, and takes


async def test_questions_are_handed_ahead_only_to_who_said_the_phone_is_theirs(house: House) -> None:
    browser, _ = await house.begin(FORM, audience="carer")
    assert (await browser.get("/conversation/ahead")).status == 404
    assert (await house.open_browser().get("/conversation/ahead")).status == 404
    await browser.press(await browser.get("/conversation/mine"), "This phone is mine")
    assert (await browser.get("/conversation/ahead")).status == 200
    await browser.press(await browser.get("/conversation/mine"), "not mine any more")
    assert (await browser.get("/conversation/ahead")).status == 404


async def test_nothing_is_handed_ahead_of_answers_without_a_name(house: House) -> None:
    browser = house.open_browser()
    page = await browser.get(f"/s/{await house.invite('feedback_parent', 'parent')}")
    form = next(form for form in page.read.forms if any(c.value == "unnamed" for c in form.controls))
    fields = [(c.name, c.value) for c in form.controls if c.kind == "hidden"]
    page = await browser.post(form.action, [*fields, ("act", "unnamed")])
    await browser.post(
        "/conversation/mine", [(n, v) for n, v in page.fields("Next") if n == "token"] + [("act", "mine")]
    )
    assert (await browser.get("/conversation/ahead")).status == 404
    assert (await browser.get("/conversation/mine")).address.path != "/conversation/mine"


async def test_the_cookie_of_a_phone_that_is_mine_lasts_two_weeks_and_else_the_session(house: House) -> None:
    browser, _ = await house.begin(FORM, audience="carer")
    page = await browser.get("/conversation/mine")
    said = await browser.press(page, "This phone is mine", follow=False)
    assert "Max-Age=1209600" in said.headers["Set-Cookie"]
    page = await browser.get("/conversation/mine")
    said = await browser.press(page, "not mine any more", follow=False)
    assert "Max-Age" not in said.headers["Set-Cookie"]


async def test_a_kept_answer_that_comes_twice_is_there_once(house: House) -> None:
    browser, page = await begin_mine(house)
    page = await browser.press(page, "Skip", [])
    kept = [(n, "kept" if n == "revision" else v) for n, v in page.fields("Next") if n != "answer"]
    path = page.address.path
    for _ in range(3):
        await browser.post(path, [*kept, ("answer", WORDS[0])])
    assert WORDS[0] in (await browser.get(path)).html
    assert (await browser.get(path)).html.count(WORDS[0]) == 1


async def test_a_kept_answer_takes_the_place_of_the_one_before(house: House) -> None:
    browser, page = await begin_mine(house)
    page = await browser.press(page, "Skip", [])
    kept = [(n, "kept" if n == "revision" else v) for n, v in page.fields("Next") if n != "answer"]
    for words in WORDS:
        await browser.post(page.address.path, [*kept, ("answer", words)])
    held = (await browser.get(page.address.path)).html
    assert [words in held for words in WORDS] == [False, False, True]


async def test_the_way_back_by_the_same_link_leaves_the_phone_mine(house: House) -> None:
    browser = house.open_browser()
    code = await house.invite(FORM, "carer")
    await browser.press(await browser.get(f"/s/{code}"), "Start")
    await browser.press(await browser.get("/conversation/mine"), "This phone is mine")
    await browser.get(f"/s/{code}")
    assert (await browser.get("/conversation/ahead")).status == 200
    await browser.get(f"/s/{await house.invite(FORM, 'carer')}")
    assert (await browser.get("/conversation/ahead")).status == 404


# --- in a browser


@asynccontextmanager
async def open_page() -> AsyncIterator[Page]:
    async with open_chromium() as chromium:
        yield await (await chromium.new_context(viewport={"width": 360, "height": 740})).new_page()


async def start(house: House, page: Page, base: str = "") -> None:
    """Begin, say that the phone is mine, and wait until it is ready."""
    await page.goto(f"{base or house.base}/s/{await house.invite(FORM, 'carer')}")
    await page.get_by_role("button", name="Start, one").click()
    await say_it_is_mine(page)


async def say_it_is_mine(page: Page) -> None:
    await page.locator("#mine a").click()
    await page.get_by_role("button", name="This phone is mine").click()
    await expect(page.locator("#ready")).to_have_text("Ready. You can go on without internet.")
    await page.get_by_role("link", name="Go on").click()


async def answer(page: Page, words: str) -> None:
    """Answer the question shown: words, or the first choice; the next is there when this returns."""
    here = page.url
    if await page.locator("textarea").count():
        await page.locator("textarea").fill(words)
    else:
        await page.locator("input[type=radio], input[type=checkbox]").first.check()
    await page.get_by_role("button", name="Next").click()
    await page.wait_for_url(lambda url: url != here)


async def skip_all(page: Page) -> None:
    while not page.url.endswith("/check"):
        here = page.url
        await page.get_by_role("button", name="Skip").click()
        await page.wait_for_url(lambda url, here=here: url != here)


@needs_chromium
@in_chromium
async def test_begun_with_network_and_finished_without_it_is_one_response(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        for words in ("", *WORDS[:1], "before it went"):
            await answer(page, words)
        await page.context.set_offline(offline=True)
        for words in WORDS[1:]:
            await answer(page, words)
            await expect(page.get_by_text(WAITS)).to_be_visible()
        here = page.url
        await page.reload()
        await expect(page.get_by_text(WAITS)).to_be_visible()
        assert page.url == here
        await skip_all(page)
        assert await page.get_by_text("You skipped this").count() > 0
        await page.get_by_role("button", name="Send when there is internet").click()
        await expect(page.get_by_role("heading", name=WAITS)).to_be_visible()
        assert await read_words(house) == []
        await page.context.set_offline(offline=False)
        await page.wait_for_url("**/conversation/sent")
        assert await page.evaluate(LEFT) == NOTHING
    assert await read_words(house) == [WORDS[0], "before it went", *WORDS[1:]]
    assert len(await house.rows(Response)) == 1


@needs_chromium
@in_chromium
async def test_a_page_closed_without_network_opens_where_it_was_and_sends_nothing_twice(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        await answer(page, "")
        await page.context.set_offline(offline=True)
        await answer(page, WORDS[0])
        here, context = page.url, page.context
        await page.close()
        again = await context.new_page()
        await again.goto(f"{house.base}/conversation")
        assert again.url == here
        await again.locator(".back").click()
        await expect(again.locator("textarea")).to_have_value(WORDS[0])
        await context.set_offline(offline=False)
        await again.goto(f"{house.base}/conversation")
        await expect(again.get_by_text(WAITS)).to_have_count(0)
        await skip_all(again)
        await again.get_by_role("button", name="Send").click()
        await expect(again.get_by_role("heading", name="Thank you")).to_be_visible()
    assert await read_words(house) == [WORDS[0]]


async def send_over_a_road(page: Page, house: House, road: Road, losing: bytes) -> None:
    """Answer and send where one answer of the server is lost with the network, and the network comes back."""
    await start(house, page, road.base)
    await answer(page, "")
    road.loses = losing
    await answer(page, WORDS[0])
    if not road.lost:
        await skip_all(page)
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_text(WAITS).first).to_be_visible()
    assert road.lost == 1
    await expect(page.get_by_text(WAITS).first).to_be_visible()
    road.loses, road.is_cut = b"nothing", False
    await page.goto(f"{road.base}/conversation")


@needs_chromium
@in_chromium
async def test_an_answer_whose_receipt_was_lost_on_the_way_is_there_once(house: House) -> None:
    async with open_page() as page, open_road(house) as road:
        await send_over_a_road(page, house, road, b"POST /conversation/3 ")
        await skip_all(page)
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert await read_words(house) == [WORDS[0]]


@needs_chromium
@in_chromium
async def test_a_sending_whose_receipt_was_lost_on_the_way_is_one_sending(house: House) -> None:
    async with open_page() as page, open_road(house) as road:
        await send_over_a_road(page, house, road, b"POST /conversation/check ")
        await expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        assert await page.evaluate(LEFT) == NOTHING
    assert await read_words(house) == [WORDS[0]]
    assert len(await house.rows(Response)) == 1


@needs_chromium
@in_chromium
@pytest.mark.parametrize("leaving", ["stop", "not mine", "delete"])
async def test_everything_on_the_phone_is_gone_when_it_is_left(house: House, leaving: str) -> None:
    async with open_page() as page:
        await start(house, page)
        await answer(page, "")
        await answer(page, WORDS[0])
        assert await page.evaluate(LEFT) == [["say"], ["say"], 1]
        if leaving == "stop":
            await page.get_by_role("button", name="Stop for now").click()
            await expect(page.get_by_role("heading", name="Stopped for now")).to_be_visible()
        elif leaving == "delete":
            await page.goto(f"{house.base}/conversation/delete")
            await page.get_by_role("button", name="Delete").click()
            await expect(page.get_by_role("heading", name="There are no answers")).to_be_visible()
        else:
            await page.goto(f"{house.base}/conversation/mine")
            await page.get_by_role("button", name="not mine any more").click()
            await expect(page.get_by_role("heading", name="Is this phone yours alone?")).to_be_visible()
        assert await page.evaluate(LEFT) == NOTHING


@needs_chromium
@in_chromium
async def test_nothing_is_kept_on_a_phone_that_nobody_called_theirs(house: House) -> None:
    async with open_page() as page:
        await page.goto(f"{house.base}/s/{await house.invite(FORM, 'carer')}")
        await page.get_by_role("button", name="Start, one").click()
        await answer(page, "")
        assert await page.evaluate(LEFT) == NOTHING


@needs_chromium
@in_chromium
async def test_what_lies_on_the_phone_cannot_be_read_there(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        await answer(page, "")
        await page.context.set_offline(offline=True)
        await answer(page, WORDS[0])
        lies = await page.evaluate(LIES)
        assert lies["extractable"] is False
        assert WORDS[0].encode().hex() not in lies["said"]
        assert len(lies["said"]) > 2 * len(WORDS[0])


LIES = """new Promise((yes) => { const asked = indexedDB.open("say"); asked.onsuccess = () => {
    const kept = asked.result.transaction("kept").objectStore("kept");
    const [key, said] = [kept.get("key"), kept.get("said")];
    said.onsuccess = () => yes({ extractable: key.result.extractable,
        said: [...new Uint8Array(said.result.sealed)]
            .map((one) => one.toString(16).padStart(2, "0")).join("") });
} })"""


@needs_chromium
@in_chromium
async def test_a_chat_goes_on_without_network(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        await page.get_by_role("button", name="Show as a chat").click()
        await page.locator(".reply").first.click()
        await expect(page.locator("#talk li")).to_have_count(1)
        await page.context.set_offline(offline=True)
        await page.locator("textarea").fill(WORDS[0])
        await page.get_by_role("button", name="Next").click()
        await expect(page.locator("#talk li")).to_have_count(2)
        await page.reload()
        await expect(page.locator("#talk")).to_contain_text(WORDS[0])
        await page.go_back()
        await expect(page.locator("#talk li")).to_have_count(1)


@needs_chromium
@in_chromium
async def test_help_is_there_without_network(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        await page.context.set_offline(offline=True)
        await page.get_by_role("link", name="I need help now").click()
        await expect(page.get_by_role("link", name="0800 1111")).to_be_visible()


@needs_chromium
@in_chromium
async def test_another_code_on_that_phone_finds_nothing_of_the_one_before(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        await answer(page, "")
        await answer(page, WORDS[0])
        await page.goto(f"{house.base}/s/{await house.invite(FORM, 'carer')}")
        assert await page.evaluate(LEFT) == NOTHING
        await page.context.set_offline(offline=True)
        with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
            await page.goto(f"{house.base}/conversation/3")


@needs_chromium
@in_chromium
async def test_who_may_hear_an_answer_is_chosen_without_network_too(house: House) -> None:
    async with open_page() as page:
        await page.goto(f"{house.base}/s/{await house.invite('check_in')}")
        await page.get_by_role("button", name="Start", exact=True).click()
        await say_it_is_mine(page)
        await page.context.set_offline(offline=True)
        await page.locator("summary").click()
        chosen = page.locator("[name=sharing]").last
        value = await chosen.input_value()
        await chosen.check()
        await answer_with_first(page)
        await page.locator(".back").click()
        await page.locator("summary").click()
        await expect(page.locator("[name=sharing]").last).to_be_checked()
        await expect(page.locator("summary strong")).to_have_text(
            await page.locator("label:has([name=sharing])").last.inner_text()
        )
        await page.context.set_offline(offline=False)
        await page.goto(f"{house.base}/conversation")
        while not page.url.endswith("/check"):
            await page.get_by_role("button", name="Skip").click()
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    shared = {row["question_key"]: row["sharing"] for row in await house.rows(ResponseAnswer)}
    assert shared["feelings_feel"] == value


async def answer_with_first(page: Page) -> None:
    here = page.url
    await page.locator("input[name=answer]").first.check(force=True)
    await page.get_by_role("button", name="Next").click()
    await page.wait_for_url(lambda url: url != here)
