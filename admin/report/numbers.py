"""How numbers, nouns and periods are written in a sentence, and shares of numbers that are shown. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeGuard

from admin.disclosure import find_whole_percent
from admin.measures.shares import find_percent
from admin.periods import Period, find_council_year, find_month, list_quarters
from admin.report.model import Holds
from admin.report.written import write_number
from admin.shown.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from admin.shown.model import Number


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: one of it, and several."""

    one: str
    many: str

    def write(self, count: float) -> str:
        """Write so many of it: "1 review", "4,758 reviews"."""
        return f"{write_count(count)} {self.one if count == 1 else self.many}"


REVIEW = Noun("review", "reviews")
ANSWER = Noun("person", "people")


def is_known(number: Number | None) -> TypeGuard[float]:
    """Tell whether there is a number: neither hidden, nor none."""
    return number is not None and not isinstance(number, Mark)


def write_count(count: float) -> str:
    """Write a count with its thousands parted."""
    return f"{count:,}"


def write_percent(percent: float) -> str:
    """Write a percentage as a table does: whole, or with its decimal."""
    return write_number(percent, Holds.PERCENT)


def write_points(points: float) -> str:
    """Write a difference of percentages without its sign."""
    said = write_number(abs(points), Holds.NUMBER)
    return f"{said} point" if abs(points) == 1 else f"{said} points"


def round_like(percent: float, bound: float) -> float:
    """Round a bound as the percentage that it belongs to: half up to a whole number, where that is whole."""
    return int(bound + 0.5) if isinstance(percent, int) else bound


def make_whole(number: float) -> float:
    """Return a whole number as one: 95.0 as 95."""
    return int(number) if float(number).is_integer() else number


def quote_words(words: str) -> str:
    """Put words into quotation marks."""
    return f"\N{LEFT SINGLE QUOTATION MARK}{words}\N{RIGHT SINGLE QUOTATION MARK}"


def share_of(count: Number, out_of: Number | None, *, is_published: bool) -> Number:
    """Work out a percentage of numbers that are shown; a mark where one of them is not, or nothing is there.

    Published, it is whole, and there is none on a base under ten.
    """
    if not is_known(count) or not is_known(out_of):
        return Mark.HIDDEN if Mark.HIDDEN in {count, out_of} else Mark.NONE
    if is_published:
        whole = find_whole_percent(int(count), int(out_of))
        return Mark.NONE if whole is None else whole
    percent = find_percent(int(count), int(out_of))
    return Mark.NONE if percent is None else percent


def add_up(numbers: Iterable[Number]) -> Number:
    """Add numbers up; hidden if one of them is."""
    found = tuple(numbers)
    return sum(filter(is_known, found)) if all(map(is_known, found)) else Mark.HIDDEN


def name_length(period: Period) -> str:
    """Say what a period is: a year, a quarter, a month, or just a period."""
    year = find_council_year(period.first_on)
    if period == year:
        return "year"
    if period in list_quarters(year):
        return "quarter"
    return "month" if period == find_month(period.first_on) else "period"


def name_other(period: Period, other: Period) -> str:
    """Say which period another one is, seen from this: the year before, the same month a year earlier."""
    length = name_length(period)
    follows = other.last_on + timedelta(days=1) == period.first_on and name_length(other) == length
    if follows:
        return f"the {length} before"
    if other == move_back(period):
        return f"the same {'days' if length == 'period' else length} a year earlier"
    return f"in {other.name}" if name_length(other) != "period" else f"from {other.name}"


def move_back(period: Period) -> Period:
    """Return the same days a year earlier; the last of February stays the last."""
    return Period(_move_back(period.first_on), _move_back(period.last_on + timedelta(days=1)) - timedelta(1))


def _move_back(day: date) -> date:
    leap = day.month == 2 and day.day == 29  # noqa: PLR2004 - the day that most years lack
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def join_words(words: Iterable[str]) -> str:
    """Join words as one says them: "one, two and three"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def start_sentence(words: str) -> str:
    """Write the first letter large."""
    return f"{words[:1].upper()}{words[1:]}"


def write_short(period: Period) -> str:
    """Write a period for the head of a column: a council's year as 2025-26, any other by its name."""
    is_year = name_length(period) == "year"
    return f"{period.first_on.year}-{period.last_on:%y}" if is_year else period.name


def lower_first(words: str) -> str:
    """Write the first letter small, as within a sentence; not that of a short form in capitals."""
    is_short_form = words[:2].isalpha() and words[:2].isupper()
    return words if is_short_form else f"{words[:1].lower()}{words[1:]}"


def head_other(period: Period, other: Period) -> str:
    """Name another period for the head of a column: "Year before", "Same month a year earlier"."""
    return start_sentence(name_other(period, other).removeprefix("the ").removeprefix("in "))
