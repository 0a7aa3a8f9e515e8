"""How numbers, marks and words are written in a report: the same in every format. Pure.

A format rounds nothing: a number is written as exactly as it is held, and whoever made the report rounded it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from admin.gathered import How
from admin.report.model import Holds
from admin.shown.model import Mark

if TYPE_CHECKING:
    from admin.report.model import Cell, Chart, Report
    from admin.shown.model import Number

MINUS = "\N{MINUS SIGN}"
"""A screen reader says it; of a hyphen it says nothing."""
NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What no HTML and no XML may hold: control characters, halves of a character."""
HOW = {
    How.OWN_WORDS: "in their own words",
    How.WRITTEN_DOWN: "written down by somebody else",
    How.OBSERVED: "seen by somebody, not said",
}
NO_NUMBER = "z: there is none, or too few people for a percentage."


def write_number(number: Number, holds: Holds) -> str:
    """Write a number with its sign or unit; a mark as its letter."""
    if isinstance(number, Mark):
        return number.value
    match holds:
        case Holds.PERCENT:
            return f"{_write_decimal(number)} %"
        case Holds.POINTS:
            return _write_signed(number)
        case Holds.NUMBER | Holds.COUNT | Holds.WORDS:
            return _write_decimal(number).replace("-", MINUS)
        case _:
            assert_never(holds)


def write_cell(cell: Cell, holds: Holds) -> str:
    """Write a cell of a column; nothing where nothing stands."""
    if cell is None:
        return ""
    if isinstance(cell, str) and not isinstance(cell, Mark):
        return clean(cell)
    return write_number(cell, holds)


def clean(text: str) -> str:
    """Return words without what breaks a file: each such character is a replacement character."""
    return NO_LETTER.sub("\N{REPLACEMENT CHARACTER}", text)


def explain_marks(marks: frozenset[Mark], hidden_below: int | None) -> tuple[str, ...]:
    """Say what the marks mean that stand in a table or a chart."""
    said = {Mark.HIDDEN: _explain_hidden(hidden_below), Mark.NONE: NO_NUMBER}
    return tuple(said[mark] for mark in Mark if mark in marks)


def find_marks(chart: Chart) -> frozenset[Mark]:
    """Return which marks stand in a chart."""
    return frozenset(value for series in chart.series for value in series.values if isinstance(value, Mark))


def number_footnotes(report: Report) -> dict[str, int]:
    """Give each definition a number from 1, in reading order, however often it is referred to."""
    numbers: dict[str, int] = {}
    for table in report.tables:
        for row in table.rows:
            if row.footnote:
                numbers.setdefault(row.footnote, len(numbers) + 1)
    return numbers


def _explain_hidden(below: int | None) -> str:
    small = "a small number" if below is None else f"a number from 1 to {below - 1}"
    return f"c: not shown. It is {small}, or one from which such a number could be worked out."


def _write_decimal(number: float) -> str:
    """Write every digit that is held: 40 as 40, 40.0 as 40.0, and never with an exponent."""
    return f"{Decimal(str(number)):,f}"


def _write_signed(number: float) -> str:
    sign = "+" if number > 0 else MINUS if number < 0 else ""
    return f"{sign}{_write_decimal(abs(number))}"
