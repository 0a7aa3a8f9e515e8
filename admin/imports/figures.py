"""Figures that the council published for earlier years, where it has nothing else of them: a small table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from admin.gathering.kinds import Kind
from admin.gathering.units import SHOWN, AddUnit, ChangeUnit, Writer, open_if_whole
from admin.gathering.written import NO_MEASURE, Written, read_written
from admin.imports.desk import ADDED, UNCHANGED, UPDATED
from admin.imports.findings import Check, Finding
from admin.measures.measures import MEASURES
from forms.records import GatheredItem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from datetime import date, datetime

    from admin.imports.table import SourceRow, Table
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row, Unit

REQUIRED = ("measure", "count", "out_of", "from", "to", "source")
NOTE = "note"
PUBLISHED = "As the council published it then."
_TITLES = {measure.name: measure.title or measure.name for measure in MEASURES}
_COLUMNS = {"first_on": "from", "last_on": "to"}
"""Fields of the page whose columns are called otherwise."""


@dataclass(frozen=True, slots=True)
class PastFigure:
    """One row that can be kept, and the id by which it is known again."""

    item_id: str
    written: Written


@dataclass(slots=True)
class PastRead:
    """What a table of them comes to."""

    rows: int = 0
    blank: int = 0
    refused: int = 0
    figures: list[PastFigure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_figures(table: Table, keys: Keys, today: date) -> PastRead:
    """Read every row of an open table."""
    read = PastRead()
    for row in table.read_rows():
        read.rows += 1
        if row.is_blank:
            read.blank += 1
            continue
        faults = _read_one(row, keys, today)
        if isinstance(faults, PastFigure):
            read.figures.append(faults)
        else:
            read.refused += 1
            read.findings += faults
    return read


def _read_one(row: SourceRow, keys: Keys, today: date) -> PastFigure | list[Finding]:
    cells = row.cells
    if cells["measure"] not in _TITLES:
        return [_find(row, "measure", NO_MEASURE)]
    typed = {
        **{name: cells[name] for name in ("measure", "count", "out_of", "source")},
        "first_on": cells["from"],
        "last_on": cells["to"],
        "title": _TITLES[cells["measure"]],
        "note": cells.get(NOTE) or PUBLISHED,
    }
    written = read_written(Kind.ELSEWHERE, {name: [text] for name, text in typed.items()}, today)
    if not isinstance(written, Written):
        return [_find(row, _COLUMNS.get(name, name), text) for name, text in written]
    days = (str(written.columns[name]) for name in ("first_on", "last_on"))
    return PastFigure(keys.mac("past figure", cells["measure"], cells["source"], *days), written)


def _find(row: SourceRow, column: str, text: str) -> Finding:
    return Finding(row.number, column, Check.BAD_CELL, text, refuses=True)


async def find_known(store: Store, figures: list[PastFigure]) -> dict[str, Row]:
    """Find those that are here already, by their ids. Raises StoreUnavailableError."""
    table: Any = GatheredItem.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    ids = [figure.item_id for figure in figures]
    return {row["id"]: row for row in await store.read(table.select().where(table.c.id.in_(ids)))}


def name_change(keys: Keys, figure: PastFigure, known: Row | None) -> str:
    """Name what keeping it comes to."""
    if known is None:
        return ADDED
    is_same = all(known[name] == value for name, value in figure.written.columns.items())
    return UNCHANGED if is_same and open_if_whole(keys, known, SHOWN) == figure.written.shown else UPDATED


@dataclass(frozen=True, slots=True)
class PastKeeper:
    """Keeps figures, each on record; a manager approves them in the console."""

    store: Store
    keys: Keys
    by: str
    now: datetime
    write: Callable[[Unit[bool], str, str], Awaitable[bool]]
    """Carries a unit out and writes down by which action, about what."""

    async def keep(self, figures: list[PastFigure]) -> Counter[str]:
        """Keep them; tell how many are new, changed, as they were. Raises StoreUnavailableError."""
        known = await find_known(self.store, figures)
        counts: Counter[str] = Counter()
        for figure in figures:
            row = known.get(figure.item_id)
            change = name_change(self.keys, figure, row)
            counts[change] += 1
            for unit, action in self._list_units(figure, row, change):
                await self.write(unit, action, figure.item_id)
        return counts

    def _list_units(
        self, figure: PastFigure, known: Row | None, change: str
    ) -> Iterator[tuple[Unit[bool], str]]:
        writer = Writer(self.by, self.now, may_approve=False)
        if change == ADDED:
            yield AddUnit(self.keys, figure.item_id, figure.written, writer), "gathered.add"
        elif change == UPDATED and known is not None:
            edition = known["edition"]
            unit = ChangeUnit(self.keys, figure.item_id, edition, figure.written, writer)
            yield unit, "gathered.change"
