"""'Leave this page quickly', in a real browser: the page is gone, from the screen and from Back."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.web.chromium import find_chromium, open_chromium

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Page, Request

    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
WEATHER = "https://www.bbc.co.uk/weather"
LEAVE = "Leave this page quickly"
ESCAPES = """(times) => {
    for (let time = 0; time < times; time += 1)
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
}"""
"""In one breath, however busy this machine is."""
WORDS = "the heron stood quite still"


@asynccontextmanager
async def open_page(*, scripts: bool = True, width: int = 360) -> AsyncIterator[tuple[Page, list[Request]]]:
    """Open a browser for which the weather page is one of our own: nothing leaves this machine."""
    asked: list[Request] = []
    async with open_chromium() as chromium:
        viewport = {"width": width, "height": 740}
        context = await chromium.new_context(viewport=viewport, java_script_enabled=scripts)
        page = await context.new_page()

        async def show_weather(route: object, request: Request) -> None:
            asked.append(request)
            await route.fulfill(body="<title>Weather</title><p>Rain", content_type="text/html")  # type: ignore[attr-defined]

        await page.route(f"{WEATHER}**", show_weather)
        yield page, asked


async def begin(house: House, page: Page) -> None:
    await page.goto("about:blank")
    await page.goto(f"{house.base}/s/{await house.invite()}")
    await page.get_by_role("button", name="Start").first.click()
    await page.locator("textarea").fill(WORDS)


async def test_leaving_shows_another_page_and_back_does_not_return(house: House) -> None:
    async with open_page() as (page, asked):
        await begin(house, page)
        left = page.url
        await page.get_by_role("link", name=LEAVE).click()
        await page.wait_for_url(WEATHER)
        assert "referer" not in asked[0].headers
        await page.go_back()
        assert page.url != left
        assert WORDS not in await page.content()


async def test_the_words_are_gone_before_the_other_page_comes(house: House) -> None:
    async with open_page() as (page, _):
        await begin(house, page)
        seen = await page.evaluate("""() => {
            let told = 0;
            document.addEventListener("say:leave", () => { told += 1; });
            document.querySelector(".leave").click();
            return [told, document.body.innerText.trim(), document.title];
        }""")
        assert seen == [1, "", ""]


async def test_escape_three_times_leaves_and_twice_does_not(house: House) -> None:
    async with open_page() as (page, asked):
        await begin(house, page)
        await page.evaluate(ESCAPES, 2)
        assert await page.locator("textarea").input_value() == WORDS
        await page.evaluate(ESCAPES, 3)
        await page.wait_for_url(WEATHER)
        assert len(asked) == 1


async def test_it_is_the_first_thing_the_keyboard_reaches(house: House) -> None:
    async with open_page() as (page, _):
        for path in ("/", "/help", "/privacy", "/nowhere"):
            await page.goto(f"{house.base}{path}")
            await page.keyboard.press("Tab")
            assert await page.evaluate("document.activeElement.innerText") == LEAVE, path


async def test_without_scripts_it_is_a_link_that_says_nothing_of_us(house: House) -> None:
    async with open_page(scripts=False) as (page, asked):
        await begin(house, page)
        await page.get_by_role("link", name=LEAVE).click()
        await page.wait_for_url(WEATHER)
        assert "referer" not in asked[0].headers


async def test_it_covers_nothing_and_is_not_printed(house: House) -> None:
    covered = """() => {
        const box = document.querySelector(".leave").getBoundingClientRect();
        return [...document.querySelectorAll("main *, .name, .help")]
            .map((part) => part.getBoundingClientRect())
            .filter((part) => part.width && part.left < box.right && part.right > box.left
                && part.top < box.bottom && part.bottom > box.top).length;
    }"""
    for width in (320, 360, 700, 992, 1200):
        async with open_page(width=width) as (page, _):
            await begin(house, page)
            assert await page.evaluate(covered) == 0, width
            assert await page.evaluate("document.documentElement.scrollWidth") <= width
            await page.emulate_media(media="print")
            assert not await page.locator(".leave").is_visible()
