"""Photos and voice notes in a real browser, JavaScript off, on a narrow telephone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.attachments import samples
from tests.canary import find_words
from tests.web.chromium import START, find_chromium
from tests.web.test_browser import open_page
from tests.web.test_files import open_stored

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]


async def test_photo_and_voice_note_go_from_the_telephone_to_the_thanks_without_place(
    house: House, folder: Path, tmp_path: Path
) -> None:
    photo, voice = tmp_path / f"{samples.CANARY}.jpg", tmp_path / f"{samples.CANARY}.m4a"
    photo.write_bytes(samples.make_photo(orientation=6))
    voice.write_bytes(samples.make_memo())
    async with open_page() as page:
        await page.goto(f"{house.base}/s/{await house.invite('every_kind')}")
        await page.get_by_role("button", name=START).click()
        await page.locator("textarea").fill("the heron stood quite still")
        await page.get_by_label("Add a photo or a drawing").set_input_files(photo)
        await page.get_by_role("button", name="Add it").click()
        assert "You added a picture" in await page.locator("main").inner_text()
        await page.get_by_label("Add a voice note").set_input_files(voice)
        await page.get_by_role("button", name="Next").click()
        while not await page.get_by_role("button", name="Send").count():
            await page.get_by_role("button", name="Skip").click()
        text = await page.locator("main").inner_text()
        assert "You added a picture and a voice note" in text
        await page.get_by_role("button", name="Send").click()
        assert page.url.endswith("/sent")
    [picture, sound] = (await open_stored(house))["words"]
    seen = Image.open(io.BytesIO(picture))
    assert seen.size == (480, 640)
    assert not seen.getexif()
    assert samples.measure_pitch(sound)[1] == pytest.approx(samples.PITCH, abs=3)
    assert not any(samples.CANARY.encode() in content for content in (picture, sound))
    assert find_words(folder, samples.CANARY) == []


async def test_film_is_refused_and_the_words_stay(house: House, tmp_path: Path) -> None:
    film = tmp_path / "film.jpg"
    film.write_bytes(samples.make_film())
    async with open_page() as page:
        await page.goto(f"{house.base}/s/{await house.invite('every_kind')}")
        await page.get_by_role("button", name=START).click()
        await page.locator("textarea").fill("the heron stood quite still")
        await page.get_by_label("Add a photo or a drawing").set_input_files(film)
        await page.get_by_role("button", name="Next").click()
        assert "We cannot take films" in await page.locator("main").inner_text()
        assert await page.locator("textarea").input_value() == "the heron stood quite still"


async def test_file_of_twenty_megabytes_is_answered_by_a_page(house: House, tmp_path: Path) -> None:
    large = tmp_path / "large.jpg"
    large.write_bytes(samples.make_photo() + bytes(20 * 1024 * 1024))
    async with open_page() as page:
        await page.goto(f"{house.base}/s/{await house.invite('every_kind')}")
        await page.get_by_role("button", name=START).click()
        await page.locator("textarea").fill("the heron stood quite still")
        await page.get_by_label("Add a photo or a drawing").set_input_files(large)
        await page.get_by_role("button", name="Add it").click()
        assert "10 MB at most" in await page.locator("main").inner_text()
        assert await page.locator("textarea").input_value() == "the heron stood quite still"


async def test_drawing_of_the_youngest_is_added_and_shown_on_the_last_page(
    house: House, tmp_path: Path
) -> None:
    drawing = tmp_path / "drawing.png"
    drawing.write_bytes(samples.make_png())
    async with open_page() as page:
        await page.goto(f"{house.base}/s/{await house.invite('have_your_say_4_7')}")
        await page.get_by_role("button", name=START).click()
        while "Draw a picture about you." not in await page.locator("main").inner_text():
            await page.get_by_role("button", name="Skip").click()
        await page.get_by_label("Add a photo or a drawing").set_input_files(drawing)
        await page.get_by_role("button", name="Next").click()
        while not await page.get_by_role("button", name="Send", exact=True).count():
            await page.get_by_role("button", name="Skip").click()
        assert "You added a picture" in await page.locator("main").inner_text()
        await page.get_by_role("button", name="Send", exact=True).click()
    [picture] = (await open_stored(house))["drawing"]
    assert Image.open(io.BytesIO(picture)).size == (640, 480)
