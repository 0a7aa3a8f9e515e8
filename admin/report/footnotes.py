"""The definitions of a report, and everywhere that each is referred to. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.report.written import number_footnotes, write_cell

if TYPE_CHECKING:
    from admin.report.model import Report


@dataclass(frozen=True, slots=True)
class Place:
    """Where a definition is referred to: the id of the link, the row, and the table."""

    id: str
    name: str
    caption: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A definition, and everywhere that it is referred to."""

    number: int
    words: str
    places: tuple[Place, ...]


def list_footnotes(report: Report) -> list[Footnote]:
    """List the definitions with every place that they are referred to from."""
    places: dict[str, list[Place]] = {}
    for table in report.tables:
        for at, row in enumerate(table.rows):
            if row.footnote:
                name = write_cell(row.cells[0], table.columns[0].holds)
                place = Place(f"ref-{table.key}-{at}", name, table.caption)
                places.setdefault(row.footnote, []).append(place)
    numbers = number_footnotes(report)
    return [Footnote(numbers[words], words, tuple(found)) for words, found in places.items()]
