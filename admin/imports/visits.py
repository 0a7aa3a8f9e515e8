"""Visits between reviews: which columns, how one row is read, and how visits are stored."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from admin.imports.cells import list_values, one_of, read_text, read_yes_no
from admin.imports.dates import read_date
from admin.imports.desk import Desk, name_outcome
from admin.imports.entries import RowResult, is_refused, read_cells, refuse_cell
from admin.imports.findings import Check, Finding
from admin.imports.seen import Seen
from forms.records import Child, Iro, Visit
from forms.units import Key, Rows, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from admin.imports.cells import Reader
    from admin.imports.entries import Keeper
    from admin.imports.table import SourceRow, Table

OUTCOMES = ("done", "failed", "declined")
READERS: dict[str, Reader] = {
    "child_ref": read_text,
    "iro_ref": read_text,
    "visited_on": read_date,
    "outcome": one_of(*OUTCOMES, needed=True),
    "mode": one_of("in_person", "virtual", "hybrid", "phone", "video", "text"),
    "views_recorded": read_yes_no,
}
NEEDED = {"child_ref": "a reference", "visited_on": "a date", "outcome": list_values(OUTCOMES)}
"""Cells without which a row is no visit, and what was expected there."""


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """A visit to keep. `occurrence` counts those like it in earlier rows of the file, from 0.

    `mode` and `views_recorded` are in `said` only where the file has the column.
    """

    child_ref: str
    iro_ref: str
    visited_on: date
    outcome: str
    occurrence: int
    said: tuple[tuple[str, str | bool | None], ...] = ()

    @property
    def id(self) -> str:
        """Make the visit's id: visits have no reference of their own."""
        parts = (self.child_ref, self.iro_ref, str(self.visited_on), self.outcome, str(self.occurrence))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


@dataclass(slots=True)
class VisitReader:
    """Reads rows of `visits`. A visit is its child, IRO, day and outcome, and its order among such."""

    today: date
    required: tuple[str, ...] = ("child_ref", "iro_ref", "visited_on", "outcome")
    known: frozenset[str] = frozenset(READERS)
    _occurrences: Counter[tuple[str, ...]] = field(default_factory=Counter)

    async def prepare(self, store: Keeper, table: Table) -> None:
        """Look up nothing: each row says all of itself."""

    def read(self, row: SourceRow) -> RowResult[VisitEntry]:
        """Read one row that is not blank."""
        values, findings = read_cells(row, READERS)
        findings += [refuse_cell(row, name, said) for name, said in NEEDED.items() if not row.cells[name]]
        if is_refused(findings):
            return RowResult(findings=tuple(findings))
        like = tuple(str(values[name]) for name in self.required)
        findings += Seen(self.today).check_held(
            row, "visited_on", values["visited_on"], "the visit is given with its outcome"
        )
        findings += self._warn_of_repeat(row, like)
        said = tuple((name, values[name]) for name in ("mode", "views_recorded") if name in values)
        entry = VisitEntry(
            **{name: values[name] for name in self.required}, occurrence=self._occurrences[like], said=said
        )
        self._occurrences[like] += 1
        return RowResult(entry, tuple(findings))

    def finish(self) -> Iterable[VisitEntry]:
        """Hold nothing back."""
        return ()

    async def keep(self, store: Keeper, entries: Sequence[VisitEntry]) -> Counter[str]:
        """Store entries in one transaction. Raises StoreUnavailableError."""
        return await store.write(VisitUnit(tuple(entries)))

    def _warn_of_repeat(self, row: SourceRow, like: tuple[str, ...]) -> list[Finding]:
        if not self._occurrences[like]:
            return []
        text = "this child has such a visit on this day in an earlier row; both are kept"
        return [Finding(row.number, "visited_on", Check.DUPLICATE, text)]


@dataclass(frozen=True, slots=True)
class VisitUnit:
    """Visits to store, with the children and IROs that are new."""

    entries: tuple[VisitEntry, ...]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read: visits, children, IROs."""
        return tuple(dict.fromkeys(key for entry in self.entries for key in _list_keys(entry)))

    def decide(self, rows: Rows) -> Writes[Counter[str]]:
        """Count what is added, updated and unchanged."""
        desk = Desk(rows)
        outcomes = Counter(_keep(desk, entry) for entry in self.entries)
        return Writes(outcomes, tuple(desk.list_writes()))


def _keep(desk: Desk, entry: VisitEntry) -> str:
    key, *others = _list_keys(entry)
    is_new = desk.find(key) is None
    for other in others:
        desk.put(other, {})
    stated = {name: value for name, value in asdict(entry).items() if name not in {"said", "occurrence"}}
    return name_outcome(is_new=is_new, changed=desk.put(key, stated | dict(entry.said)))


def _list_keys(entry: VisitEntry) -> Iterator[Key]:
    yield Key(Visit, "id", entry.id)
    yield Key(Child, "child_ref", entry.child_ref)
    if entry.iro_ref:
        yield Key(Iro, "iro_ref", entry.iro_ref)
