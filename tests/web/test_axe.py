"""Every page is open to everybody: axe-core finds nothing, nothing scrolls sideways, all is large enough.

In every look; light, dark and forced colours; narrow and wide; read from the right; text twice as large, and
spaced as WCAG 1.4.12 has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.async_playwright import Axe

from forms.languages.complete import find_gaps
from forms.languages.known import list_shipped
from forms.settings import Settings
from forms.web.language import COOKIE
from tests.web.chromium import find_chromium, open_chromium
from tests.web.every_page import START, WALKS, Visit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

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


MADE = {
    "as it is": "() => {}",
    "from the right": "() => { document.documentElement.dir = 'rtl' }",
    "twice as large": "() => { document.documentElement.style.fontSize = '200%' }",
    "spaced": """() => {
        const sheet = document.styleSheets[0];
        const apart = 'letter-spacing: .12em !important; word-spacing: .16em !important';
        sheet.insertRule(`* { line-height: 1.5 !important; ${apart} }`, sheet.cssRules.length);
        sheet.insertRule('p { margin-block-end: 2em !important }', sheet.cssRules.length);
    }""",
}
"""What people do to a page, one after the other undone, but for the last."""
UNDO = "() => { document.documentElement.dir = ''; document.documentElement.style.fontSize = '' }"
WIDE = """() => document.documentElement.scrollWidth > innerWidth && [...document.querySelectorAll('body *')]
    .filter(part => part.getBoundingClientRect().right > innerWidth || part.getBoundingClientRect().left < 0)
    .filter(part => !part.matches('.unseen, .unseen *, .jump'))
    .slice(-1).map(part => part.outerHTML.slice(0, 120)).join() || ''"""
SMALL = """() => [...document.querySelectorAll(
        'button, summary, select, textarea, .button, .help, .back, .choice, .step, .quiet')]
    .filter(part => part.checkVisibility())
    .map(part => [part, part.getBoundingClientRect(), part.closest('.look-little, .simple')
        && part.matches('.choice:not(.none), .step, .acts > *') ? 64 : 44])
    .filter(([_, box, least]) => Math.min(box.width, box.height) < least - 0.01)
    .map(([part, box]) => `${box.width | 0} x ${box.height | 0}: ${part.outerHTML.slice(0, 120)}`)"""
"""What is pressed, and smaller than 44 pixels; for the youngest and in few words, what answers: than 64."""


LANGUAGES = ("", *(code for code in ("ar",) if code in list_shipped() and not any(find_gaps(code))))
"""English, and one that is read from the right once its words are there."""
AGAIN = ("nobody", "older", "simple", "ways-out", "chat")
"""The walks that are made in the other language as well: its words are others, its parts are the same."""
BUT_LANGUAGE = re.compile(f"(?!{COOKIE}$)")


@pytest.fixture
def settings(folder: Path, request: pytest.FixtureRequest) -> Settings:
    """A council that has checked the language, if one is asked for."""
    code = getattr(request, "param", "")
    return Settings.from_env(
        {
            "SAY_DATA_DIR": str(folder),
            "SAY_COUNCIL": "Demoshire",
            "SAY_OUT_OF_HOURS": "01632 960001",
            "SAY_WORKING_HOURS": "Mon-Fri 09:00-17:00",
            "SAY_LANGUAGES": code,
            "SAY_LANGUAGES_SAFETY": code,
        }
    )


@pytest.fixture
async def phone() -> AsyncIterator[Page]:
    async with open_chromium() as chromium:
        yield await open_phone(chromium)


async def open_phone(chromium: Browser) -> Page:
    context = await chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    return await context.new_page()


SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
"""A page itself never does; a table in it may, in a box of its own."""


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
        if await page.evaluate(SIDEWAYS):
            faults.append(f"{size['width']} wide: the page scrolls sideways")
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return faults


async def run_axe(page: Page, options: dict[str, Any], seen_as: str) -> list[str]:
    results = await Axe().run(page, options=options)
    return [
        f"{seen_as}: {fault['id']}: {node['html'][:160]}"
        for fault in results.response["violations"]
        for node in fault["nodes"]
    ]


async def find_narrow(page: Page) -> list[str]:
    """Return what is too wide or too small to press on the narrowest screen; the page is another after it."""
    await page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    faults = [f"too small: {part}" for part in await page.evaluate(SMALL)]
    for made, how in MADE.items():
        await page.evaluate(how)
        if wide := await page.evaluate(WIDE):
            faults.append(f"{made}: too wide: {wide}")
        await page.evaluate(UNDO)
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return faults


@pytest.mark.parametrize("settings", LANGUAGES, indirect=True)
async def test_every_page_is_open_to_everybody(house: House, phone: Page, settings: Settings) -> None:
    seen: set[str] = set()
    faults: list[str] = []
    visit = Visit(house, phone)
    await visit.choose_language(settings.languages)
    for walk in AGAIN if settings.languages else WALKS:
        await phone.context.clear_cookies(name=BUT_LANGUAGE)
        async for name in WALKS[walk](visit):
            parts = set(await phone.evaluate(PARTS))
            found = await find_faults(phone) if parts - seen else []
            seen |= parts
            faults += [f"{name}: {fault}" for fault in (*found, *await find_narrow(phone))]
    assert seen
    assert "\n".join(faults) == ""


async def test_scale_runs_from_the_side_where_reading_begins(house: House, phone: Page) -> None:
    visit = Visit(house, phone)
    await visit.open_form("have_your_say_12_17")
    await visit.page.locator(START).click()
    steps = phone.locator(".scale .step")
    for direction, sign in (("ltr", 1), ("rtl", -1)):
        await phone.evaluate("direction => { document.documentElement.dir = direction }", direction)
        left = [box["x"] for step in (await steps.all())[:6] if (box := await step.bounding_box())]
        assert left == sorted(left)[::sign]
