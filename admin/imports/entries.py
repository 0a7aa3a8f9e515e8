"""What an import keeps of one row, and the reading of a row that is common to every file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from admin.imports.cells import BadCell, NearMiss, NoLanguage, quote_cell
from admin.imports.findings import Check, Finding

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Executable, RowMapping

    from admin.imports.cells import Reader, Value
    from admin.imports.table import SourceRow, Table
    from forms.units import Result, Unit


class AboutChild(Protocol):
    """What an import keeps: a meeting or a visit of one child."""

    @property
    def child_ref(self) -> str:
        """The council's reference."""
        ...


LANGUAGE = "the ISO code of a language (ar, ckb, fa), or its English name"
Kept = TypeVar("Kept", bound=AboutChild)
"""What a reader makes of a row that can be kept."""


@dataclass(frozen=True, slots=True)
class Sat:
    """One sitting of a meeting as a row gives it. One that was called off is no sitting."""

    number: int
    held_on: date | None
    mode: str
    """Blank: not said."""
    is_called_off: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A row, or the rows of one meeting's sittings, to keep. `review` has the columns that the file states.

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
    rows: int = 1
    """How many rows of the file it was made of."""
    sittings: tuple[Sat, ...] | None = None
    """None: the file says nothing of sittings. None at all (`()`): the meeting is one."""
    unread: frozenset[int | None] = frozenset()
    """The sittings of this meeting whose rows were refused; None for one whose number could not be read."""
    is_part: bool = False
    """More sittings of the meeting are known than the file gives."""
    source: str = "reviews"
    languages: Mapping[str, str] = field(default_factory=dict)
    """The columns of the child about languages; a blank says nothing."""
    is_child_known: bool = True
    """Whether the file names the child. Else `child_ref` is a stand-in, for reviews not known yet."""


@dataclass(frozen=True, slots=True)
class RowResult(Generic[Kept]):
    """What one row came to: an entry, findings, both, or neither (nothing to store)."""

    entry: Kept | None = None
    findings: tuple[Finding, ...] = ()
    is_held_back: bool = False
    """Kept, but given only when the file is read: its meeting has more rows."""

    @property
    def is_kept(self) -> bool:
        """Tell whether the row is kept, now or later."""
        return self.entry is not None or self.is_held_back


class Keeper(Protocol):
    """Where entries are kept: the store, or a rehearsal that writes nothing."""

    async def read(self, statement: Executable, /) -> Sequence[RowMapping]:
        """Read rows."""
        ...

    async def write(self, unit: Unit[Result], /) -> Result:
        """Carry out a unit."""
        ...


class RowReader(Protocol[Kept]):
    """Reads the rows of one kind of file, in order: it remembers what it has seen."""

    required: tuple[str, ...]
    """The columns without which the file is refused."""
    known: frozenset[str]
    """All columns that are read."""

    async def prepare(self, store: Keeper, table: Table) -> None:
        """Look up what reading needs to know. Raises StoreUnavailableError."""
        ...

    def read(self, row: SourceRow) -> RowResult[Kept]:
        """Read one row that is not blank."""
        ...

    def finish(self) -> Iterable[Kept]:
        """Give what was held back until the file was read."""
        ...

    async def keep(self, store: Keeper, entries: Sequence[Kept]) -> Counter[str]:
        """Store entries in one transaction; count their rows by what came of them.

        Raises StoreUnavailableError; then none of them is stored.
        """
        ...


def read_cells(row: SourceRow, readers: Mapping[str, Reader]) -> tuple[dict[str, Any], list[Finding]]:
    """Read the cells of the columns that the file has; each bad one is a finding that refuses the row.

    One that is near enough is kept as the list has it, and reported.
    """
    values = {name: read(row.cells[name]) for name, read in readers.items() if name in row.cells}
    findings = [
        _judge(row, name, value)
        for name, value in values.items()
        if isinstance(value, BadCell | NearMiss | NoLanguage)
    ]
    if row.extra:
        text = f"found more cells than headings ({row.extra}); expected commas inside quotation marks"
        findings.append(Finding(row.number, "", Check.EXTRA_CELLS, text, refuses=True))
    return {name: _settle(value) for name, value in values.items()}, findings


def _settle(value: Value) -> Value:
    if isinstance(value, NoLanguage):
        return ""
    return value.value if isinstance(value, NearMiss) else value


def _judge(row: SourceRow, column: str, value: BadCell | NearMiss | NoLanguage) -> Finding:
    if isinstance(value, BadCell):
        return refuse_cell(row, column, value.expected)
    if isinstance(value, NoLanguage):
        found = f"found {quote_cell(row.cells[column])}, which names no language; the row is kept without it"
        return Finding(row.number, column, Check.NO_LANGUAGE, f"{found}; expected {LANGUAGE}")
    found = f"found other words (length {len(row.cells[column])}), kept as {value.value}"
    return Finding(row.number, column, Check.OTHER_REASON, f"{found}; expected {value.expected}")


def is_refused(findings: Iterable[Finding]) -> bool:
    """Tell whether any of the findings keeps the row out."""
    return any(finding.refuses for finding in findings)


def refuse_cell(row: SourceRow, column: str, expected: str) -> Finding:
    """Say what is wrong with a cell, without showing a person's reference or words again."""
    text = row.cells[column]
    found = "nothing" if not text else "a reference" if column in _NEVER_QUOTED else quote_cell(text)
    return Finding(row.number, column, Check.BAD_CELL, f"found {found}; expected {expected}", refuses=True)


_NEVER_QUOTED = frozenset(
    {
        "child",
        "child_ref",
        "iro_ref",
        "iro_name",
        "review_ref",
        "parents_safe_to_invite",
        "clar_cla_id",
        "clar_cla_review_id",
    }
)
