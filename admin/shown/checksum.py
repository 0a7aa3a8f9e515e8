"""A checksum of figures, so that a file of a report can be held against the database years later. Pure.

It is SHA-256 over a form of the rows that is the same on every machine: JSON in ASCII, a row a line, sorted;
before them one line with the period, the definition and below which count numbers are hidden. When it was
counted is not in it: the same figures on another day have the same checksum.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from admin.shown.model import Mark
from admin.shown.rows import FigureRow, Place, list_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.shown.model import ShownSummary

FORM = "haveyoursay figures 1"
"""Names this way of writing them; another way gets another number, and files of the old one stay readable."""
ROW_CELLS = 5


def find_checksum(shown: ShownSummary) -> str:
    """Return the checksum of what is shown, in hexadecimal."""
    return hash_canonical(write_canonical(shown))


def hash_canonical(canonical: bytes) -> str:
    """Return the checksum of figures that are written already."""
    return hashlib.sha256(canonical).hexdigest()


def write_canonical(shown: ShownSummary) -> bytes:
    """Write the figures in the form that the checksum is of."""
    period = shown.period
    head = (
        FORM,
        period.first_on.isoformat(),
        period.last_on.isoformat(),
        shown.definition.value,
        shown.hidden_below,
    )
    return _write_lines((head, *map(_list_cells, list_rows(shown))))


def read_canonical(canonical: bytes) -> tuple[FigureRow, ...]:
    """Read the rows back. Raises ValueError where it is not what `write_canonical` writes."""
    head, *lines = canonical.decode("ascii").splitlines() or [""]
    if not head.startswith(f'["{FORM}",'):
        raise ValueError("not figures in the form that is known here")
    return tuple(_read_row(json.loads(line)) for line in lines)


def _write_lines(lines: Iterable[tuple[object, ...]]) -> bytes:
    return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode("ascii")


def _list_cells(row: FigureRow) -> tuple[object, ...]:
    place = row.place
    return (place.section, place.name, place.key, place.what, row.value)


def _read_row(cells: object) -> FigureRow:
    if not isinstance(cells, list) or len(cells) != ROW_CELLS:
        raise ValueError("a row of figures has five cells")
    section, name, key, what, value = cells
    return FigureRow(Place(section, name, key, what), Mark(value) if isinstance(value, str) else value)
