"""An import that is only looked at: it reads and decides as the import will, and writes nothing."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from admin.imports.lookups import MAX_VALUES
from forms.store.statements import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Executable, RowMapping

    from forms.store import Store
    from forms.units import Key, Result, Row, Unit, Write


@dataclass(frozen=True, slots=True)
class FoundRows:
    """The rows that a unit asked for, as they stand."""

    found: Mapping[Key, Row]

    def get(self, key: Key) -> Row | None:
        """Return the row, or None."""
        return self.found.get(key)


@dataclass(slots=True)
class Rehearsal:
    """Stands where the store would. `writes` are what units decided, `rows` what they saw."""

    store: Store
    writes: list[Write] = field(default_factory=list)
    rows: dict[Key, Row] = field(default_factory=dict)

    async def read(self, statement: Executable, /) -> Sequence[RowMapping]:
        """Read from the store. Raises StoreUnavailableError."""
        return await self.store.read(statement)

    async def write(self, unit: Unit[Result], /) -> Result:
        """Let a unit decide, in a thread of its own: it may take a second. Raises StoreUnavailableError."""
        found = await self._find(unit.reads)
        self.rows.update(found)
        decided = await asyncio.to_thread(unit.decide, FoundRows(found))
        self.writes += decided.writes
        return decided.result

    async def _find(self, keys: Iterable[Key]) -> dict[Key, Row]:
        asked: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for key in keys:
            asked[key.table.__name__, key.column].append(key)
        found: dict[Key, Row] = {}
        for wanted in asked.values():
            for start in range(0, len(wanted), MAX_VALUES):
                found |= await self._find_some(wanted[start : start + MAX_VALUES])
        return found

    async def _find_some(self, keys: Sequence[Key]) -> dict[Key, Row]:
        """Find rows of one table by one column."""
        column = table_of(keys[0].table).c[keys[0].column]
        by_value = {key.value: key for key in keys}
        rows = await self.store.read(select(column.table).where(column.in_(list(by_value))))
        return {by_value[row[column.name]]: row for row in rows}
