"""Drawing on the page, in a real browser: with a mouse, with the keyboard, sent and found again."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops
from playwright.async_api import expect

from tests.web.chromium import START, find_chromium, open_scripted
from tests.web.looking import ALL_RULES, run_axe
from tests.web.test_files import open_stored, read_words

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
RED = (211, 38, 38)
WHITE = (255, 255, 255)
NEAR = 12
WORDS = "the heron stood quite still"


async def go_to_words(page: Page, house: House) -> None:
    """Open the question that takes words, pictures and voices."""
    await page.goto(f"{house.base}/s/{await house.invite('every_kind_files')}")
    await page.get_by_role("button", name=START).click()
    await page.get_by_label("Yes").check()
    await page.get_by_role("button", name="Next").click()


async def draw_line(page: Page, *points: tuple[float, float]) -> None:
    """Draw with the mouse, through points given as shares of the paper."""
    paper = page.get_by_role("application", name="Drawing paper")
    await paper.scroll_into_view_if_needed()
    box = await paper.bounding_box()
    assert box
    [first, *rest] = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    await page.mouse.move(*first)
    await page.mouse.down()
    for point in rest:
        await page.mouse.move(*point, steps=8)
    await page.mouse.up()


async def go_on(page: Page) -> None:
    """Press Next, and wait for the next page: the drawing is made into a picture first."""
    async with page.expect_navigation():
        await page.get_by_role("button", name="Next").click()


async def send_rest(page: Page) -> None:
    """Leave the rest out, and send."""
    while not await page.get_by_role("button", name="Send", exact=True).count():
        await page.get_by_role("button", name="Skip").click()
    await page.get_by_role("button", name="Send", exact=True).click()
    assert page.url.endswith("/sent")


async def read_drawing(house: House, key: str = "drawing") -> Image.Image:
    """Open the one picture of an answer with the service's own key."""
    [content] = (await open_stored(house))[key]
    drawing = Image.open(io.BytesIO(content))
    assert drawing.format == "PNG"
    assert drawing.info == {}
    assert drawing.size == (1400, 1400)
    return drawing.convert("RGB")


def is_near(drawing: Image.Image, x: float, y: float, colour: tuple[int, int, int]) -> bool:
    found = drawing.getpixel((round(x * 1399), round(y * 1399)))
    return isinstance(found, tuple) and all(
        abs(one - other) <= NEAR for one, other in zip(found, colour, strict=True)
    )


def find_edges(drawing: Image.Image) -> tuple[float, ...] | None:
    """Say how far the drawing reaches on its white paper: left, top, right, bottom, as shares."""
    box = ImageChops.invert(drawing).getbbox()
    return tuple(edge / 1400 for edge in box) if box else None


async def test_drawing_by_mouse_goes_with_the_words_and_is_stored_sealed(house: House) -> None:
    async with open_scripted() as page:
        await go_to_words(page, house)
        await page.locator("textarea").fill(WORDS)
        await page.get_by_role("button", name="Draw", exact=True).click()
        await page.get_by_role("button", name="Red").click()
        await page.get_by_role("button", name="Thick").click()
        assert await run_axe(page, ALL_RULES, "paper") == []
        await draw_line(page, (0.2, 0.2), (0.8, 0.2), (0.8, 0.8))
        await go_on(page)
        await send_rest(page)
    drawing = await read_drawing(house)
    assert await read_words(house, "drawing") == WORDS
    assert all(is_near(drawing, x, y, RED) for x, y in ((0.2, 0.2), (0.5, 0.2), (0.8, 0.5), (0.8, 0.8)))
    assert all(is_near(drawing, x, y, WHITE) for x, y in ((0.05, 0.05), (0.5, 0.5), (0.2, 0.8)))


async def test_drawing_by_keyboard_alone(house: House) -> None:
    async with open_scripted() as page:
        await go_to_words(page, house)
        await page.get_by_role("button", name="Draw", exact=True).focus()
        await page.keyboard.press("Enter")
        status = page.locator(".draw [role=status]")
        await page.keyboard.press("Space")
        assert await status.inner_text() == "The pen is down."
        for _ in range(10):
            await page.keyboard.press("ArrowRight")
        await page.keyboard.press("Space")
        assert await status.inner_text() == "The pen is up."
        for _ in range(30):
            await page.keyboard.press("ArrowUp")
        assert await status.inner_text() == "You are at the edge of the paper."
        await page.get_by_role("button", name="Done").focus()
        await page.keyboard.press("Enter")
        assert await page.get_by_role("img", name="Your drawing").is_visible()
        await page.get_by_role("button", name="Next").focus()
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/conversation/check")
        await send_rest(page)
    assert find_edges(await read_drawing(house)) == pytest.approx((0.5, 0.5, 0.86, 0.51), abs=0.02)


async def test_lines_are_taken_back_and_the_drawing_stays_when_the_telephone_turns(house: House) -> None:
    async with open_scripted(color_scheme="dark") as page:
        await go_to_words(page, house)
        await page.get_by_role("button", name="Draw", exact=True).click()
        await draw_line(page, (0.1, 0.1), (0.3, 0.1))
        await draw_line(page, (0.1, 0.5), (0.3, 0.5))
        await page.get_by_role("button", name="Undo").click()
        await page.get_by_role("button", name="Clear the paper").click()
        await page.get_by_role("button", name="Undo").click()
        await page.set_viewport_size({"width": 740, "height": 360})
        await page.get_by_role("button", name="Done").click()
        await page.get_by_role("button", name="Change my drawing").click()
        await draw_line(page, (0.9, 0.9), (0.7, 0.9))
        await go_on(page)
        await send_rest(page)
    drawing = await read_drawing(house)
    assert find_edges(drawing) == pytest.approx((0.1, 0.1, 0.9, 0.9), abs=0.02)
    assert is_near(drawing, 0.2, 0.5, WHITE)


async def test_what_was_cleared_or_thrown_away_is_not_sent_and_words_do_instead(house: House) -> None:
    async with open_scripted() as page:
        await go_to_words(page, house)
        await page.get_by_role("button", name="Draw", exact=True).click()
        await draw_line(page, (0.1, 0.1), (0.3, 0.1))
        await page.get_by_role("button", name="Clear the paper").click()
        await draw_line(page, (0.1, 0.1), (0.3, 0.1))
        await page.get_by_role("button", name="Done").click()
        await page.get_by_role("button", name="Throw the drawing away").click()
        await page.get_by_role("button", name="Draw", exact=True).click()
        await page.get_by_role("button", name="Describe it in words instead").click()
        await page.keyboard.type(WORDS)
        await go_on(page)
        await send_rest(page)
    assert await open_stored(house) == {}
    assert await read_words(house, "drawing") == WORDS


async def test_in_a_chat_too_where_no_question_before_took_a_drawing(house: House) -> None:
    async with open_scripted() as page:
        await page.goto(f"{house.base}/s/{await house.invite('check_in')}")
        await page.get_by_role("button", name="Start, as a chat").click()
        while not await page.locator("textarea").count():
            said = await page.locator("#talk li").count()
            await page.get_by_role("button", name="Skip").click()
            await expect(page.locator("#talk li")).to_have_count(said + 1)
        await page.get_by_role("button", name="Draw", exact=True).click()
        await draw_line(page, (0.2, 0.2), (0.8, 0.8))
        await page.get_by_role("button", name="Next").click()
        await page.get_by_role("button", name="Send", exact=True).click()
        await page.wait_for_url("**/sent")
    drawing = await read_drawing(house, "change_wish")
    assert find_edges(drawing) == pytest.approx((0.2, 0.2, 0.8, 0.8), abs=0.02)


async def test_for_the_youngest_the_paper_lies_ready_above_the_words(house: House) -> None:
    async with open_scripted() as page:
        await page.goto(f"{house.base}/s/{await house.invite('have_your_say_4_7')}")
        await page.get_by_role("button", name=START).click()
        while not await page.locator(".draw").count():
            await page.get_by_role("button", name="Skip").click()
        await draw_line(page, (0.2, 0.2), (0.8, 0.8))
        await go_on(page)
        paper, words = page.get_by_role("application"), page.locator("textarea")
        heights = [box["y"] for box in (await paper.bounding_box(), await words.bounding_box()) if box]
        assert heights == sorted(heights)
        assert len(heights) == 2
        await send_rest(page)
    assert find_edges(await read_drawing(house)) == pytest.approx((0.2, 0.2, 0.8, 0.8), abs=0.02)
