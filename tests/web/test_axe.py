"""Every page is open to everybody: axe-core finds nothing, nothing scrolls sideways, all is large enough.

In every look; light, dark and forced colours; narrow and wide; in English and read from the right; text twice
as large, and spaced as WCAG 1.4.12 has it. What every page is stands in `page_types.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from forms.web.app import ROUTES
from forms.web.language import COOKIE
from forms.web.talk import may_be_chat
from tests.must_be_said import FORMS
from tests.web.chromium import find_chromium
from tests.web.every_look import find_form, walk_look
from tests.web.every_page import START, WALKS, Visit
from tests.web.looking import PARTS, find_faults, find_narrow
from tests.web.page_types import (
    LOOKS,
    NO_PAGES,
    ROUTES_SEEN,
    TEMPLATES_SEEN,
    Seen,
    list_cells,
    list_page_templates,
    name_look,
    read_cells,
)
from tests.web.visited import in_each, in_each_language, library, settings, visit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Page

    from forms.settings import Settings
    from tests.web.page_types import Cell

__all__ = ["library", "settings", "visit"]

in_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]


DIRECTION = "getComputedStyle(document.body).direction"


async def look_at_all(page: Page, walk: AsyncIterator[str]) -> tuple[set[Cell], str]:
    """Look at every page of a walk; return what was reached, and all that is wrong."""
    reached: set[Cell] = set()
    parts: set[str] = set()
    faults: list[str] = []
    async for name in walk:
        cells, here = set(await read_cells(page)), set(await page.evaluate(PARTS))
        found = await find_faults(page) if cells - reached or here - parts else []
        reached |= cells
        parts |= here
        faults += [f"{name}: {fault}" for fault in (*found, *await find_narrow(page))]
    return reached, "\n".join(faults)


def test_the_table_has_every_page() -> None:
    assert list_page_templates() == TEMPLATES_SEEN.keys()
    shown = {route.kwargs["name"] for route in ROUTES if route.method == "GET"}
    assert shown == ROUTES_SEEN.keys() | NO_PAGES - {"language"}
    assert set(ROUTES_SEEN.values()) <= TEMPLATES_SEEN.keys()


def test_the_table_has_every_look() -> None:
    assert {name_look(form) for form in FORMS} == LOOKS.keys()


def test_what_is_seen_once_is_reached_by_a_walk() -> None:
    once = {template for template, seen in TEMPLATES_SEEN.items() if seen is Seen.ONCE}
    assert once - {template for _, reached in WALKS.values() for template in reached} == set()


@in_each(LOOKS)
class TestInEachLook:
    pytestmark = in_chromium

    async def test_every_page_is_open_to_everybody(self, visit: Visit, settings: Settings, look: str) -> None:
        reached, faults = await look_at_all(visit.page, walk_look(visit, look))
        assert await visit.page.evaluate(DIRECTION) == ("rtl" if settings.languages else "ltr")
        assert list_cells(look, has_chat=may_be_chat(find_form(visit, look))) - reached == set()
        assert faults == ""

    async def test_the_words_of_every_form_fit(self, visit: Visit, look: str) -> None:
        faults: list[str] = []
        for form in (form for form in FORMS if name_look(form) == look):
            await visit.page.context.clear_cookies(name=re.compile(f"(?!{COOKIE}$)"))
            async for name in walk_words(visit, form.key, str(form.audience)):
                faults += [f"{form.key}: {name}: {fault}" for fault in await find_narrow(visit.page)]
        assert "\n".join(faults) == ""


async def walk_words(visit: Visit, form_key: str, audience: str) -> AsyncIterator[str]:
    """Show the introduction of a form, and each question that is asked of everybody."""
    await visit.open_form(form_key, audience)
    yield "introduction"
    await visit.page.locator(START).click()
    form = visit.house.parts.library.current(form_key)
    for number, row in enumerate(form.questions, 1):
        if row not in form.asked or row.relevant:
            continue
        await visit.open(f"/conversation/{number}")
        yield row.key


@pytest.mark.parametrize("walk", WALKS)
@in_each_language
class TestOnce:
    pytestmark = in_chromium

    async def test_every_other_page_is_open_to_everybody(self, visit: Visit, walk: str) -> None:
        show, wanted = WALKS[walk]
        reached, faults = await look_at_all(visit.page, show(visit))
        assert wanted - {cell.template for cell in reached} == set()
        assert faults == ""


@pytest.mark.browser
@pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium")
async def test_scale_runs_from_the_side_where_reading_begins(visit: Visit) -> None:
    await visit.open_form("have_your_say_12_17")
    await visit.page.locator(START).click()
    steps = visit.page.locator(".scale .step")
    for direction, sign in (("ltr", 1), ("rtl", -1)):
        await visit.page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        left = [box["x"] for step in (await steps.all())[:6] if (box := await step.bounding_box())]
        assert left == sorted(left)[::sign]
