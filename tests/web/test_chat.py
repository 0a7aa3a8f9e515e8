"""The conversation held as a chat: the same pages in bubbles, and nothing of them left behind."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from forms.records import ResponseAnswer
from forms.web.assets import ASSETS
from forms.web.talk import may_be_chat
from tests.must_be_said import FORMS, NOT_LIVE, choose_safe_and_unsafe
from tests.web.chromium import START, find_chromium, open_chromium

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page, ViewportSize

    from tests.web.house import House

WORDS = "the heron stood quite still"
MOST_BYTES = 4_096
FORM = "check_in"
"""Five questions, the second about feeling safe, the last in words."""
EARLY_WORDS = "carer_before"
"""The second question is in words, many follow."""
PHONE = {"width": 360, "height": 740}
in_chromium = pytest.mark.browser
needs_chromium = pytest.mark.skipif(
    find_chromium() is None, reason="make test-browser says how to get Chromium"
)
IS_SEEN = """heading => {
    const box = heading.getBoundingClientRect();
    return heading.contains(document.elementFromPoint(box.left + 20, box.top + 5));
}"""
STORED = "[JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join()"


@asynccontextmanager
async def open_page() -> AsyncIterator[Page]:
    async with open_chromium() as chromium:
        yield await open_phone(chromium)


async def open_phone(chromium: Browser) -> Page:
    return await (await chromium.new_context(viewport=PHONE)).new_page()


async def start(house: House, page: Page, form: str = EARLY_WORDS) -> None:
    await page.goto(f"{house.base}/s/{await house.invite(form)}")
    await page.get_by_role("button", name="Start, as a chat").click()
    await expect(page.locator("#talk")).to_be_attached()


async def go_on(page: Page) -> None:
    """Answer what is asked, and wait until it is said above."""
    said = await page.locator("#talk li").count()
    if await page.locator("#now [type=file]").count() and not await page.locator("textarea").count():
        await page.get_by_role("button", name="Skip").click()
    elif await page.locator(".reply").count():
        await page.locator(".reply").first.click()
    elif await page.locator("textarea").count():
        await page.locator("textarea").fill(WORDS)
        await page.get_by_role("button", name="Next").click()
    else:
        await page.locator("[type=checkbox]").first.check()
        await page.get_by_role("button", name="Next").click()
    await expect(page.locator(f"#talk li:nth-child({said + 1}), .answers").first).to_be_attached()


async def go_on_to_words(page: Page) -> None:
    while not await page.locator("textarea").count():
        await go_on(page)


def test_a_chat_is_offered_from_eight_up_and_to_adults() -> None:
    offered = {form.key for form in FORMS if may_be_chat(form)}
    assert {"have_your_say_8_11", "have_your_say_12_17", "have_your_say_leaver", "feedback_carer"} <= offered
    assert [key for key in offered if "4_7" in key or "simple" in key] == []


def test_the_script_of_the_chat_is_small() -> None:
    assert len(ASSETS["chat.js"].squeezed) <= MOST_BYTES


async def test_what_was_said_is_shown_again_only_to_who_asks_for_it_in_the_browser_that_said_it(
    house: House,
) -> None:
    browser, page = await house.begin("feedback_child")
    while "<textarea" not in page.html:
        page = await browser.press(page, "Skip", [])
    page = await browser.press(page, "Next", [("answer", WORDS)])
    asked = await browser.get(page.address.path, **{"Say-Chat": "0"})
    assert WORDS in asked.text
    assert WORDS not in (await browser.get(page.address.path)).text
    assert WORDS not in (await house.open_browser().get(page.address.path, **{"Say-Chat": "0"})).text


async def test_a_chat_that_holds_all_but_one_is_told_that_one(house: House) -> None:
    browser, page = await house.begin("feedback_child")
    for _ in range(3):
        page = await browser.press(page, "Skip", [])
    told = await browser.get(page.address.path, **{"Say-Chat": "2"})
    assert told.html.count("bubble mine") == 1


@needs_chromium
@in_chromium
async def test_young_person_chats_from_the_link_to_the_thanks(house: House) -> None:
    async with open_page() as page:
        await start(house, page, FORM)
        while not await page.locator(".answers").count():
            await expect(page.get_by_text(NOT_LIVE).first).to_be_visible()
            await go_on(page)
        assert page.url.endswith("/conversation/check")
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        assert await page.locator("#talk").count() == 0
        assert WORDS not in await page.content()
    answers = await house.rows(ResponseAnswer)
    assert answers
    assert all(row["value"] is not None or row["sealed"] is not None for row in answers)


@needs_chromium
@in_chromium
@pytest.mark.parametrize("held", [PHONE, {"width": PHONE["height"], "height": PHONE["width"]}])
async def test_help_and_the_way_out_stay_in_sight_and_cover_nothing(held: ViewportSize, house: House) -> None:
    async with open_page() as page:
        await page.set_viewport_size(held)
        await start(house, page)
        for _ in range(3):
            await go_on(page)
            for name in ("I need help now", "Leave this page quickly"):
                await expect(page.get_by_role("link", name=name).first).to_be_in_viewport(ratio=1)
            await expect(page.locator(".honest")).to_be_in_viewport(ratio=1)
            assert await page.locator("#now h1").evaluate(IS_SEEN)


@in_chromium
@needs_chromium
async def test_the_back_button_goes_to_the_question_before_and_a_reload_shows_all_of_the_talk(
    house: House,
) -> None:
    async with open_page() as page:
        await start(house, page)
        await go_on_to_words(page)
        await go_on(page)
        said = await page.locator("#talk li").count()
        await page.go_back()
        await expect(page.locator("#talk li")).to_have_count(said - 1)
        assert await page.locator("textarea").input_value() == WORDS
        await page.get_by_role("button", name="Next").click()
        await expect(page.locator("#talk li")).to_have_count(said)
        await page.reload()
        await expect(page.locator("#talk li")).to_have_count(said)
        assert WORDS in await page.locator("#talk").inner_text()


@needs_chromium
@in_chromium
async def test_an_answer_is_changed_from_its_bubble_and_the_talk_goes_on_where_it_was(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        for _ in range(3):
            await go_on(page)
        first = await page.locator("#talk .mine").first.inner_text()
        await page.locator("#talk a").first.click()
        await expect(page.locator("#talk li")).to_have_count(0)
        await expect(page.locator(".reply[aria-pressed=true]")).to_have_count(1)
        await page.locator(".reply").last.click()
        await expect(page.locator("#talk li")).to_have_count(3)
        assert await page.locator("#talk .mine").first.inner_text() != first


@needs_chromium
@in_chromium
async def test_the_question_asked_has_the_focus_and_what_was_said_is_a_log(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        await go_on(page)
        heading = await page.locator("#now h1").inner_text()
        assert await page.evaluate("document.activeElement.innerText") == heading
        await expect(page.get_by_role("list", name="The talk so far")).to_be_visible()


@needs_chromium
@in_chromium
async def test_without_network_it_is_said_and_the_words_stay(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        await go_on_to_words(page)
        await page.locator("textarea").fill(WORDS)
        await page.context.set_offline(offline=True)
        await page.get_by_role("button", name="Next").click()
        await expect(page.get_by_role("alert")).to_contain_text("did not reach us")
        assert await page.locator("textarea").input_value() == WORDS
        await page.context.set_offline(offline=False)
        await page.get_by_role("button", name="Next").click()
        await expect(page.locator("#talk")).to_contain_text(WORDS)


@needs_chromium
@in_chromium
async def test_a_refusal_is_said_beside_the_form_which_stays(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        await go_on_to_words(page)
        await page.get_by_role("button", name="Next").click()
        await expect(page.get_by_role("alert")).to_contain_text("Please write something")
        await page.locator("textarea").fill(WORDS)
        await page.route("**/conversation/*", lambda route: route.fulfill(status=503, body=UNSAVED))
        await page.get_by_role("button", name="Next").click()
        await expect(page.get_by_role("alert").last).to_contain_text("could not save that")
        assert await page.locator("textarea").input_value() == WORDS


UNSAVED = "<main><h1>We could not save that. Please try again.</h1><p class=lead>Wait a moment.</p></main>"


@needs_chromium
@in_chromium
async def test_nothing_that_was_said_stays_on_the_device_or_in_a_page_that_is_left(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        await go_on_to_words(page)
        await go_on(page)
        assert await page.evaluate(STORED) == '{},{"say-way":"chat"}'
        assert await page.evaluate("caches.keys()") == []
        await page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
        assert WORDS not in await page.content()


@needs_chromium
@in_chromium
async def test_stopping_leaves_nothing_of_the_talk_on_the_screen(house: House) -> None:
    async with open_page() as page:
        await start(house, page)
        await go_on_to_words(page)
        await go_on(page)
        await page.get_by_role("button", name="Stop for now").click()
        await expect(page.get_by_role("heading", name="Stopped for now")).to_be_visible()
        assert WORDS not in await page.content()


@needs_chromium
@in_chromium
async def test_the_chat_after_an_unsafe_answer_is_that_after_a_safe_one(house: House) -> None:
    form = next(form for form in FORMS if form.key == FORM)
    question = next(question for question in form.questions if question.alert)
    async with open_chromium() as chromium:
        shown = [
            await chat_past(house, await open_phone(chromium), question.label, value)
            for value in choose_safe_and_unsafe(question)
        ]
    assert shown[0] == shown[1]


async def chat_past(house: House, page: Page, label: str, value: str) -> str:
    """Answer up to a question and that one with a value; return the page, but for what was said to it."""
    await start(house, page, FORM)
    while label not in await page.locator("#now h1").inner_text():
        await go_on(page)
    said = await page.locator("#talk li").count()
    await page.locator(f".reply[value='{value}']").click()
    await expect(page.locator("#talk li")).to_have_count(said + 1)
    await page.locator("#talk li").last.locator(".mine").evaluate("said => said.textContent = ''")
    return re.sub(r'name="token" value="\w+"', "", await page.content())


@needs_chromium
@in_chromium
async def test_the_way_is_chosen_at_any_time_and_only_in_this_tab(house: House) -> None:
    async with open_page() as page:
        await page.goto(f"{house.base}/s/{await house.invite(FORM)}")
        await page.get_by_role("button", name=START).click()
        assert await page.locator("#talk").count() == 0
        await page.get_by_role("button", name="Show as a chat").click()
        await expect(page.locator("#talk")).to_be_attached()
        await go_on(page)
        other = await page.context.new_page()
        await other.goto(page.url)
        await expect(other.get_by_role("button", name="Show as a chat")).to_be_visible()
        await page.get_by_role("button", name="Show one question at a time").click()
        await expect(page.get_by_role("button", name="Show as a chat")).to_be_visible()
        assert await page.locator("#talk").count() == 0


@needs_chromium
@in_chromium
async def test_without_scripts_there_is_no_chat_to_choose(house: House) -> None:
    async with open_chromium() as chromium:
        page = await (await chromium.new_context(java_script_enabled=False)).new_page()
        await page.goto(f"{house.base}/s/{await house.invite(FORM)}")
        await expect(page.get_by_text("as a chat")).to_be_hidden()
        await page.get_by_role("button", name=START).click()
        await expect(page.get_by_text("as a chat")).to_be_hidden()
