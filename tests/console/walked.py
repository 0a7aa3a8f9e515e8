"""Going walks through the staff pages with axe-core, and noting which pages they reach."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from admin.console.routes import ROUTES
from tests.console.page_walks import PAGES_SEEN
from tests.web.looking import ALL_RULES, PARTS, SIDEWAYS, find_faults, run_axe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from playwright.async_api import Page

    from tests.web.house import House

    Walk = Callable[[House, Page], AsyncIterator[str]]

PART = re.compile(r"\{(\w+)(?::((?:[^{}]|\{[^{}]*\})*))?\}")
"""A part of an address that stands for something, and what that may look like."""


def shorten(address: str) -> str:
    """Write an address without what its parts may look like: /console/read/{response}."""
    return PART.sub(r"{\1}", address)


def _make_pattern(address: str) -> re.Pattern[str]:
    pieces, last = [], 0
    for part in PART.finditer(address):
        pieces += [re.escape(address[last : part.start()]), f"(?:{part[2] or '[^/]+'})"]
        last = part.end()
    return re.compile("".join((*pieces, re.escape(address[last:]))))


ASKED = {shorten(route.address): _make_pattern(route.address) for route in ROUTES if route.method == "GET"}
"""What can be asked for, in the order in which it is looked for."""


def find_address(url: str) -> str | None:
    """Find which address of the table a page is at."""
    path = urlsplit(url).path
    return next((address for address, pattern in ASKED.items() if pattern.fullmatch(path)), None)


async def _look(page: Page, *, is_new_kind: bool, is_new: bool) -> list[str]:
    """Look at a page: all round where it has what no page before had, once where only it is new."""
    if is_new_kind:
        return await find_faults(page)
    return await run_axe(page, ALL_RULES, "light") if is_new else []


async def look_at_all(house: House, page: Page, walks: Iterable[Walk]) -> None:
    """Go walks that go on from each other: axe-core finds nothing, and they reach what they should."""
    reached: set[str | None] = set()
    parts: set[str] = set()
    faults: list[str] = []
    wanted: set[str] = set()
    for walk in walks:
        wanted |= set(PAGES_SEEN[walk.__name__])
        async for name in walk(house, page):
            address, here = find_address(page.url), set(await page.evaluate(PARTS))
            found = await _look(page, is_new_kind=bool(here - parts), is_new=address not in reached)
            reached.add(address)
            parts |= here
            faults += [f"{name}: {fault}" for fault in found]
            if await page.evaluate(SIDEWAYS):
                faults.append(f"{name}: the page scrolls sideways")
    assert not faults, "\n".join(faults)
    missed = sorted(wanted - reached)
    assert not missed, missed
