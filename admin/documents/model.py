"""What stands in a file that is handed on: chapters, sections, entries, drawings and voice notes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "audio/mp4": "m4a"}
"""What we make of pictures and sounds: see `forms.attachments`."""


@dataclass(frozen=True, slots=True, repr=False)
class Enclosed:
    """A drawing, a photo or a voice note, opened. `stem` names it, without an ending."""

    stem: str
    media_type: str
    content: bytes

    @property
    def name(self) -> str:
        """Name the file."""
        return f"{self.stem}.{ENDINGS.get(self.media_type, 'bin')}"

    @property
    def is_sound(self) -> bool:
        """Tell whether it is listened to."""
        return self.media_type.startswith("audio/")

    @property
    def sha256(self) -> str:
        """The checksum by which anybody can see that it arrived whole."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: what it is, what is known of it, and a remark of ours. Words keep their lines."""

    label: str
    text: str
    note: str = ""
    enclosed: tuple[Enclosed, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Things that belong together. `mark` warns whoever hands the file on, set apart from what was said."""

    title: str
    entries: tuple[Entry, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the file, with a line that says what is in it; `empty` says that there is nothing."""

    title: str
    intro: str
    sections: tuple[Section, ...]
    empty: str = "There is nothing."


@dataclass(frozen=True, slots=True)
class Document:
    """The whole file. `foot` stands on every page."""

    title: str
    lines: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    foot: str

    def list_enclosed(self) -> Iterator[Enclosed]:
        """Yield everything enclosed, in the order it stands."""
        for chapter in self.chapters:
            for section in chapter.sections:
                for entry in section.entries:
                    yield from entry.enclosed

    def list_texts(self) -> Iterator[str]:
        """Yield every text, to look for letters that no font has."""
        yield from (self.title, *self.lines, self.foot)
        for chapter in self.chapters:
            yield from (chapter.title, chapter.intro, chapter.empty)
            for section in chapter.sections:
                yield from (section.title, section.mark)
                for entry in section.entries:
                    yield from (entry.label, entry.text, entry.note)
