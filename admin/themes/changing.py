"""Changing the book of themes: nothing is ever deleted, so that what was coded keeps its meaning."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from admin.themes.book import write_circles
from forms.records import BookTheme
from forms.units import Insert, Key, Rows, Update, Writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from admin.themes.book import Book, Circle, Entry

MAX_KEY = 40
"""Letters: what stands in an address, and in a table's row."""
KEY = rf"[a-z][a-z0-9_]{{0,{MAX_KEY - 1}}}"


@dataclass(frozen=True, slots=True)
class Worded:
    """How a theme reads, as somebody typed it."""

    title: str
    belongs: str
    does_not: str
    circles: frozenset[Circle]

    @property
    def values(self) -> dict[str, str]:
        """The columns of its row."""
        return {
            "title": self.title,
            "belongs": self.belongs,
            "does_not": self.does_not,
            "circles": write_circles(self.circles),
        }


@dataclass(frozen=True, slots=True)
class AddThemeUnit:
    """Add a theme at the end of the book. False: there is one of that key meanwhile."""

    book: Book
    key: str
    worded: Worded
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row that must not be there."""
        return (Key(BookTheme, "key", self.key),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Add it, after the shipped ones where nobody changed the book before."""
        if rows.get(self.reads[0]) is not None:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        place = 1 + max((entry.place for entry in self.book.entries), default=0)
        row = {**_BLANK, **self.worded.values, "key": self.key, "place": place, "added_at": self.now}
        return Writes(True, (*take_over(self.book, self.now), Insert(BookTheme, row)))  # noqa: FBT003 - likewise


@dataclass(frozen=True, slots=True)
class ChangeThemeUnit:
    """Set columns of a theme: its wording, that it is asked no more or again, or what it was put into.

    False: there is no such theme.
    """

    book: Book
    key: str
    values: Mapping[str, Any]
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to change."""
        return (Key(BookTheme, "key", self.key),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Change it; the shipped book becomes the council's own with it."""
        is_there = rows.get(self.reads[0]) is not None or self.book.find(self.key) is not None
        if not is_there:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        changed = Update(BookTheme, {"key": self.key}, dict(self.values))
        return Writes(True, (*take_over(self.book, self.now), changed))  # noqa: FBT003 - likewise


_BLANK = {"retired_at": None, "merged_into": ""}


def take_over(book: Book, now: datetime) -> Iterator[Insert]:
    """Yield the shipped themes as rows, where the book has none yet: from then on it is the council's."""
    if not book.is_shipped:
        return
    for entry in book.entries:
        row = {**_BLANK, "key": entry.key, "place": entry.place, "added_at": now}
        worded = Worded(entry.title, entry.belongs, entry.does_not, entry.circles)
        yield Insert(BookTheme, {**row, **worded.values}, unless_there=True)


def list_targets(book: Book, entry: Entry) -> list[Entry]:
    """List what a theme can be put into: what is asked, and is not the theme itself."""
    return [other for other in book.entries if other.is_asked and other.key != entry.key]


def make_key(title: str, book: Book) -> str:
    """Make the key of a new theme from its title, one that no other theme has or had."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_").lstrip("0123456789_")[: MAX_KEY - 4] or "theme"
    numbered = (key if number == 1 else f"{key}_{number}" for number in range(1, len(book.entries) + 3))
    return next(found for found in numbered if book.find(found) is None)
