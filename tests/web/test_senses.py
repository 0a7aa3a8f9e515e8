"""Listening, and the ways to answer that scripts add to a page, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from forms.records import ResponseAnswer
from forms.web.assets import ASSETS
from tests.web.chromium import find_chromium, open_scripted
from tests.web.looking import ALL_RULES, run_axe
from tests.web.test_draw import send_rest

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.web.house import House

in_chromium = pytest.mark.browser
needs_chromium = pytest.mark.skipif(
    find_chromium() is None, reason="make test-browser says how to get Chromium"
)
MOST_BYTES = 2_048
SCRIPTS = ("give", "draw", "photo", "record", "listen", "slider", "rank", "date")
VOICES = """
    window.said = [];
    const voice = (lang, localService) => ({ lang, localService, name: lang });
    Object.defineProperty(window, "speechSynthesis", { value: {
        getVoices: () => [voice("de-DE", true), voice("en-AU", false), voice("en_GB", true)],
        addEventListener() {},
        speak(one) { said.push([one.voice.lang, one.lang, one.text]); },
        cancel() { said.push("stopped"); },
    } });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


async def go_to(page: Page, house: House, question: str, form: str = "every_kind") -> None:
    """Open a form, and leave questions out until the one with this heading is asked."""
    await page.goto(f"{house.base}/s/{await house.invite(form)}")
    await page.get_by_role("button", name="Start", exact=True).click()
    while not await page.get_by_role("heading", name=question).count():
        await page.get_by_role("button", name="Skip").click()


async def read_value(house: House, key: str) -> object:
    """Return what is stored of the last response that was sent."""
    rows = [row for row in await house.rows(ResponseAnswer) if row["question_key"] == key]
    return rows[-1]["value"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_weighs_more_than_two_kilobytes(name: str) -> None:
    assert len(ASSETS[f"{name}.js"].squeezed) <= MOST_BYTES


@in_chromium
@needs_chromium
async def test_question_is_read_aloud_whole_by_a_voice_of_this_device(house: House) -> None:
    async with open_scripted() as page:
        await page.add_init_script(VOICES)
        await go_to(page, house, "How safe do you feel?", "check_in")
        button = page.get_by_role("button", name="Listen")
        await button.click()
        said = await page.evaluate("said.filter((one) => one !== 'stopped')")
        texts = [text for _, _, text in said]
        assert [one[:2] for one in said] == [["en_GB", "en_GB"]] * len(said)
        shown = await page.locator("main").inner_text()
        assert "How safe do you feel?" in texts[1]
        assert all(" ".join(shown.split()).count(text) for text in texts), texts
        assert texts[-2:] == ["0 is not safe at all", "10 is very safe"]
        await page.get_by_role("button", name="Stop reading aloud").click()
        assert await page.evaluate("said.at(-1)") == "stopped"
        await expect(button).to_be_visible()


@in_chromium
@needs_chromium
async def test_choices_are_read_in_order_and_where_no_voice_is_no_button_is(house: House) -> None:
    async with open_scripted() as page:
        await go_to(page, house, "Will you come?")
        await page.wait_for_load_state()
        assert await page.get_by_role("button", name="Listen").count() == 0
        await page.add_init_script(VOICES)
        await page.reload()
        await page.get_by_role("button", name="Listen").click()
        assert [text for *_, text in await page.evaluate("said.slice(1)")] == ["Will you come?", "Yes", "No"]


@in_chromium
@needs_chromium
async def test_what_is_said_before_the_first_question_is_read_aloud(house: House) -> None:
    async with open_scripted() as page:
        await page.add_init_script(VOICES)
        await page.goto(f"{house.base}/s/{await house.invite('have_your_say_4_7')}")
        await page.get_by_role("button", name="Listen").click()
        texts = [text for *_, text in await page.evaluate("said.filter((one) => one !== 'stopped')")]
        assert texts[0] == "You can say what you think before your meeting."
        assert texts[:-1] == [
            " ".join(one.split()) for one in await page.locator(".say li").all_inner_texts()
        ]


@in_chromium
@needs_chromium
async def test_a_voice_of_another_language_reads_nothing(house: House) -> None:
    async with open_scripted() as page:
        await page.add_init_script(VOICES.replace('voice("en_GB", true)', 'voice("en_GB", false)'))
        await go_to(page, house, "Will you come?")
        await page.wait_for_load_state()
        assert await page.get_by_role("button", name="Listen").count() == 0


@in_chromium
@needs_chromium
async def test_slider_by_keyboard_by_tap_and_by_typing_is_the_answer_that_its_buttons_are(
    house: House,
) -> None:
    async with open_scripted() as page:
        await go_to(page, house, "How safe do you feel?")
        slider, typed = page.get_by_role("slider"), page.get_by_role("textbox", name="Or type a number")
        await expect(slider).to_have_attribute("aria-valuetext", "Nothing is chosen yet")
        assert await page.locator(".steps :checked").count() == 0
        assert await run_axe(page, ALL_RULES, "slider") == []
        await slider.focus()
        await page.keyboard.press("ArrowRight")
        await expect(page.get_by_label("6", exact=True)).to_be_checked()
        await expect(typed).to_have_value("6")
        await typed.fill("10")
        await expect(page.locator(".steps :checked")).to_have_value("10")
        await expect(slider).to_have_value("10")
        await typed.fill("11")
        assert await page.locator(".steps :checked").count() == 0
        await page.locator(".step", has_text="3").click()
        await expect(slider).to_have_value("3")
        await slider.focus()
        await page.keyboard.press("Home")
        for _ in range(7):
            await page.keyboard.press("ArrowRight")
        await page.get_by_role("button", name="Next").click()
        await send_rest(page)
    assert await read_value(house, "safe") == "7"


@in_chromium
@needs_chromium
async def test_tap_where_the_slider_stands_chooses_and_leaving_it_alone_does_not(house: House) -> None:
    async with open_scripted() as page:
        await go_to(page, house, "How safe do you feel?")
        await page.get_by_role("button", name="Next").click()
        await expect(page.get_by_role("alert")).to_be_visible()
        await page.get_by_role("slider").click()
        await expect(page.locator(".steps :checked")).to_have_value("5")


@in_chromium
@needs_chromium
async def test_slider_runs_from_the_right_where_the_page_does(house: House) -> None:
    async with open_scripted() as page:
        await go_to(page, house, "How safe do you feel?")
        await page.evaluate("document.documentElement.dir = 'rtl'")
        box = await page.get_by_role("slider").bounding_box()
        assert box
        await page.mouse.click(box["x"] + 20, box["y"] + box["height"] / 2)
        await expect(page.locator(".steps :checked")).to_have_value("10")
        await page.keyboard.press("ArrowRight")
        await expect(page.locator(".steps :checked")).to_have_value("9")


@in_chromium
@needs_chromium
async def test_things_are_put_in_order_by_tapping_them_in_order(house: House) -> None:
    async with open_scripted() as page:
        await go_to(page, house, "Will you come?")
        await page.get_by_label("Yes").check()
        await page.get_by_role("button", name="Next").click()
        for name in ("My mum", "My dad"):
            await page.get_by_label(name).check()
        await page.get_by_role("button", name="Next").click()
        mum, dad, carer = (page.get_by_role("button", name=name) for name in ("My mum", "My dad", "My carer"))
        for one in (dad, mum, carer, dad):
            await one.click()
        assert await run_axe(page, ALL_RULES, "ranking") == []
        await expect(mum).to_have_text("1My mum")
        await expect(carer).to_have_text("2My carer")
        await expect(dad).to_have_attribute("aria-pressed", "false")
        await dad.click()
        await page.get_by_role("button", name="Next").click()
        await send_rest(page)
    assert await read_value(house, "order") == "mum carer dad"


@in_chromium
@needs_chromium
async def test_day_from_the_calendar_fills_the_three_boxes(house: House) -> None:
    async with open_scripted() as page:
        await go_to(page, house, "When is good?")
        calendar = page.get_by_label("Or use a calendar")
        assert await run_axe(page, ALL_RULES, "calendar") == []
        await calendar.fill("2026-11-20")
        assert [await page.get_by_label(name).input_value() for name in ("Day", "Month", "Year")] == [
            "20",
            "11",
            "2026",
        ]
        await page.get_by_label("Day", exact=True).fill("7")
        await expect(calendar).to_have_value("2026-11-07")
        await page.get_by_role("button", name="Next").click()
        await send_rest(page)
    assert await read_value(house, "when") == "2026-11-07"
