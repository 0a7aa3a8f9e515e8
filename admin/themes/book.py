"""The book of themes: what people tell us about. Shipped as a table; once changed, the council's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from forms.definition import Audience, Timing
from forms.records import BookTheme
from forms.store.statements import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forms.store import Store
    from forms.units import Row

STARTING_BOOK = Path(__file__).parent / "starting_book.md"
ALL = "all"
"""In the shipped table: for everybody."""


class Circle(StrEnum):
    """Whose answers a theme is for: people who are asked the same kind of thing."""

    CHILD_BEFORE = "child_before"
    """Before a review, and between two."""
    CHILD_AFTER = "child_after"
    PARENT = "parent"
    CARER = "carer"
    PROFESSIONAL = "professional"


NAMES: Mapping[Circle, str] = {
    Circle.CHILD_BEFORE: "Children, before a review",
    Circle.CHILD_AFTER: "Children, after a review",
    Circle.PARENT: "Parents",
    Circle.CARER: "Carers",
    Circle.PROFESSIONAL: "Professionals",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A theme as it stands in the book. `merged_into`: the theme that it was put into; empty if none."""

    key: str
    title: str
    belongs: str
    does_not: str
    circles: frozenset[Circle]
    place: int = 0
    is_retired: bool = False
    merged_into: str = ""

    @property
    def is_asked(self) -> bool:
        """Tell whether answers are coded with it today."""
        return not self.is_retired and not self.merged_into


@dataclass(frozen=True, slots=True)
class Book:
    """Every theme there is or was, by its key, in the council's order."""

    entries: tuple[Entry, ...]
    is_shipped: bool = False
    """Whether nobody changed anything yet."""
    _targets: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Follow what was put into what, once."""
        into = {entry.key: entry.merged_into for entry in self.entries if entry.merged_into}
        object.__setattr__(self, "_targets", {key: _follow(into, key) for key in into})

    def find(self, key: str) -> Entry | None:
        """Return a theme; None if there is none of that key."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def follow(self, key: str) -> str:
        """Return the key under which a theme is counted: that of the theme it was put into, if it was."""
        return self._targets.get(key, key)

    def follow_all(self, keys: Iterable[str]) -> frozenset[str]:
        """Likewise of several."""
        return frozenset(map(self.follow, keys))

    def list_asked(self, circles: Iterable[Circle]) -> list[Entry]:
        """List the themes for these circles, in the order of the book."""
        wanted = frozenset(circles)
        return [entry for entry in self.entries if entry.is_asked and entry.circles & wanted]


def _follow(into: Mapping[str, str], key: str) -> str:
    seen = {key}
    while into.get(key) and into[key] not in seen:
        key = into[key]
        seen.add(key)
    return key


def find_circles(audience: str, timing: Timing) -> frozenset[Circle]:
    """Return the circles that an answer is of. A form for everyone has themes of all who were there."""
    if audience == Audience.CHILD:
        return frozenset({Circle.CHILD_AFTER if timing is Timing.AFTER else Circle.CHILD_BEFORE})
    if audience in set(Circle):
        return frozenset({Circle(audience)})
    return frozenset(Circle) - {Circle.CHILD_BEFORE}


@cache
def read_starting_book() -> Book:
    """Read the shipped table."""
    lines = STARTING_BOOK.read_text(encoding="utf-8").splitlines()
    rows = [_split(line) for line in lines if line.startswith("|")][2:]
    return Book(tuple(_read_row(place, cells) for place, cells in enumerate(rows, 1)), is_shipped=True)


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _read_row(place: int, cells: Sequence[str]) -> Entry:
    key, circles, title, belongs, does_not = cells
    return Entry(key, title, belongs, does_not, read_circles(circles), place)


def read_circles(written: str) -> frozenset[Circle]:
    """Read circles as they are kept. What is none any more is left out."""
    return frozenset(
        Circle if written == ALL else (Circle(code) for code in written.split() if _is_one(code))
    )


def _is_one(code: str) -> bool:
    return code in set(Circle)


def write_circles(circles: Iterable[Circle]) -> str:
    """Write circles as they are kept, always in the same order."""
    held = frozenset(circles)
    return " ".join(circle for circle in Circle if circle in held)


async def read_book(store: Store) -> Book:
    """Read the council's book; the shipped one while it has none. Raises StoreUnavailableError."""
    table = table_of(BookTheme)
    rows = await store.read(table.select().order_by(table.c.place, table.c.key))
    return Book(tuple(map(_make_entry, rows))) if rows else read_starting_book()


def _make_entry(row: Row) -> Entry:
    return Entry(
        key=row["key"],
        title=row["title"],
        belongs=row["belongs"],
        does_not=row["does_not"],
        circles=read_circles(row["circles"]),
        place=row["place"],
        is_retired=row["retired_at"] is not None,
        merged_into=row["merged_into"],
    )
