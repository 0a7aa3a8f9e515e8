"""One import from the file to the counts: rows are read, judged and stored a hundred at a time."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic

from admin.imports.entries import Kept
from admin.imports.findings import ERASED, LEFT_OUT, Tally
from admin.imports.lookups import find_erased

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from admin.imports.entries import Keeper, RowReader
    from admin.imports.findings import Finding
    from admin.imports.table import SourceRow, Table

ROWS_TOGETHER = 100
"""Rows in one transaction: a conversation that wants to be saved meanwhile waits some 10 ms."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Whoever looks on while an import runs."""

    on_finding: Callable[[Finding], None]
    on_row: Callable[[], None]


@dataclass(slots=True)
class ImportRun(Generic[Kept]):
    """An import of one table. `store` is None for a dry run: everything is read, nothing is stored.

    With `all_or_nothing` one refused row keeps every other row out.
    """

    table: Table
    reader: RowReader[Kept]
    watch: Watch
    store: Keeper | None = None
    all_or_nothing: bool = False
    together: int = ROWS_TOGETHER
    tally: Tally = field(default_factory=Tally)
    _waiting: list[Kept] = field(default_factory=list)

    async def carry_out(self) -> Tally:
        """Read to the end. Raises StoreUnavailableError; what was stored by then stays stored."""
        for row in self.table.read_rows():
            self._read(row)
            self.watch.on_row()
            await self._keep_enough()
            if not self.tally.read % ROWS_TOGETHER:
                await asyncio.sleep(0)  # whoever answers meanwhile is not kept waiting
        for entry in self.reader.finish():
            self._waiting.append(entry)
            await self._keep_enough()
        if self.is_stored:
            await self._keep()
        return self.tally

    @property
    def is_stored(self) -> bool:
        """Tell whether rows are stored at all."""
        return self.store is not None and not (self.all_or_nothing and self.tally.refused)

    def _read(self, row: SourceRow) -> None:
        self.tally.read += 1
        if row.is_blank:
            self.tally.blank += 1
            return
        result = self.reader.read(row)
        self.tally.add(result.findings, kept=result.is_kept)
        for finding in result.findings:
            self.watch.on_finding(finding)
        if result.entry is not None:
            self._waiting.append(result.entry)

    async def _keep_enough(self) -> None:
        if not self.all_or_nothing and len(self._waiting) >= self.together:
            await self._keep()

    async def _keep(self) -> None:
        waiting, self._waiting = self._waiting, []
        if self.store is not None and waiting:
            erased = await find_erased(self.store, waiting)
            entries = [entry for entry in waiting if entry not in erased]
            stored = await self.reader.keep(self.store, entries) if entries else Counter[str]()
            stored[ERASED] = len(erased)
            self.tally.stored += stored
            self.tally.kept -= stored[LEFT_OUT] + stored[ERASED]


def list_notices(table: Table, known: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each column that is not used."""
    for place, column in enumerate(table.columns, 1):
        if not column:
            yield f"column {place} has no heading and was left out"
        elif column not in known:
            yield f"column {column} is not known and was left out"
