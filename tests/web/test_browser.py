"""In a real browser, JavaScript off: a phone, the narrowest screen, large text, the keyboard alone."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.web.chromium import START, find_chromium, open_chromium

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Page

    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
WORDS = "the heron stood quite still"
NAMELESS = {"- textbox", "- radio", "- checkbox", "- combobox", "- group"}


@asynccontextmanager
async def open_page(width: int = 360, height: int = 740) -> AsyncIterator[Page]:
    async with open_chromium() as chromium:
        viewport = {"width": width, "height": height}
        context = await chromium.new_context(viewport=viewport, java_script_enabled=False)
        yield await context.new_page()


async def answer_shown(page: Page) -> None:
    """Answer the question shown, and go on."""
    choices = page.locator("input[name=answer]:is([type=radio], [type=checkbox])")
    if await page.locator("textarea").count():
        await page.locator("textarea").fill(WORDS)
    elif await choices.count():
        await choices.first.check()
    elif await page.locator("select").count():
        await page.locator("select").first.select_option("1")
    elif await page.get_by_label("Day").count():
        for name, value in (("Day", "20"), ("Month", "11"), ("Year", "2026")):
            await page.get_by_label(name).fill(value)
    elif await page.locator("input[inputmode=numeric]").count():
        await page.locator("input[inputmode=numeric]").fill("3")
    has_words = await page.locator("textarea").count()
    asks_a_file = await page.locator("input[type=file]").count() and not has_words
    await page.get_by_role("button", name="Skip" if asks_a_file else "Next").click()


@pytest.mark.parametrize("form", ["have_your_say_12_17", "have_your_say_4_7", "have_your_say_8_11_simple"])
async def test_child_goes_from_the_link_to_the_thanks_on_a_phone(house: House, form: str) -> None:
    async with open_page() as page:
        await page.goto(f"{house.base}/s/{await house.invite(form)}")
        await page.get_by_role("button", name=START).click()
        while not await page.get_by_role("button", name="Send").count():
            await answer_shown(page)
        assert WORDS in await page.locator("main").inner_text()
        await page.get_by_role("button", name="Send").click()
        assert await page.get_by_role("heading", level=1).inner_text() == "Thank you"
        assert page.url == f"{house.base}/conversation/sent"


async def press_to(page: Page, *names: str) -> None:
    """Press Tab until something with one of these texts or ids has the focus."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        focused = await page.evaluate(
            "[document.activeElement.id, (document.activeElement.innerText || '').trim()]"
        )
        if set(focused) & set(names):
            return
    raise AssertionError(f"Tab never reached {names}")


async def press_enter(page: Page) -> None:
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


BY_KEYS = {
    ("feedback_carer", "carer"): "Start, one question at a time",
    ("have_your_say_4_7_simple", "child"): "Start",
}


@pytest.mark.parametrize(("form", "audience"), BY_KEYS)
async def test_link_to_thanks_with_the_keyboard_alone(house: House, form: str, audience: str) -> None:
    async with open_page() as page:
        await page.goto(f"{house.base}/s/{await house.invite(form, audience)}")
        await press_to(page, BY_KEYS[form, audience])
        await press_enter(page)
        while not page.url.endswith("/check"):
            is_text = await page.locator("textarea").count() > 0
            is_file = not is_text and await page.locator("input[type=file]").count() > 0
            if not is_file:
                await press_to(page, "answer" if is_text else "answer-1")
                await (page.keyboard.type(WORDS) if is_text else page.keyboard.press("Space"))
            await press_to(page, "Skip" if is_file else "Next")
            await press_enter(page)
        await press_to(page, "Send")
        await press_enter(page)
        assert page.url.endswith("/sent")


async def walk_all_pages(house: House, page: Page) -> AsyncIterator[str]:
    """Show every kind of page once; yield its name."""
    for path in ("/", "/s/AAAABBBBCCCC", "/privacy", "/help", "/nowhere"):
        await page.goto(house.base + path)
        yield path
    await page.goto(f"{house.base}/s/{await house.invite('every_kind')}")
    yield "introduction"
    await page.goto(f"{house.base}/conversation/whole")
    yield "whole"
    await page.goto(f"{house.base}/conversation")
    await page.get_by_role("button", name=START).click()
    seen: list[str] = []
    while not await page.get_by_role("button", name="Send").count():
        seen.append(page.url)
        assert seen.count(page.url) <= 1, "the walk goes round in circles"
        yield page.url
        if await page.get_by_role("button", name="Next").count():
            choices = await page.locator("input[name=answer][type=radio]").count()
            if not choices:
                await page.get_by_role("button", name="Next").click()
                yield f"{page.url} refused"
        await page.goto(page.url)
        await answer_shown(page)
    yield "check"
    await page.get_by_role("button", name="Send").click()
    yield "sent"
    await page.goto(f"{house.base}/help")
    await page.get_by_role("button", name="Ask someone").click()
    yield "help asked"
    async for shown in walk_a_form_with_pictures(house, page):
        yield shown


async def walk_a_form_with_pictures(house: House, page: Page) -> AsyncIterator[str]:
    """Show large faces, large choices and those with pictures; yield the address of each."""
    await page.goto(f"{house.base}/s/{await house.invite('have_your_say_4_7_simple')}")
    await page.get_by_role("button", name=START).click()
    while not await page.get_by_role("button", name="Send").count():
        yield f"simple {page.url}"
        await answer_shown(page)


async def test_next_and_leave_this_out_weigh_the_same(house: House) -> None:
    async with open_page() as page:
        await page.goto(f"{house.base}/s/{await house.invite('have_your_say_12_17')}")
        await page.get_by_role("button", name=START).click()
        boxes = [await page.get_by_role("button", name=name).bounding_box() for name in ("Next", "Skip")]
        sizes = [(box["width"], box["height"], box["y"]) for box in boxes if box]
        assert sizes == [sizes[0], sizes[0]]


async def test_pages_ask_for_nothing_from_elsewhere_and_break_no_rule_of_their_own(house: House) -> None:
    asked: list[str] = []
    said: list[str] = []
    async with open_page() as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda line: said.append(line.text))
        async for _ in walk_all_pages(house, page):
            pass
    assert {url for url in asked if not url.startswith(house.base + "/")} == set()
    assert [line for line in said if "Content Security Policy" in line] == []


WITHOUT_FOLDS = "document.querySelectorAll('main details').forEach(one => one.replaceWith(...one.children))"
"""What is folded away is a group named by its summary; what is in it is looked at like all else."""


async def test_every_field_has_a_name_for_screen_readers(house: House) -> None:
    unnamed: list[str] = []
    async with open_page() as page:
        async for name in walk_all_pages(house, page):
            await page.evaluate(WITHOUT_FOLDS)
            tree = await page.locator("main").aria_snapshot()
            unnamed += [f"{name}: {line}" for line in tree.splitlines() if line.strip(" :") in NAMELESS]
            assert await page.get_by_role("heading", level=1).count() == 1, name
    assert unnamed == []
