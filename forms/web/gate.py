"""Who may send a file now: a few at a time, one from each browser, and no browser without end."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from forms.buckets import Buckets
from forms.limits import FILES_OF_A_BROWSER
from forms.problems import Problem, ProblemCode
from forms.web.faults import ProblemError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

AT_ONCE = 8
"""Requests with files that are read at the same time: they may hold 10 MB each."""
TURN_SECONDS = 15.0
"""To wait for a turn. Meanwhile nothing is read, so nothing is held."""


@dataclass(slots=True)
class Gate:
    """Lets requests with files in. `owner` is the hash that their draft is found by."""

    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _inside: set[str] = field(default_factory=set)
    _files: Buckets = field(default_factory=lambda: Buckets(FILES_OF_A_BROWSER))

    @asynccontextmanager
    async def admit(self, owner: str) -> AsyncIterator[None]:
        """Let one in. Raises ProblemError where waiting a little helps."""
        wait = self._files.take(owner)
        if wait or owner in self._inside:
            raise ProblemError(Problem(ProblemCode.TOO_MANY_FILES, wait or 1))
        self._inside.add(owner)
        try:
            await self._take_turn()
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._inside.discard(owner)

    async def _take_turn(self) -> None:
        try:
            async with asyncio.timeout(TURN_SECONDS):
                await self._turns.acquire()
        except TimeoutError:
            raise ProblemError(Problem(ProblemCode.TOO_MANY_FILES, int(TURN_SECONDS))) from None


GATE = web.AppKey("gate", Gate)
