"""What a report is made of: sections, and in them words, tables, charts, quotations. Pure.

`admin.report.chapter` writes it from the figures as they may be shown (`admin.shown.model`); each format
(`word`, `excel`, `page`, `as_markdown`) prints it and adds nothing. So the same numbers stand in all of them,
and a number that is hidden is hidden in the chart, in the workbook inside the chart, and in the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from admin.shown.model import Mark, Number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from admin.gathered import How
    from admin.periods import Period


class Manner(StrEnum):
    """How a paragraph is meant."""

    PLAIN = "plain"
    LEAD = "lead"
    """The one sentence of a section that somebody in a hurry reads."""
    NOTE = "note"
    """How something is counted."""
    CAVEAT = "caveat"
    """What a reader must know before quoting the figure."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    words: str
    manner: Manner = Manner.PLAIN


@dataclass(frozen=True, slots=True)
class Bullets:
    """A short list."""

    items: tuple[str, ...]


class Holds(StrEnum):
    """What stands in a column."""

    WORDS = "words"
    COUNT = "count"
    PERCENT = "percent"
    """0 to 100; a format writes the sign."""
    POINTS = "points"
    """A difference of percentages, with its sign."""
    NUMBER = "number"
    """A mean or a median."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    holds: Holds = Holds.COUNT


Cell: TypeAlias = "str | Number | None"
"""None: nothing stands there. A `Mark` is written as its sign; a table that has one says what it means."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `footnote` is what its first cell means: its definition."""

    cells: tuple[Cell, ...]
    footnote: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `key` is unique in a report, in lower-case letters, digits and underscores; it names sheets.

    The first column holds words, and heads its row.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def marks(self) -> frozenset[Mark]:
        """Which marks stand in it."""
        return frozenset(cell for row in self.rows for cell in row.cells if isinstance(cell, Mark))


class Drawn(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    """Lying bars, one category under the other: answers to a question."""
    COLUMNS = "columns"
    """Standing columns: a scale from low to high, or periods."""
    STACKED = "stacked"
    """One bar a category, parted by the series: the five states of contact."""
    LINES = "lines"
    """Over years."""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers, as many as there are categories. A mark or None is a gap, never a zero."""

    name: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: nothing is drawn that stands in no table of the report. `alt` says what is to be seen."""

    key: str
    caption: str
    drawn: Drawn
    holds: Holds
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Approved words, and whose they are."""

    words: str
    who: str
    how: How


@dataclass(frozen=True, slots=True)
class SaidAndDone:
    """What was said, what was done about it, and what came of it (words; empty while that is open)."""

    said: str
    done: str
    outcome: str = ""


Block: TypeAlias = "Text | Bullets | Table | Chart | Quotation | SaidAndDone"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every file of a report carries, so that it can be held against the database later.

    `checksum` is of the figures (`admin.shown.checksum`), in hexadecimal; empty where none was made.
    """

    period: Period
    definition: str
    hidden_below: int | None
    made_at: datetime
    version: str
    checksum: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A chapter, a pack or a sheet."""

    title: str
    council: str
    sections: tuple[Section, ...]
    stamp: Stamp
    subtitle: str = ""

    def walk(self) -> Iterator[tuple[int, Section]]:
        """Yield every section with its level, 1 for the highest, in reading order."""
        yield from _walk(self.sections, 1)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in reading order."""
        return tuple(
            block for _, section in self.walk() for block in section.blocks if isinstance(block, Table)
        )


def _walk(sections: tuple[Section, ...], level: int) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield level, section
        yield from _walk(section.sections, level + 1)
