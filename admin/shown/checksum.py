"""A checksum of figures, so that a file of a report can be held against the database years later. Pure.

It is SHA-256 over a form of the rows that is the same on every machine: JSON in ASCII, a row a line, sorted;
before them one line with the period, the definition and below which count numbers are hidden. When it was
counted is not in it: the same figures on another day have the same checksum. Nor are figures of other periods
that stand beside, targets, figures of single teams or age bands, and sums over several forms: the same year
has the same checksum, whatever it is compared with, parted by or added up over.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from admin.measures.kinds import Definition
from admin.periods import Period
from admin.shown.model import Mark
from admin.shown.rows import FigureRow, Place, list_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.shown.model import ShownSummary

FORM = "haveyoursay figures 1"
"""Names this way of writing them; another way gets another number, and files of the old one stay readable."""


@dataclass(frozen=True, slots=True)
class Written:
    """Figures as rows, and what they are the figures of."""

    period: Period
    definition: Definition
    hidden_below: int | None
    rows: tuple[FigureRow, ...]

    @property
    def own(self) -> tuple[FigureRow, ...]:
        """The figures of the period itself, without what stands beside."""
        return tuple(row for row in self.rows if not row.place.is_beside)

    @property
    def checksum(self) -> str:
        """The checksum, in hexadecimal: of the figures of the whole period, by whatever they are parted."""
        whole = (row for row in self.own if not (row.place.is_parted or row.place.is_summed))
        return hashlib.sha256(_write_lines(self, whole)).hexdigest()

    def write(self) -> bytes:
        """Write them all, to be enclosed in a file or kept."""
        return _write_lines(self, self.rows)


def write_down(shown: ShownSummary) -> Written:
    """Write down what is shown."""
    return Written(shown.period, shown.definition, shown.hidden_below, list_rows(shown))


def find_checksum(shown: ShownSummary) -> str:
    """Return the checksum of what is shown, in hexadecimal."""
    return write_down(shown).checksum


def read_written(content: bytes) -> Written:
    """Read figures back. Raises ValueError where it is not what `Written.write` writes."""
    head, *lines = content.decode("ascii").splitlines() or ["null"]
    match json.loads(head):
        case [form, str() as first_on, str() as last_on, str() as definition, int() | None as below] if (
            form == FORM
        ):
            period = Period(date.fromisoformat(first_on), date.fromisoformat(last_on))
        case _:
            raise ValueError("not figures in a form that is known here")
    return Written(
        period, Definition(definition), below, tuple(_read_row(json.loads(line)) for line in lines)
    )


def _write_lines(of: Written, rows: Iterable[FigureRow]) -> bytes:
    days = (of.period.first_on.isoformat(), of.period.last_on.isoformat())
    head = (FORM, *days, of.definition.value, of.hidden_below)
    lines = (json.dumps(line, separators=(",", ":")) + "\n" for line in (head, *map(_list_cells, rows)))
    return "".join(lines).encode("ascii")


def _list_cells(row: FigureRow) -> tuple[object, ...]:
    place = row.place
    return (place.section, place.name, place.key, place.what, row.value)


def _read_row(cells: object) -> FigureRow:
    match cells:
        case [str() as section, str() as name, str() as key, str() as what, int() | float() | str() as value]:
            number = Mark(value) if isinstance(value, str) else value
            return FigureRow(Place(section, name, key, what), number)
        case _:
            raise ValueError("a row of figures is four names and a number")
