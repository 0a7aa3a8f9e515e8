"""Figures that were counted just now are kept for some minutes: counting a year takes seconds."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aiohttp import web

from admin.measures.kinds import Definition
from admin.shown.page import show_published, show_true
from admin.summary.summary import summarise
from forms.london import london_day

if TYPE_CHECKING:
    from admin.periods import Period
    from admin.shown.page import FiguresPage
    from forms.web.parts import Parts

KEPT_FOR = timedelta(minutes=10)
MOST = 40
"""Periods kept: more than the pages offer, so that days of somebody's own never fill the memory."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of a period, and when they were counted: the page says so."""

    page: FiguresPage
    counted_at: datetime


@dataclass(slots=True)
class Kept:
    """What was counted in this process. Two who ask for the same at once wait for one count."""

    _found: dict[tuple[Period, bool], Counted] = field(default_factory=dict)
    _counting: defaultdict[tuple[Period, bool], asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )

    async def find(self, parts: Parts, period: Period, *, is_true: bool, anew: bool) -> Counted:
        """Return the figures of a period, counted `anew` or within the last minutes.

        Raises StoreUnavailableError.
        """
        key = (period, is_true)
        async with self._counting[key]:
            held = self._found.get(key)
            if held is None or anew or parts.clock() - held.counted_at > KEPT_FOR:
                held = self._found[key] = await _count(parts, period, is_true=is_true)
            self._forget_oldest()
        return held

    def _forget_oldest(self) -> None:
        while len(self._found) > MOST:
            oldest = min(self._found, key=lambda key: self._found[key].counted_at)
            del self._found[oldest]
            self._counting.pop(oldest, None)


async def _count(parts: Parts, period: Period, *, is_true: bool) -> Counted:
    now = parts.clock()
    summary = await summarise(parts.store, parts.library, period, Definition.ELIGIBLE, london_day(now))
    below = parts.settings.suppress_below
    return Counted(show_true(summary) if is_true else show_published(summary, below), now)


KEPT = web.AppKey("kept figures", Kept)
