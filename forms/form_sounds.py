"""Questions read out by a person: the recordings that a questionnaire names, beside it or where we keep them.

A questionnaire names a file in its column `media::audio`. The file lies beside the questionnaire, or in a
folder `media` there. `forms import` copies it to `form-sounds` in the data folder, under the form's key.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from forms.files import make_folder, write_durably
from forms.xlsform.issues import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Form

MAX_SOUND = 1_000_000
"""Bytes: a minute of a voice, and a minute is long for one question."""
TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg"}
"""What every telephone plays, or all but a few."""
_STARTS = {".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"), ".ogg": (b"OggS",)}
_MP4_BRAND = b"ftyp"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)
"""A name that leads into no other folder."""
SHIPPED = Path(__file__).parent / "questionnaires" / "media"
COLUMN = "media::audio"


@dataclass(frozen=True, slots=True)
class FormSound:
    """A recording of a question: where it lies, and an address part that changes with its content."""

    path: Path
    media_type: str
    digest: str


def find_beside(folder: Path, name: str) -> Path | None:
    """Return where a recording lies: beside the questionnaire, or in the folder `media` there."""
    places = (folder / name, folder / "media" / name)
    return next((path for path in places if path.is_file()), None)


def find_sound_faults(form: Form, folder: Path) -> Iterator[Issue]:
    """Say which recordings a questionnaire names that are not there, or cannot be taken."""
    for question in form.questions:
        if question.audio and (fault := _find_fault(folder, question.audio)):
            yield Issue("survey", question.row, COLUMN, f'"{question.audio}" {fault}')


def _find_fault(folder: Path, name: str) -> str:
    path = find_beside(folder, name)
    if path is None:
        return "is not there: put it beside the questionnaire, or in a folder media there"
    if path.stat().st_size > MAX_SOUND:
        return f"is larger than {MAX_SOUND:,} bytes"
    with path.open("rb") as file:
        start = file.read(12)
    starts = _STARTS.get(path.suffix.lower())
    is_right = start.startswith(starts) if starts else start[4:8] == _MP4_BRAND
    return "" if is_right else f"does not hold what {path.suffix} says: save the recording anew"


def keep_sounds(form: Form, beside: Path, data_dir: Path) -> None:
    """Copy the recordings of a form to where the pages find them."""
    found = {
        question.audio: find_beside(beside, question.audio) for question in form.questions if question.audio
    }
    folder = _kept(data_dir, form.key)
    for name, path in found.items():
        if path is not None:
            make_folder(folder)
            write_durably(folder / name, path.read_bytes())


def _kept(data_dir: Path, form_key: str) -> Path:
    return data_dir / "form-sounds" / form_key


def find_sound(data_dir: Path, form_key: str, name: str) -> FormSound | None:
    """Return a recording of a form: the council's own, else one that comes with us; None if it is gone."""
    if not (_PLAIN.fullmatch(name) and _PLAIN.fullmatch(form_key)):
        return None
    for path in (_kept(data_dir, form_key) / name, SHIPPED / name):
        if path.suffix.lower() in TYPES and path.is_file():
            return _look_at(path, path.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=512)
def _look_at(path: Path, changed: int) -> FormSound:  # noqa: ARG001 - a file that changed is looked at anew
    digest = hashlib.blake2b(path.read_bytes(), digest_size=6).hexdigest()
    return FormSound(path, TYPES[path.suffix.lower()], digest)
