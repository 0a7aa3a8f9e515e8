"""Figures that were counted just now are kept for some minutes: counting a year takes seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.kept import Shelf
from admin.measures.kinds import Definition
from admin.shown.page import FiguresPage, show_published, show_true
from admin.summary.summary import summarise
from forms.london import london_day

if TYPE_CHECKING:
    from admin.console.kept import Held
    from admin.periods import Period
    from forms.web.parts import Parts

MOST = 40
"""Periods kept: more than the pages offer, so that days of somebody's own never fill the memory."""
KEPT = web.AppKey("kept figures", Shelf[FiguresPage])


async def find_figures(
    shelf: Shelf[FiguresPage], parts: Parts, period: Period, *, is_true: bool, anew: bool
) -> Held[FiguresPage]:
    """Return the figures of a period, counted `anew` or within the last minutes.

    Raises StoreUnavailableError.
    """

    async def count() -> FiguresPage:
        day = london_day(parts.clock())
        summary = await summarise(parts.store, parts.library, period, Definition.ELIGIBLE, day)
        return show_true(summary) if is_true else show_published(summary, parts.settings.suppress_below)

    return await shelf.find((period, is_true), parts.clock(), count, anew=anew)
