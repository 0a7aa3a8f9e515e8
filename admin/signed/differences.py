"""What differs between figures that were signed, or stand in a file, and those that are counted now. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from admin.markdown import make_title
from admin.shown.rows import TARGET, index_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from admin.shown.model import Number
    from admin.shown.rows import FigureRow, Place


class Figure(NamedTuple):
    """Which figure: its numbers stand together in one line."""

    section: str
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that is another now; None where there was, or is, none."""

    place: Place
    then: Number | None
    now: Number | None

    @property
    def figure(self) -> Figure:
        """Which figure it belongs to."""
        return Figure(self.place.section, self.place.name, self.place.key)

    @property
    def change(self) -> int | float | None:
        """How much more it is now; None where a mark stands on either side, or nothing."""
        then, now = self.then, self.now
        if isinstance(then, int | float) and isinstance(now, int | float):
            return round(now - then, 2)
        return None


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of which some number differs: how it was said then, how it is now."""

    figure: Figure
    then: str
    now: str
    change: str

    @property
    def title(self) -> str:
        """What it is called."""
        return " · ".join(filter(None, (make_title(self.figure.name), self.figure.key.replace("_", " "))))


def find_differences(then: Iterable[FigureRow], now: Iterable[FigureRow]) -> tuple[Difference, ...]:
    """Find every number that differs, in the order of the places.

    Only sections that were there then are looked at: whatever is counted in a way that nobody counted then is
    no difference. What of such a section is there on one side alone is one.
    """
    before, after = index_rows(then), index_rows(now)
    sections = {place.section for place in before}
    places = sorted(place for place in before.keys() | after.keys() if place.section in sections)
    found = (Difference(place, before.get(place), after.get(place)) for place in places)
    return tuple(one for one in found if one.then != one.now)


def list_lines(
    differences: Iterable[Difference], then: Iterable[FigureRow], now: Iterable[FigureRow]
) -> tuple[Line, ...]:
    """Put what differs into lines, one a figure, with its other numbers beside."""
    before, after = _gather(then), _gather(now)
    changes: dict[Figure, dict[str, int | float | None]] = {}
    for one in differences:
        changes.setdefault(one.figure, {})[one.place.what] = one.change
    return tuple(
        Line(
            figure,
            write_numbers(before.get(figure, {})),
            write_numbers(after.get(figure, {})),
            _write_change(changed),
        )
        for figure, changed in changes.items()
    )


def _gather(rows: Iterable[FigureRow]) -> dict[Figure, dict[str, Number]]:
    """Put the numbers of each figure together; what is aimed at is none of them."""
    found: dict[Figure, dict[str, Number]] = {}
    for row in rows:
        place = row.place
        if place.what == TARGET:
            continue
        found.setdefault(Figure(place.section, place.name, place.key), {})[place.what] = row.value
    return found


def write_numbers(numbers: Mapping[str, Number]) -> str:
    """Say a figure's numbers in one line: `671 of 716, 93.7 %`; nothing where there are none."""
    parts = []
    if "count" in numbers:
        of = f" of {_write(numbers['out_of'])}" if "out_of" in numbers else ""
        parts.append(f"{_write(numbers['count'])}{of}")
    if "percent" in numbers:
        parts.append(f"{numbers['percent']} %")
    if "low" in numbers:
        parts.append(f"between {numbers['low']} % and {numbers.get('high')} %")
    said = {"count", "out_of", "percent", "low", "high"}
    others = (f"{what.replace('_', ' ')} {_write(one)}" for what, one in numbers.items() if what not in said)
    return ", ".join((*parts, *others))


def _write(number: Number) -> str:
    return f"{number:,}" if isinstance(number, int) else str(number)


def _write_change(changed: Mapping[str, int | float | None]) -> str:
    """Say by how much the leading number changed, with its sign."""
    number = next((value for value in changed.values() if value is not None), None)
    return "" if number is None else f"{number:+}".replace("-", "\N{MINUS SIGN}")
