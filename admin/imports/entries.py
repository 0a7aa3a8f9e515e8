"""What an import keeps of one row, and the reading of a row that is common to every file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from admin.imports.cells import BadCell, quote_cell
from admin.imports.findings import Check, Finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from admin.imports.cells import Reader, Value
    from admin.imports.table import SourceRow


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that can be kept. `review` holds the columns of its Review that the file states.

    `review_ref` is None where the file does not name the review: it is then found by child and held date,
    `occurrence` counting the reviews of that child on that day within the file, from 0.
    """

    row: int
    child_ref: str
    date_of_birth: date | None
    review: Mapping[str, object]
    held_on: date | None
    review_ref: str | None = None
    occurrence: int = 0
    iro_name: str | None = None


@dataclass(frozen=True, slots=True)
class RowResult:
    """What one row came to: an entry, findings, both, or neither (nothing to store)."""

    entry: Entry | None = None
    findings: tuple[Finding, ...] = ()


class RowReader(Protocol):
    """Reads the rows of one kind of file, in order: it remembers what it has seen."""

    required: tuple[str, ...]
    """The columns without which the file is refused."""
    known: frozenset[str]
    """All columns that are read."""
    later: frozenset[str]
    """Columns of the format that are not read yet."""

    def read(self, row: SourceRow) -> RowResult:
        """Read one row that is not blank."""
        ...


def read_cells(row: SourceRow, readers: Mapping[str, Reader]) -> tuple[dict[str, Value], list[Finding]]:
    """Read the cells of the columns that the file has; each bad one is a finding that refuses the row."""
    values = {name: read(row.cells[name]) for name, read in readers.items() if name in row.cells}
    faults = [
        refuse_cell(row, name, value.expected) for name, value in values.items() if isinstance(value, BadCell)
    ]
    if row.extra:
        text = f"found more cells than headings ({row.extra}); expected commas inside quotation marks"
        faults.append(Finding(row.number, "", Check.EXTRA_CELLS, text, refuses=True))
    return values, faults


def refuse_cell(row: SourceRow, column: str, expected: str) -> Finding:
    """Say what is wrong with a cell, without showing a person's reference or words again."""
    text = row.cells[column]
    found = "nothing" if not text else "a reference" if column in _NEVER_QUOTED else quote_cell(text)
    return Finding(row.number, column, Check.BAD_CELL, f"found {found}; expected {expected}", refuses=True)


_NEVER_QUOTED = frozenset({"child", "child_ref", "iro_ref", "iro_name", "review_ref"})


@dataclass(slots=True)
class Seen:
    """What earlier rows of the same file said, for the warnings that no single row can give."""

    today: date
    birth_dates: dict[str, date] = field(default_factory=dict)

    def check_birth_date(
        self, row: SourceRow, column: str, child_ref: str, born: date | None
    ) -> list[Finding]:
        """Warn where the file gives a child two dates of birth; the first one stands."""
        if born is None or self.birth_dates.setdefault(child_ref, born) == born:
            return []
        text = "this child has another date of birth in an earlier row; the first one is kept"
        return [Finding(row.number, column, Check.TWO_BIRTH_DATES, text)]

    def check_held(self, row: SourceRow, column: str, held_on: date | None) -> list[Finding]:
        """Warn about a review held in the future."""
        if held_on is None or held_on <= self.today:
            return []
        text = f"{held_on:%d/%m/%Y} is still to come, yet the review is given as held"
        return [Finding(row.number, column, Check.FUTURE_DATE, text)]
