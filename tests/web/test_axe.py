"""axe-core finds nothing on any page: every look, light, dark and forced colours, narrow and wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.web.chromium import find_chromium, open_chromium
from tests.web.every_page import WALKS, Visit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page

    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ALL_RULES = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
"""What can differ between schemes of colours; all else is the same page."""
SIZES = {
    "runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]},
    "resultTypes": ["violations"],
}
"""What can differ between widths."""
PHONE, NARROW, DESK = (
    {"width": 360, "height": 740},
    {"width": 320, "height": 640},
    {"width": 1280, "height": 900},
)
PARTS = """[...document.querySelectorAll('body *:not(svg, svg *)')].map(part => [part.tagName, part.type,
    document.documentElement.className, part.className.replace(/ ?of-[0-9]+/, '')].join())"""
"""The kinds of part a page has: a page with none that was not looked at before is not looked at again."""


@pytest.fixture
async def phone() -> AsyncIterator[Page]:
    async with open_chromium() as chromium:
        yield await open_phone(chromium)


async def open_phone(chromium: Browser) -> Page:
    context = await chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    return await context.new_page()


async def find_faults(page: Page) -> list[str]:
    """Return what axe finds on the page, in every scheme and width."""
    faults = await run_axe(page, ALL_RULES, "light")
    for scheme, forced in (("dark", "none"), ("light", "active"), ("dark", "active")):
        await page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
        faults += await run_axe(page, COLOURS, f"{scheme}, forced colours {forced}")
    await page.emulate_media(color_scheme="light", forced_colors="none")
    for size in (NARROW, DESK):
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        faults += await run_axe(page, SIZES, f"{size['width']} wide")
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return faults


async def run_axe(page: Page, options: dict[str, Any], seen_as: str) -> list[str]:
    results = await Axe().run(page, options=options)
    return [
        f"{seen_as}: {fault['id']}: {node['html'][:160]}"
        for fault in results.response["violations"]
        for node in fault["nodes"]
    ]


async def test_axe_finds_nothing_on_any_page(house: House, phone: Page) -> None:
    seen: set[str] = set()
    faults: list[str] = []
    for walk in WALKS.values():
        await phone.context.clear_cookies()
        async for name in walk(Visit(house, phone)):
            parts = set(await phone.evaluate(PARTS))
            if parts - seen:
                seen |= parts
                faults += [f"{name}: {fault}" for fault in await find_faults(phone)]
    assert seen
    assert faults == []
