"""A question read out by a person: named in the questionnaire, looked for, kept, and played on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.form_sounds import MAX_SOUND, find_sound, keep_sounds
from forms.library import FormFaultError, load_source
from tests.attachments.samples import make_sound

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import House

FORM = """\
| survey | type | name | label | media::audio |
|--------|------|------|-------|--------------|
| | text | well | What is going well? | {sound} |
| | text | worry | Is anything on your mind? | |

| settings | form_id | form_title | audience | timing |
|----------|---------|------------|----------|--------|
| | spoken | Read out | child | before |
"""


def write_form(folder: Path, sound: str = "well.ogg") -> Path:
    path = folder / "spoken.md"
    path.write_text(FORM.format(sound=sound), encoding="utf-8")
    return path


def find_faults(path: Path) -> list[str]:
    with pytest.raises(FormFaultError) as fault:
        load_source(path)
    return [str(issue) for issue in fault.value.issues]


def test_recording_that_is_not_there_is_a_fault_with_its_row(tmp_path: Path) -> None:
    [fault] = find_faults(write_form(tmp_path))
    assert fault.startswith('survey, row 2, column media::audio: "well.ogg" is not there')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"OggS" + bytes(MAX_SOUND), "is larger than"),
        (b"<html>", "does not hold what .ogg says"),
        (b"", "hold"),
    ],
)
def test_recording_that_cannot_be_taken_is_a_fault(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "well.ogg").write_bytes(content)
    [fault] = find_faults(write_form(tmp_path))
    assert said in fault


@pytest.mark.parametrize("name", ["../well.ogg", "well.wav", "a well.ogg", "/etc/well.mp3"])
def test_recording_of_another_name_is_a_fault(tmp_path: Path, name: str) -> None:
    faults = find_faults(write_form(tmp_path, name))
    assert any("expected the name of a file that ends in .mp3, .m4a or .ogg" in fault for fault in faults)


@pytest.mark.parametrize("form_key", ["..", "spoken/..", ""])
def test_no_other_folder_is_looked_into(tmp_path: Path, form_key: str) -> None:
    (tmp_path / "well.ogg").write_bytes(b"OggS")
    assert find_sound(tmp_path, form_key, "well.ogg") is None


async def test_recording_plays_on_the_page_of_its_question_alone(house: House, tmp_path: Path) -> None:
    beside = tmp_path / "council"
    (beside / "media").mkdir(parents=True)
    sound = make_sound("ogg", "libopus")
    (beside / "media" / "well.ogg").write_bytes(sound)
    form, source = load_source(write_form(beside))
    keep_sounds(form, beside, house.parts.settings.data_dir)
    house.parts.library.adopt(form.key, form.version, source)
    browser, page = await house.begin("spoken")
    address = page.html.partition('<audio controls preload="none" src="')[2].partition('"')[0]
    assert address.startswith("/static/sounds/")
    async with browser.session.get(house.base + address) as answer:
        assert await answer.read() == sound
        assert answer.headers["Content-Type"] == "audio/ogg"
        assert "immutable" in answer.headers["Cache-Control"]
    async with browser.session.get(house.base + address, headers={"Range": "bytes=0-3"}) as answer:
        assert (answer.status, await answer.read()) == (206, b"OggS")
    async with browser.session.get(house.base + address.replace("well", "gone")) as answer:
        assert answer.status == 404
    page = await browser.press(page, "Skip", [])
    assert "<audio controls preload" not in page.html
