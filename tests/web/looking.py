"""What may be wrong with a page that is open: what axe-core finds, what is too wide, too small or cut off.

One page is looked at in every scheme of colours and every width without being asked for again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, ViewportSize

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
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
SCHEMES = (("dark", "none"), ("light", "active"), ("dark", "active"))
"""Besides light: dark, and forced colours in both."""
PHONE: ViewportSize = {"width": 360, "height": 740}
NARROW: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 900}
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
"""A page itself never does; a table in it may, in a box of its own."""
PARTS = """[...document.querySelectorAll('body *:not(svg, svg *)')].map(part => [part.tagName, part.type,
    document.documentElement.className, part.className.replace(/ ?of-[0-9]+/, '')].join())"""
"""The kinds of part a page has: a page with none that was not looked at before is not looked at again."""
RUN = """async options => (await axe.run(options)).violations.flatMap(
    fault => fault.nodes.map(node => `${fault.id}: ${node.html.slice(0, 160)}`))"""

WIDE = """() => document.documentElement.scrollWidth > innerWidth && [...document.querySelectorAll('body *')]
    .filter(part => part.getBoundingClientRect().right > innerWidth || part.getBoundingClientRect().left < 0)
    .filter(part => !part.matches('.unseen, .unseen *, .jump'))
    .slice(-1).map(part => part.outerHTML.slice(0, 120)).join() || ''"""
NARROWED = """() => {
    const wide = WIDE;
    const told = [];
    const sheet = document.styleSheets[0];
    const root = document.documentElement;
    const { dir, style } = root;
    const look = (made) => {
        if (wide()) told.push(`${made}: too wide: ${wide()}`);
        for (const part of document.querySelectorAll('body *')) {
            if (part.matches('.unseen, .unseen *, .jump, .name, .name *, svg, svg *, progress, audio, canvas')
                || part.closest('[hidden]') || !part.checkVisibility()) continue;
            const { overflowX, overflowY } = getComputedStyle(part);
            const cut = (overflowX === 'hidden' && part.scrollWidth > part.clientWidth + 1)
                || (overflowY === 'hidden' && part.scrollHeight > part.clientHeight + 1);
            if (cut) told.push(`${made}: cut off: ${part.outerHTML.slice(0, 120)}`);
        }
    };
    for (const part of document.querySelectorAll(
            'button, summary, select, textarea, .button, .help, .back, .choice, .step, .quiet')) {
        if (!part.checkVisibility()) continue;
        const least = part.closest('.look-little, .simple')
            && part.matches('.choice:not(.none), .step, .acts > *') ? 64 : 44;
        const box = part.getBoundingClientRect();
        if (Math.min(box.width, box.height) >= least - 0.01) continue;
        told.push(`too small: ${box.width | 0} x ${box.height | 0}: ${part.outerHTML.slice(0, 120)}`);
    }
    look('as it is');
    root.dir = dir === 'rtl' ? 'ltr' : 'rtl';
    look('the other way round');
    root.dir = dir;
    style.fontSize = '200%';
    look('twice as large');
    style.fontSize = '';
    const apart = 'letter-spacing: .12em !important; word-spacing: .16em !important';
    sheet.insertRule(`* { line-height: 1.5 !important; ${apart} }`, sheet.cssRules.length);
    sheet.insertRule('p { margin-block-end: 2em !important }', sheet.cssRules.length);
    look('spaced');
    sheet.deleteRule(sheet.cssRules.length - 1);
    sheet.deleteRule(sheet.cssRules.length - 1);
    return told;
}""".replace("WIDE", WIDE)
"""What people do to a page on the narrowest screen, one after the other undone, and what is wrong then: it
scrolls sideways, is cut off, or is smaller to press than 44 pixels, what answers in large looks than 64."""


async def open_phone(chromium: Browser) -> Page:
    """Open a page on a telephone."""
    context = await chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    return await context.new_page()


async def run_axe(page: Page, options: dict[str, Any], seen_as: str) -> list[str]:
    """Return what axe finds by these rules; it is brought along where it is not there yet."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
    return [f"{seen_as}: {fault}" for fault in await page.evaluate(RUN, options)]


async def find_faults(page: Page) -> list[str]:
    """Return what axe finds on the page, in every scheme and width."""
    faults = await run_axe(page, ALL_RULES, "light")
    for scheme, forced in SCHEMES:
        await page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
        faults += await run_axe(page, COLOURS, f"{scheme}, forced colours {forced}")
    await page.emulate_media(color_scheme="light", forced_colors="none")
    for size in (NARROW, DESK):
        await page.set_viewport_size(size)
        await page.evaluate("scrollTo(0, 0)")  # there, what stays in sight of a chat covers nothing
        faults += await run_axe(page, SIZES, f"{size['width']} wide")
        if await page.evaluate(SIDEWAYS):
            faults.append(f"{size['width']} wide: the page scrolls sideways")
    await page.set_viewport_size(PHONE)
    return faults


async def find_narrow(page: Page) -> list[str]:
    """Return what is too wide, cut off or too small to press on the narrowest screen."""
    await page.set_viewport_size(NARROW)
    faults: list[str] = await page.evaluate(NARROWED)
    await page.set_viewport_size(PHONE)
    return faults
