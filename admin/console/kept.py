"""What took long to make is kept for some minutes, for those who ask for the same again."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

KEPT_FOR = timedelta(minutes=10)
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Held(Generic[Thing]):
    """Something, and when it was made: the page says so."""

    thing: Thing
    made_at: datetime


@dataclass(slots=True)
class Shelf(Generic[Thing]):
    """What was made in this process, `most` of it. Two who ask for the same at once wait for one."""

    most: int
    _found: dict[Hashable, Held[Thing]] = field(default_factory=dict)
    _making: defaultdict[Hashable, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def find(
        self, key: Hashable, now: datetime, make: Callable[[], Awaitable[Thing]], *, anew: bool = False
    ) -> Held[Thing]:
        """Return it, made `anew` or within the last minutes."""
        async with self._making[key]:
            held = self._found.get(key)
            if held is None or anew or now - held.made_at > KEPT_FOR:
                held = self._found[key] = Held(await make(), now)
            self._forget_oldest()
        return held

    def _forget_oldest(self) -> None:
        while len(self._found) > self.most:
            oldest = min(self._found, key=lambda key: self._found[key].made_at)
            del self._found[oldest]
            self._making.pop(oldest, None)
