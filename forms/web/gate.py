"""Who may send a file now: a few at a time, one from each browser, and no browser without end."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from forms.problems import Problem, ProblemCode
from forms.web.faults import ProblemError
from forms.web.throttle import Bucket

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

AT_ONCE = 8
"""Requests with files that are read at the same time: they may hold 10 MB each."""
TURN_SECONDS = 15.0
"""To wait for a turn. Meanwhile nothing is read, so nothing is held."""
TRIES = 20
"""Requests with files from one browser in a row, and then one in every so many seconds."""
TRY_SECONDS = 20.0
MAX_BROWSERS = 5_000
"""Browsers remembered. The one seen longest ago is forgotten first."""


@dataclass(slots=True)
class Gate:
    """Lets requests with files in. `owner` is the hash that their draft is found by."""

    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _inside: set[str] = field(default_factory=set)
    _buckets: OrderedDict[str, Bucket] = field(default_factory=OrderedDict)

    @asynccontextmanager
    async def admit(self, owner: str) -> AsyncIterator[None]:
        """Let one in. Raises ProblemError where waiting a little helps."""
        wait = self._count(owner)
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

    def _count(self, owner: str) -> int:
        """Count a request; return how many seconds its browser should wait, 0 if none."""
        now = time.monotonic()
        bucket = self._buckets.setdefault(owner, Bucket(TRIES, TRIES, TRY_SECONDS, now))
        self._buckets.move_to_end(owner)
        if len(self._buckets) > MAX_BROWSERS:
            self._buckets.popitem(last=False)
        wait = bucket.wait(now)
        if not wait:
            bucket.spend(now)
        return wait


GATE = web.AppKey("gate", Gate)
