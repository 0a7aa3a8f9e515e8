"""Figures that were counted just now are kept for some minutes: counting a year takes seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.kept import Shelf
from admin.shown.asked import Asked, Source, count_published, count_true
from admin.shown.page import FiguresPage, make_page
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
        source = Source(parts.store, parts.library, parts.settings)
        count_shown = count_true if is_true else count_published
        shown = await count_shown(source, Asked(period, beside=()), london_day(parts.clock()))
        return make_page(shown)

    return await shelf.find((period, is_true), parts.clock(), count, anew=anew)
