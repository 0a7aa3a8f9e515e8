"""The store: write units, read rows."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from forms.problems import StoreUnavailableError
from forms.records import Mark
from forms.store.engines import empty_log, make_reading_engine, make_writing_engine, measure_tables
from forms.store.faults import Fault, RefusedError, describe, judge
from forms.store.writer import MAX_BATCH, Writer
from forms.units import Insert, Key, Rows, Unit, Update, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Executable, RowMapping
    from sqlalchemy.ext.asyncio import AsyncEngine

Result = TypeVar("Result")
__all__ = ["MAX_BATCH", "Store"]


class Store:
    """A database that is ready: its schema is there, its writer runs. Made by `Store.open`."""

    def __init__(self, database_url: str, reading: AsyncEngine, writer: Writer) -> None:
        self._database_url = database_url
        self._reading = reading
        self._writer = writer

    @classmethod
    async def open(cls, database_url: str, *, batch_limit: int = MAX_BATCH) -> Store:
        """Open a database whose schema stands (`forms.migrations`). Nothing is read or written yet.

        `batch_limit` units at most share a commit; 1 is there to be measured against.
        """
        writer = Writer(make_writing_engine(database_url), batch_limit)
        writer.start()
        return cls(database_url, make_reading_engine(database_url), writer)

    async def write(self, unit: Unit[Result]) -> Result:
        """Carry out a unit; when this returns, it is durable. Cancelling the caller does not stop it.

        Raises StoreUnavailableError if nothing could be committed, RefusedError if the database refuses
        what the unit wrote, and whatever the unit's `decide` raised.
        """
        result: Result = await self._writer.write(unit)
        return result

    async def read(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> Sequence[RowMapping]:
        """Read rows as they were last committed; never waits for the writer.

        Raises StoreUnavailableError.
        """
        [rows] = await self.read_each((statement,), parameters)
        return rows

    async def read_each(
        self, statements: Iterable[Executable], parameters: Mapping[str, Any] | None = None
    ) -> list[Sequence[RowMapping]]:
        """Read the rows of several statements, one after the other, as one reader.

        Raises StoreUnavailableError.
        """
        try:
            async with self._reading.connect() as connection:
                return [(await connection.execute(each, parameters)).mappings().all() for each in statements]
        except Exception as error:  # noqa: BLE001 - judged, and told without the database's own text
            if judge(error) is Fault.REFUSED:
                raise RefusedError(describe(error)) from None
            raise StoreUnavailableError(describe(error)) from None

    async def ping(self) -> None:
        """Prove that a row can be committed. Raises StoreUnavailableError."""
        await self.write(_Ping(datetime.now(UTC)))

    async def empty_log(self) -> bool:
        """Leave nothing behind of rows that are gone, as far as it lies with us; False: try again later."""
        try:
            return await asyncio.to_thread(empty_log, self._database_url)
        except sqlite3.Error:
            return False

    async def measure_tables(self) -> bool:
        """Let the database know how large its tables are, if it does not look by itself; False: not now."""
        try:
            await asyncio.to_thread(measure_tables, self._database_url)
        except sqlite3.Error:
            return False
        return True

    async def close(self) -> None:
        """Refuse new units, finish those that wait, and let go of the database."""
        await self._writer.close()
        await self._reading.dispose()


@dataclass(frozen=True, slots=True)
class _Ping:
    """Note the time: a row that really changes."""

    now: datetime
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[None]:
        del rows
        noted = {"value": self.now.isoformat()}
        first = Insert(Mark, {"name": "committed", **noted}, unless_there=True)
        return Writes(None, (first, Update(Mark, {"name": "committed"}, noted)))
