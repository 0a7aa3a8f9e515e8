"""Making files while pages are served: what is soon there is handed out at once, the rest can be left."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from admin.console.kept import LATELY
from admin.console.made.files import (
    Asked,
    Made,
    Progress,
    StepUnit,
    clear_made,
    seal_made,
    write_asked,
)
from admin.console.staff import STAFF
from forms.problems import StoreUnavailableError
from forms.units import PutUnit
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from admin.accounts.roles import Role
    from forms.web.parts import Parts

    Work = Callable[[Progress], Awaitable[Made]]

LOG = logging.getLogger(__name__)
MADE = "/console/made"
PATIENCE_SECONDS = 1.5
"""A browser waits so long for what is nearly done, and is then told that it is being made."""
BEAT_SECONDS = 2.0
CLEAR_SECONDS = 60.0
BROKEN = "It could not be made. Please ask for it again."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that somebody wants: as what they ask, what it is, and what may come in between."""

    role: Role
    title: str
    faults: Mapping[type[Exception], str] = field(default_factory=dict)
    """What is said of an error that whoever makes it may raise."""


@dataclass(slots=True)
class Making:
    """What this process makes."""

    parts: Parts
    on_end: Callable[[], None] = lambda: None
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    async def hand_out(self, request: web.Request, wanted: Wanted, work: Work) -> web.Response:
        """Answer with the file if it is soon there; else lead to its page, and go on without the browser.

        Raises what `work` does, if that is soon.
        """
        progress = Progress()
        task: asyncio.Task[Made] = asyncio.ensure_future(work(progress))
        self._hold(task)
        await asyncio.wait((task,), timeout=PATIENCE_SECONDS)
        if task.done():
            return send_made(task.result())
        now, account_id = self.parts.clock(), request[STAFF].account_id
        asked = Asked(self.parts.new_id(), account_id, wanted.role, wanted.title, now)
        try:
            await self.parts.store.write(PutUnit((write_asked(asked, progress),)))
        except BaseException:
            task.cancel()
            raise
        self._hold(asyncio.create_task(self._see_through(asked, wanted, task, progress)))
        return go(f"{MADE}/{asked.file_id}")

    async def close(self) -> None:
        """Stop what is being made: it takes back what it minted, and can be asked for again."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _hold(self, task: asyncio.Task[Any]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _see_through(
        self, asked: Asked, wanted: Wanted, task: asyncio.Task[Made], progress: Progress
    ) -> None:
        """Say every two seconds that it is being made; then keep the file, or why there is none."""
        while not task.done():
            await self._step(asked, progress.list_columns(self.parts.clock()))
            await asyncio.wait((task,), timeout=BEAT_SECONDS)
        columns = progress.list_columns(self.parts.clock())
        try:
            sealed = await asyncio.to_thread(seal_made, self.parts.keys, asked.file_id, task.result())
        except Exception as error:  # noqa: BLE001 - told on its page; a traceback could quote a letter
            LOG.warning("a file could not be made: %s", type(error).__name__)
            await self._step(asked, {**columns, "said": wanted.faults.get(type(error), BROKEN)})
        else:
            await self._step(asked, {**columns, **sealed})
        self.on_end()

    async def _step(self, asked: Asked, values: dict[str, Any]) -> None:
        with suppress(StoreUnavailableError):
            await self.parts.store.write(StepUnit(asked.file_id, values))


def send_made(made: Made) -> web.Response:
    """Answer with a file, to be saved."""
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "Content-Type": made.media_type}
    return web.Response(body=made.content, headers=headers)


MAKING = web.AppKey("making", Making)


async def make_files(app: web.Application) -> AsyncIterator[None]:
    """While the pages are served, clear away what nobody saved; at the end, stop what is being made."""
    app[MAKING] = Making(app[PARTS], app[LATELY].drop)
    clearing = asyncio.create_task(_clear_often(app[PARTS], app[LATELY].drop))
    yield
    clearing.cancel()
    await asyncio.gather(clearing, return_exceptions=True)
    await app[MAKING].close()


async def _clear_often(parts: Parts, on_end: Callable[[], None]) -> None:
    while True:
        with suppress(StoreUnavailableError):
            if await clear_made(parts.store, parts.clock()):
                on_end()
        await asyncio.sleep(CLEAR_SECONDS)
