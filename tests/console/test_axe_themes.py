"""axe-core finds nothing on the pages of themes; and a person codes by the keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.themes.coding import Coded
from forms.records import Coding
from forms.units import PutUnit
from tests.console.planted import OUT, Plant, plant
from tests.console.staff import sign_in_chromium
from tests.console.test_axe import press
from tests.console.test_themes_nameless import plant as plant_nameless
from tests.console.walked import look_at_all
from tests.web.chromium import find_chromium, open_chromium
from tests.web.looking import open_phone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Page

    from forms.answers import Answer
    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
CHILDREN_BEFORE = re.compile("^Code ?: Children, before")
SAID = ("More time with my brother, and meetings after school, please.", "Football, and the dog.")


async def plant_answers(house: House) -> None:
    for words in SAID:
        await plant(house, Plant({"best_thing": words}, {"best_thing": OUT}))


async def press_key(page: Page, key: str) -> None:
    """Press a key of coding once the page's script has come: before that it is nobody's."""
    await page.wait_for_load_state()
    await page.keyboard.press(key)


async def walk_themes(house: House, page: Page) -> AsyncIterator[str]:
    await plant_answers(house)
    for path in ("", "/book", "/book/-/new", "/book/listened"):
        await page.goto(f"{house.base}/console/themes{path}")
        yield f"themes{path}"
    await press(page, "Put it there")
    yield "merge refused"
    await page.goto(f"{house.base}/console/themes/book/fair")
    await page.locator("#into").select_option("listened")
    await press(page, "Put it there")
    yield "theme merged"
    await page.goto(f"{house.base}/console/themes")
    await page.get_by_role("button", name=CHILDREN_BEFORE).click()
    yield "code"
    await press_key(page, "1")
    await press_key(page, "Enter")
    await page.get_by_text("1 of 2 coded").wait_for()
    yield "code the next"
    await press_key(page, "n")
    await page.get_by_text("2 of 2 coded").wait_for()
    yield "all coded"
    for _ in range(12):
        response_id = await plant(
            house, Plant({"change_one": "Send papers"}, form_key="feedback_child", review_ref="")
        )
        coded = Coded(response_id, "change_one", frozenset({"papers"}), "a-worker")
        await house.parts.store.write(PutUnit(tuple(coded.list_rows(house.clock.now))))
    await plant(
        house, Plant({"change_one": "Please send the papers."}, form_key="feedback_child", review_ref="")
    )
    await page.goto(f"{house.base}/console/themes")
    await press(page, "Learn from what we coded")
    await page.get_by_text("Learned from").wait_for()
    yield "learned"
    await page.get_by_role("button", name=re.compile("^Code ?: Children, after")).click()
    yield "suggested"


async def walk_nameless(house: House, page: Page) -> AsyncIterator[str]:
    """Code what came without a name, open one, and propose words of it."""
    answers: dict[str, Answer] = {"change_one": "the heron", "quote_ok": "yes"}
    for number in range(2):
        await plant_nameless(house, number, answers)
    await page.goto(f"{house.base}/console/themes")
    yield "themes, with answers without a name"
    await page.get_by_role("button", name=re.compile("^Code without a name")).click()
    yield "code without a name"
    for coded in ("1 of 2 coded", "2 of 2 coded"):
        await press_key(page, "n")
        await page.get_by_text(coded).wait_for()
    yield "all without a name coded"
    address = f"{house.base}/console/feedback/anonymous/{0:032x}"
    await page.goto(address)
    yield "the door to one without a name"
    await page.get_by_role("main").get_by_role("button").click()
    yield "one without a name"
    await page.get_by_role("link", name="Words for the report").click()
    yield "quoting one without a name"
    await press(page, "Propose it")
    yield "quoting refused"


WALKS = (walk_themes, walk_nameless)
"""One after the other, on one page."""


async def test_axe_finds_nothing_on_the_pages_of_themes(house: House) -> None:
    async with open_chromium() as chromium:
        page = await open_phone(chromium)
        await sign_in_chromium(house, page.context, *Role)
        await look_at_all(house, page, WALKS)


async def test_keys_tick_go_on_and_take_back(house: House) -> None:
    await plant_answers(house)
    async with open_chromium() as chromium:
        page = await open_phone(chromium)
        await sign_in_chromium(house, page.context, Role.MANAGER)
        await page.goto(f"{house.base}/console/themes")
        await page.get_by_role("button", name=CHILDREN_BEFORE).click()
        first = await page.locator("blockquote").inner_text()
        for key in ("1", "3", "3", "4", "Enter"):
            await press_key(page, key)
        await page.wait_for_function(
            "text => document.querySelector('blockquote').innerText !== text", arg=first
        )
        rows = await house.rows(Coding)
        assert {row["theme_key"] for row in rows} == {"", "listened", "taking_part"}
        await press_key(page, "u")
        await page.wait_for_function(
            "text => document.querySelector('blockquote').innerText === text", arg=first
        )
        assert await house.rows(Coding) == []
        await press_key(page, "n")
        await page.get_by_text("1 of 2 coded").wait_for()
        await press_key(page, "Tab")
        await page.keyboard.press("Space")
        assert await page.locator(":checked").count() == 1
