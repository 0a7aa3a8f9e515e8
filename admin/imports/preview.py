"""What an import will do, told before it is done: what is new, what changes into what, what is refused."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from admin.imports.desk import ADDED, UNCHANGED, UPDATED
from admin.imports.findings import Finding, Tally
from admin.imports.rehearsal import Rehearsal
from admin.imports.run import ImportRun, Watch, list_notices
from forms.records import Child, Iro, Review, Sitting, Visit
from forms.units import Delete, Insert, Key, Update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from admin.imports.entries import RowReader
    from admin.imports.table import Table
    from forms.store import Store
    from forms.units import Row, Write

NEW, CHANGED, GONE = "new", "changed", "gone"
REVIEW, VISIT, CHILD, IRO = "review", "visit", "child", "IRO"
BLANK = "blank"
MANY = 1_000_000
"""More rows than any file has: all of them are decided on together."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One column that changes; `old` is empty of what is new."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One review, visit, child or IRO that is new, changes, or gives way to another."""

    kind: str
    name: str
    what: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """All that is to be known before an import. `refused` and `warned` are findings, in the file's order."""

    counts: Mapping[str, int]
    notices: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def refused(self) -> tuple[Finding, ...]:
        """What keeps rows out."""
        return tuple(finding for finding in self.findings if finding.refuses)

    @property
    def warned(self) -> tuple[Finding, ...]:
        """What is kept and should be looked at."""
        return tuple(finding for finding in self.findings if not finding.refuses)


async def preview(
    store: Store, reader: RowReader[Any], table: Table, on_row: Callable[[], None] = lambda: None
) -> Preview:
    """Read the whole file and tell what its import would do. Raises StoreUnavailableError."""
    await reader.prepare(store, table)
    findings: list[Finding] = []
    rehearsal = Rehearsal(store)
    watch = Watch(on_finding=findings.append, on_row=on_row)
    run: ImportRun[Any] = ImportRun(table, reader, watch, rehearsal, together=MANY)
    tally = await run.carry_out()
    changes = await asyncio.to_thread(_list_changes, rehearsal)
    return Preview(
        counts=count(tally),
        notices=tuple(list_notices(table, reader.known)),
        findings=tuple(findings),
        changes=changes,
    )


def _list_changes(rehearsal: Rehearsal) -> tuple[Change, ...]:
    """List what changes, in an order: in a thread of its own, since they may be thousands."""
    return tuple(sorted(_Teller(rehearsal.rows).tell(rehearsal.writes), key=_place))


def count(tally: Tally) -> dict[str, int]:
    """Return the numbers of an import: of rows, and what came of them."""
    kept = {outcome: tally.stored[outcome] for outcome in (ADDED, UPDATED, UNCHANGED)}
    return {
        "rows": tally.read,
        **kept,
        "refused": tally.refused,
        "blank": tally.blank,
        "empty": tally.empty,
        "kept": tally.kept,
        **{outcome: number for outcome, number in tally.stored.items() if outcome not in kept},
    }


_KINDS = (REVIEW, VISIT, CHILD, IRO)
_WHATS = (CHANGED, GONE, NEW)


def _place(change: Change) -> tuple[int, int, str]:
    """Sort what changes before what is new: it is what a person must look at."""
    return _WHATS.index(change.what), _KINDS.index(change.kind), change.name


@dataclass(slots=True)
class _Teller:
    """Makes changes of writes, given the rows as they were."""

    rows: Mapping[Key, Row]
    cells: dict[tuple[str, str], list[Cell]] = field(default_factory=lambda: defaultdict(list))
    whats: dict[tuple[str, str], str] = field(default_factory=dict)

    def tell(self, writes: Iterable[Write]) -> Iterator[Change]:
        """Yield what changes. What only follows from it (invitations, days before) is left out."""
        for write in writes:
            self._note(write)
        for (kind, name), what in self.whats.items():
            yield Change(kind, name, what, tuple(self.cells[kind, name]))

    def _note(self, write: Write) -> None:
        if write.table is Sitting:
            self._note_sitting(write)
        elif isinstance(write, Delete):
            self.whats[REVIEW, str(write.key["review_ref"])] = GONE
        elif isinstance(write, Insert) and write.table in _NAMES:
            self._note_row(write.table, write.values, NEW)
        elif isinstance(write, Update) and write.table in _NAMES:
            self._note_row(write.table, {**write.values, **write.key}, CHANGED)

    def _note_row(self, table: Any, values: Row, what: str) -> None:  # noqa: ANN401 - a record's class
        kind, column = _NAMES[table]
        old = self.rows.get(Key(table, column, values[column])) or {}
        name = (kind, _name(table, {**old, **values}))
        self.whats[name] = what
        self.cells[name] += [
            Cell(shown, say(old.get(shown)) if old else "", say(value))
            for shown, value in values.items()
            if shown not in _LEFT_OUT and (old.get(shown) != value if old else value not in (None, ""))
        ]

    def _note_sitting(self, write: Write) -> None:
        key = write.values if isinstance(write, Insert) else write.key
        name = (REVIEW, str(key["review_ref"]))
        self.whats.setdefault(name, CHANGED)
        number = f"sitting {key['number']}" if "number" in key else "sittings"
        day = say(write.values["held_on"]) if isinstance(write, Insert | Update) else "taken out"
        self.cells[name].append(Cell(number, "", day))


_NAMES: Mapping[Any, tuple[str, str]] = {
    Review: (REVIEW, "review_ref"),
    Visit: (VISIT, "id"),
    Child: (CHILD, "child_ref"),
    Iro: (IRO, "iro_ref"),
}
"""The tables that a person is told of: what a row is called, and its key."""
_LEFT_OUT = frozenset({"id", "review_ref", "source", "recorded_at"})


def _name(table: Any, values: Row) -> str:  # noqa: ANN401 - a record's class
    """Name a row as the file does; a visit has no reference of its own."""
    if table is Visit:
        return f"{values['child_ref']}, {say(values['visited_on'])}, {values['outcome']}"
    return str(values[_NAMES[table][1]])


def say(value: object) -> str:
    """Say a value as people do."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value not in (None, "") else BLANK


def write_preview(found: Preview) -> str:
    """Write a preview down, to be sealed."""
    return json.dumps(asdict(found), ensure_ascii=False)


def read_preview(written: str) -> Preview:
    """Read what was written down."""
    found = json.loads(written)
    return Preview(
        counts=found["counts"],
        notices=tuple(found["notices"]),
        findings=tuple(Finding(**finding) for finding in found["findings"]),
        changes=tuple(
            Change(**{**change, "cells": tuple(Cell(**cell) for cell in change["cells"])})
            for change in found["changes"]
        ),
    )
