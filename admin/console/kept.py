"""What took long to make is kept for some minutes, for those who ask for the same again."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from aiohttp import web

from admin.sent import count_sent
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

KEPT_FOR = timedelta(minutes=10)
LOOK_SECONDS = 1.5
"""A page waits so long for what is nearly done, and then says that it is being made."""
AT_ONCE_SECONDS = 0.1
"""Or so long, where it can show what was known before."""
Thing = TypeVar("Thing")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Held(Generic[Thing]):
    """Something, and when it was made: the page says so."""

    thing: Thing
    made_at: datetime


@dataclass(slots=True)
class Shelf(Generic[Thing]):
    """What was made in this process, `most` of it. Two who ask for the same at once wait for one."""

    most: int
    _drops: int = 0
    _found: dict[Hashable, Held[Thing]] = field(default_factory=dict)
    _tasks: dict[Hashable, asyncio.Task[Held[Thing]]] = field(default_factory=dict)
    _making: defaultdict[Hashable, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def find(
        self, key: Hashable, now: datetime, make: Callable[[], Awaitable[Thing]], *, anew: bool = False
    ) -> Held[Thing]:
        """Return it, made `anew` or within the last minutes."""
        async with self._making[key]:
            held = self._found.get(key)
            if held is None or anew or now - held.made_at > KEPT_FOR:
                drops, held = self._drops, Held(await make(), now)
                if drops == self._drops:  # else it may be of before what was done meanwhile
                    self._found[key] = held
            self._forget_oldest()
        return held

    async def find_or_older(
        self,
        key: Hashable,
        now: datetime,
        make: Callable[[], Awaitable[Thing]],
        is_current: Callable[[Thing], bool],
    ) -> Held[Thing] | None:
        """Return it as it is now, if that takes no time; else as it was, while it is made anew.

        None: it was never made.
        """
        known = self._found.get(key)
        if known and is_current(known.thing) and now - known.made_at <= KEPT_FOR:
            return known
        return await self.find_soon(key, now, make, anew=True, seconds=AT_ONCE_SECONDS) or known

    async def find_soon(
        self,
        key: Hashable,
        now: datetime,
        make: Callable[[], Awaitable[Thing]],
        *,
        anew: bool = False,
        seconds: float | None = None,
    ) -> Held[Thing] | None:
        """Return it; None while it is still being made, which goes on also when nobody waits for it.

        What went wrong meanwhile is raised for whoever asks next.
        """
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.create_task(self.find(key, now, make, anew=anew))
            task.add_done_callback(lambda done: self._end(key, done))
        await asyncio.wait((task,), timeout=LOOK_SECONDS if seconds is None else seconds)
        if not task.done():
            return None
        self._tasks.pop(key, None)
        return task.result()

    def drop(self) -> None:
        """Forget what was made: it is made anew for whoever asks next."""
        self._found.clear()
        self._drops += 1

    async def close(self) -> None:
        """Stop what is being made: it is made again when somebody asks."""
        tasks = tuple(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _end(self, key: Hashable, task: asyncio.Task[Held[Thing]]) -> None:
        """Let go of what is done, for it is on the shelf; hold on to what went wrong, to be told."""
        if task.cancelled() or task.exception() is None:
            self._tasks.pop(key, None)

    def _forget_oldest(self) -> None:
        while len(self._found) > self.most:
            oldest = min(self._found, key=lambda key: self._found[key].made_at)
            del self._found[oldest]
            self._making.pop(oldest, None)


MOST_LATELY = 100
CHANGES_MEETINGS = re.compile(
    r"/console/(letters|import|paper|together|children|meetings/[^/]+/(move|talk|after))(/|$)"
)
"""Where something is done to meetings, to who is asked about them, or to what they sent."""


@dataclass(frozen=True, slots=True)
class Lately:
    """What takes long to work out of many meetings, and is on a page that is opened often.

    Whatever somebody does in the console drops it, so that they see what came of it; of what is worked out of
    meetings and invitations alone, only what is done to those.
    """

    of_all: Shelf[Any] = field(default_factory=lambda: Shelf(MOST_LATELY))
    of_meetings: Shelf[Any] = field(default_factory=lambda: Shelf(MOST_LATELY))

    def drop(self) -> None:
        """Forget all of it."""
        self.of_all.drop()
        self.of_meetings.drop()

    def drop_after(self, address: str) -> None:
        """Forget what something that was done at an address may have changed."""
        self.of_all.drop()
        if CHANGES_MEETINGS.match(address):
            self.of_meetings.drop()


LATELY: web.AppKey[Lately] = web.AppKey("worked out lately")


async def find_lately(
    request: web.Request, what: Hashable, find: Callable[[], Awaitable[Found]], *, of_meetings: bool = False
) -> Found:
    """Return what was found lately; find it anew once somebody did something here, or more was sent.

    `of_meetings`: it is worked out of meetings and invitations alone. Raises StoreUnavailableError.
    """
    parts, lately = request.app[PARTS], request.app[LATELY]
    key = what, await count_sent(parts.store)
    shelf = lately.of_meetings if of_meetings else lately.of_all
    found: Found = (await shelf.find(key, parts.clock(), find)).thing
    return found
