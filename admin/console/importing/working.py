"""Reading and importing files while pages are served: one at a time, in tasks that can be left alone.

A process says every two seconds that it works on a file. One that was killed says so no more: another, or
the next to start, does the same work again from the sealed file. What was stored is met as it is.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from admin.console.answers.bringing import bring_answers
from admin.console.answers.held import is_of_answers
from admin.console.importing.files import (
    KEPT_FOR,
    STOPPED_AT,
    State,
    StepUnit,
    WorkUnit,
    clear_files,
    end,
    find_file,
    list_left,
    open_content,
    seal_preview,
)
from admin.console.kept import LATELY
from admin.following import follow_meetings
from admin.imports.kinds import READERS
from admin.imports.preview import count, preview
from admin.imports.run import ImportRun, Watch
from admin.imports.table import FileRefusedError, Upload, open_table
from admin.invitation_rules import make_asking
from forms.london import london_day
from forms.problems import StoreUnavailableError
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Mapping

    from admin.imports.entries import RowReader
    from admin.imports.table import Table
    from forms.units import Row
    from forms.web.parts import Parts

LOG = logging.getLogger(__name__)
CLEAR_SECONDS = 600.0
LOOK_SECONDS = 1.5
"""A page waits so long for what is nearly done."""
BEAT_SECONDS = 2.0
LEFT_SECONDS = 10.0
"""How often it is looked for files that were left."""
HALF_DONE = "It stopped half-way. What was stored stays; bring the file in again, and the rest follows."
LEFT = (
    "The service stopped at {read:,} of {all:,} rows, and the file was kept for an hour only. What was "
    "stored stays; bring the file in again, and the rest follows."
)


@dataclass(slots=True)
class Imports:
    """What this process works on: by file, the task and how many rows it has read of how many."""

    parts: Parts
    on_end: Callable[[], None] = lambda: None
    progress: dict[str, tuple[int, int]] = field(default_factory=dict)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def look_into(self, file_id: str, account_id: str) -> None:
        """Begin to find out what a file will do."""
        self._begin(file_id, account_id, self._look(file_id, account_id))

    def bring_in(self, file_id: str, account_id: str) -> None:
        """Begin to import it."""
        self._begin(file_id, account_id, self._bring(file_id, account_id))

    async def take_up(self) -> None:
        """Go on with what a process began and does no more. Raises StoreUnavailableError."""
        now = self.parts.clock()
        for row in await list_left(self.parts.store, now):
            taken = WorkUnit(row["id"], now, instead_of=row)
            if row["id"] not in self._tasks and await self.parts.store.write(taken):
                LOG.warning("an import that was left half-way is done again")
                await self._go_on(row, is_late=row["given_at"] < now - KEPT_FOR)

    async def _go_on(self, row: Row, *, is_late: bool) -> None:
        if is_late:
            said = LEFT.format(read=row["rows_read"], all=row["rows_all"])
            await self._fail(row["id"], row["account_id"], said)
        elif row["state"] == State.READING:
            self.look_into(row["id"], row["account_id"])
        else:
            self.bring_in(row["id"], row["account_id"])

    def is_at_work(self, file_id: str) -> bool:
        """Tell whether this process works on it."""
        return file_id in self._tasks

    async def wait(self, file_id: str) -> None:
        """Wait a moment for what is under way."""
        task = self._tasks.get(file_id)
        if task is not None:
            await asyncio.wait((task,), timeout=LOOK_SECONDS)

    async def close(self) -> None:
        """Stop what is under way: it can be brought in again."""
        for task in tuple(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _begin(self, file_id: str, account_id: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._carry_out(file_id, account_id, work))
        self._tasks[file_id] = task
        task.add_done_callback(lambda _: self._forget(file_id))

    def _forget(self, file_id: str) -> None:
        self.on_end()
        self._tasks.pop(file_id, None)
        self.progress.pop(file_id, None)

    async def _carry_out(self, file_id: str, account_id: str, work: Coroutine[Any, Any, None]) -> None:
        """Wait for its turn, then work; whatever goes wrong is told on its page."""
        beat = asyncio.create_task(self._beat(file_id))
        try:
            async with self._turn:
                await work
        except asyncio.CancelledError:
            work.close()
            raise
        except Exception as error:  # noqa: BLE001 - told on its page; a traceback could quote the file
            LOG.warning("an import stopped: %s", type(error).__name__)
            await self._fail(file_id, account_id, HALF_DONE)
        finally:
            beat.cancel()

    async def _beat(self, file_id: str) -> None:
        """Say that this process works on it, and how far it has come."""
        while True:
            with suppress(StoreUnavailableError):
                unit = WorkUnit(file_id, self.parts.clock(), self.progress.get(file_id))
                await self.parts.store.write(unit)
            await asyncio.sleep(BEAT_SECONDS)

    async def _fail(self, file_id: str, account_id: str, said: str) -> None:
        with suppress(StoreUnavailableError):
            row = await find_file(self.parts.store, file_id, account_id)
            if row is not None:
                await self._step(file_id, State(row["state"]), end(State.FAILED, {}, said=said))

    async def _look(self, file_id: str, account_id: str) -> None:
        row = await find_file(self.parts.store, file_id, account_id)
        if row is None:
            return
        try:
            reader, table = await self._open(row)
        except FileRefusedError as error:
            await self._step(file_id, State.READING, end(State.FAILED, {}, said=str(error)))
            return
        found = await preview(self.parts.store, reader, table, self._count(file_id, table))
        values = await asyncio.to_thread(seal_preview, self.parts.keys, row, found)
        await self._step(file_id, State.READING, values)

    async def _bring(self, file_id: str, account_id: str) -> None:
        row = await find_file(self.parts.store, file_id, account_id)
        if row is None or row["sealed"] is None:
            return
        bring = self._bring_answers if is_of_answers(row) else self._bring_list
        counts = {**await bring(row), STOPPED_AT: row["rows_read"]}
        await self._step(file_id, State.RUNNING, end(State.DONE, counts))

    async def _bring_answers(self, row: Row) -> Mapping[str, int]:
        def tell(done: int, of: int) -> None:
            self.progress[row["id"]] = (done, of)

        return await bring_answers(self.parts, row, tell)

    async def _bring_list(self, row: Row) -> Mapping[str, int]:
        reader, table = await self._open(row)
        await reader.prepare(self.parts.store, table)
        watch = Watch(on_finding=lambda _: None, on_row=self._count(row["id"], table))
        tally = await ImportRun(table, reader, watch, self.parts.store).carry_out()
        await self._follow()
        return count(tally)

    async def _open(self, row: Row) -> tuple[RowReader[Any], Table]:
        """Open a file and check it as a whole. Raises FileRefusedError, TamperedError."""
        reader = READERS[row["kind"]](london_day(self.parts.clock()))
        upload = Upload("The file", await asyncio.to_thread(open_content, self.parts.keys, row))
        return reader, await asyncio.to_thread(open_table, upload, reader.required)

    def _count(self, file_id: str, table: Table) -> Any:  # noqa: ANN401 - a callable without arguments
        def count_row() -> None:
            done, _ = self.progress.get(file_id, (0, 0))
            self.progress[file_id] = (done + 1, table.rows)

        return count_row

    async def _follow(self) -> None:
        """Let invitations follow the meetings that moved or were stood down."""
        parts = self.parts
        asking = make_asking(parts.settings, london_day(parts.clock()))
        await follow_meetings(parts.store, asking, parts.clock(), parts.library.list_timings())

    async def _step(self, file_id: str, before: State, values: dict[str, Any]) -> None:
        await self.parts.store.write(StepUnit(file_id, before, values))


IMPORTS = web.AppKey("imports", Imports)


async def work_on_imports(app: web.Application) -> AsyncIterator[None]:
    """While the pages are served, clear away what nobody imported, and go on with what was left.

    At the end, stop what is under way.
    """
    app[IMPORTS] = Imports(app[PARTS], app[LATELY].drop)
    chores = [asyncio.create_task(chore) for chore in (_clear_often(app[PARTS]), _take_up(app[IMPORTS]))]
    yield
    for chore in chores:
        chore.cancel()
    await asyncio.gather(*chores, return_exceptions=True)
    await app[IMPORTS].close()


async def _take_up(imports: Imports) -> None:
    while True:
        with suppress(StoreUnavailableError):
            await imports.take_up()
        await asyncio.sleep(LEFT_SECONDS)


async def _clear_often(parts: Parts) -> None:
    while True:
        with suppress(StoreUnavailableError):
            await clear_files(parts.store, parts.clock())
        await asyncio.sleep(CLEAR_SECONDS)
