"""A photo made smaller on the page, and a voice note recorded there, in a real browser."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.async_api import expect

from forms.attachments.remaking import Remaker
from tests.attachments import samples
from tests.canary import find_words
from tests.web.chromium import find_chromium, open_scripted
from tests.web.looking import ALL_RULES, run_axe
from tests.web.test_draw import go_to_words, send_rest
from tests.web.test_files import open_stored

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Page

    from forms.attachments.made import MadeFile
    from forms.given_files import Refusal
    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
MICROPHONE = "--use-fake-device-for-media-stream"
ALLOWED = "--use-fake-ui-for-media-stream"
NOBODY_LISTENS = "delete window.MediaRecorder"
REFUSED = """navigator.mediaDevices.getUserMedia =
    () => Promise.reject(new DOMException("", "NotAllowedError"))"""


@pytest.fixture
def arrived(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What arrives of files, before we look at it."""
    contents: list[bytes] = []
    remake = Remaker.remake

    async def keep(self: Remaker, content: bytes) -> MadeFile | Refusal:
        contents.append(content)
        return await remake(self, content)

    monkeypatch.setattr(Remaker, "remake", keep)
    return contents


async def test_photo_loses_place_and_size_before_it_leaves_and_is_shown_first(
    house: House, folder: Path, tmp_path: Path, arrived: list[bytes]
) -> None:
    photo = tmp_path / f"{samples.CANARY}.jpg"
    photo.write_bytes(samples.make_photo((4_000, 3_000), orientation=6))
    assert samples.CANARY.encode() in photo.read_bytes()
    async with open_scripted(has_touch=True) as page:
        await go_to_words(page, house)
        assert await page.get_by_label("Take a photo").get_attribute("capture") == "environment"
        await page.get_by_label("Add a photo or a drawing").set_input_files(photo)
        await expect(page.get_by_role("img", name="The picture you chose")).to_be_visible()
        assert await run_axe(page, ALL_RULES, "a photo") == []
        await page.get_by_role("button", name="Next").click()
        await send_rest(page)
    [given] = arrived
    assert Image.open(io.BytesIO(given)).size == (1_500, 2_000)
    assert samples.CANARY.encode() not in given
    assert b"Exif" not in given
    [content] = (await open_stored(house))["drawing"]
    seen = Image.open(io.BytesIO(content)).convert("RGB")
    upright = samples.draw_picture((4_000, 3_000)).rotate(-90, expand=True).resize((1_500, 2_000))
    assert seen.size == upright.size
    for spot in ((50, 50), (1_450, 50), (100, 1_000), (1_000, 1_000)):
        found, wanted = seen.getpixel(spot), upright.getpixel(spot)
        assert isinstance(found, tuple)
        assert isinstance(wanted, tuple)
        assert all(abs(one - other) < 16 for one, other in zip(found, wanted, strict=True)), spot
    assert find_words(folder, samples.CANARY) == []


async def test_picture_can_be_taken_away_again_and_no_more_is_chosen_than_is_taken(
    house: House, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(samples.make_png())
    async with open_scripted() as page:
        await go_to_words(page, house)
        chooser = page.get_by_label("Add a photo or a drawing")
        for kept in (1, 2):
            await chooser.set_input_files(picture)
            await expect(page.get_by_role("img", name="The picture you chose")).to_be_visible()
            await page.get_by_role("button", name="Add it").click()
            await expect(page.locator(".added li")).to_have_count(kept)
        draw = page.get_by_role("button", name="Draw", exact=True)
        await chooser.set_input_files(picture)
        await expect(draw).to_be_disabled()
        await page.get_by_role("button", name="Take the picture away").click()
        await expect(draw).to_be_enabled()
        await page.get_by_role("button", name="Next").click()
        await send_rest(page)
    assert len((await open_stored(house))["drawing"]) == 2


async def record(page: Page) -> None:
    await page.get_by_role("button", name="Record your voice").click()
    await expect(page.get_by_role("timer")).to_have_text("0:02")


async def test_voice_is_recorded_heard_deleted_recorded_again_and_sent(house: House) -> None:
    async with open_scripted(MICROPHONE, ALLOWED) as page:
        await go_to_words(page, house)
        await record(page)
        await page.get_by_role("button", name="Stop recording").click()
        heard = page.get_by_label("Your voice note")
        await expect(heard.first).to_be_visible()
        await heard.first.evaluate("async (audio) => { audio.muted = true; await audio.play(); }")
        assert await run_axe(page, ALL_RULES, "a voice note") == []
        await page.wait_for_function("document.querySelector('audio').currentTime > 0")
        await page.get_by_role("button", name="Delete it and record again").click()
        assert await page.locator("input[name=voice]").first.evaluate("input => input.files.length") == 0
        await record(page)
        await page.get_by_role("button", name="Next").click()  # before it was ended: nothing is lost
        await page.wait_for_url("**/check")
        await send_rest(page)
    [content] = (await open_stored(house))["drawing"]
    seconds, _ = samples.measure_pitch(content)
    assert 1.5 < seconds < 10
    assert not any(name in content for name in (b"Chrome", b"webm", b"matroska"))


async def test_recording_ends_by_itself_at_the_longest_that_is_taken(house: House) -> None:
    async with open_scripted(MICROPHONE, ALLOWED) as page:
        await go_to_words(page, house)
        assert await page.locator(".record").get_attribute("data-most") == "590"
        await page.locator(".record").evaluate("tool => tool.dataset.most = 1")
        await page.get_by_role("button", name="Record your voice").click()
        await expect(page.get_by_label("Your voice note").first).to_be_visible()


async def test_without_a_microphone_a_sentence_says_so_and_a_file_does(house: House, tmp_path: Path) -> None:
    memo = tmp_path / "memo.m4a"
    memo.write_bytes(samples.make_memo())
    async with open_scripted() as page:
        await page.add_init_script(REFUSED)
        await go_to_words(page, house)
        await page.get_by_role("button", name="Record your voice").click()
        await expect(page.get_by_role("alert")).to_contain_text("The microphone is turned off for this page.")
        await page.get_by_label("Add a voice note").set_input_files(memo)
        await page.get_by_role("button", name="Next").click()
        await send_rest(page)
    [content] = (await open_stored(house))["drawing"]
    assert samples.measure_pitch(content)[1] == pytest.approx(samples.PITCH, abs=3)


async def test_browser_that_cannot_record_has_the_field_alone(house: House) -> None:
    async with open_scripted() as page:
        await page.add_init_script(NOBODY_LISTENS)
        await go_to_words(page, house)
        await expect(page.get_by_role("button", name="Draw", exact=True)).to_be_visible()
        assert await page.get_by_role("button", name="Record your voice").count() == 0
        assert await page.get_by_label("Add a voice note").is_visible()
