"""On paper, in Chromium: the brief does not print, and the sheet prints alone, a child a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from admin.accounts.roles import Role
from tests.console.planted import OUT, Plant, add_review, plant
from tests.console.staff import sign_in_chromium
from tests.web.chromium import find_chromium, open_chromium

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
A4 = (595, 842)
"""Points."""


async def print_page(page: Page) -> list[str]:
    """Print it; return the text of each page, which must be A4."""
    await page.wait_for_load_state()
    pages = list(pypdfium2.PdfDocument(await page.pdf(prefer_css_page_size=True)))
    assert {tuple(round(side) for side in each.get_size()) for each in pages} == {A4}
    return [" ".join(each.get_textpage().get_text_range().split()) for each in pages]


async def test_brief_does_not_print_and_the_sheet_prints_alone(house: House) -> None:
    await add_review(house, "R-2", child_ref="C-2")
    said = {"best_thing": "the heron for everybody", "worry": "the heron is mine"}
    await plant(house, Plant({**said, "not_front_of": ("mum",)}, {"best_thing": OUT}))
    await plant(house, Plant({"best_thing": "a wren"}, {"best_thing": OUT}, review_ref="R-2"))
    async with open_chromium() as chromium:
        context = await chromium.new_context(viewport={"width": 1280, "height": 900})
        await sign_in_chromium(house, context, Role.IRO)
        page = await context.new_page()
        door = f"{house.base}/console/meetings/R-1/brief"
        for button in ("Everything, for my eyes only", "What may be said for the child"):
            await page.goto(door)
            await page.get_by_role("button", name=button).click()
            assert await print_page(page) == ["This page is not for printing."]
        await page.goto(door)
        await page.get_by_role("button", name="The sheet to read out").click()
        assert await print_page(page) == [
            "What I want to say What is going well? the heron for everybody What people said to this"
        ]
        await page.get_by_text("Before you read it out").click()
        assert len(await print_page(page)) == 1
        await page.goto(f"{door}/joint")
        await page.get_by_label("R-2").check()
        await page.get_by_role("button", name="Make the sheets").click()
        first, second = await print_page(page)
        assert ("heron for everybody" in first, "a wren" in second) == (True, True)


async def test_watermark_lies_over_the_words_and_lets_them_be_pressed(house: House) -> None:
    await plant(house, Plant({"worry": "the heron is mine", "where": None}))
    async with open_chromium() as chromium:
        context = await chromium.new_context(viewport={"width": 360, "height": 740})
        await sign_in_chromium(house, context, Role.IRO)
        page = await context.new_page()
        await page.goto(f"{house.base}/console/meetings/R-1/brief")
        await page.get_by_role("button", name="Everything, for my eyes only").click()
        mark, main = page.locator(".watermark"), page.locator("main")
        assert await mark.bounding_box() == await main.bounding_box()
        assert not await page.get_by_text("This page is not for printing.").is_visible()
        await page.get_by_text("Skipped: 1").click()
        assert await page.get_by_text("Where would you like the meeting to be?").is_visible()
