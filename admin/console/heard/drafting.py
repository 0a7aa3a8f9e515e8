"""A page for children drafted from what may be published; what its readers are told is in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.accounts.roles import Role
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.heard.draft import is_drafted_from, write_draft
from admin.periods import Period
from admin.shown.asked import Asked, Source, count_published
from admin.shown.publishing import PUBLISH, Publisher, publish_figures
from forms.audit import Done
from forms.london import london_day
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.heard import About, Heard
    from forms.units import Unit


async def publish_draft(request: web.Request, about: About) -> Heard:
    """Draft a page, in English, and write down what its readers are told.

    In another language nothing is drafted: its words are a person's, and its numbers those of this page or
    of a report. Raises TooBusyError.
    """
    parts = request.app[PARTS]
    done = Done(PUBLISH, Role.MANAGER, f"{about.first_on}_{about.last_on}")

    async def write(unit: Unit[Any], *_: str) -> object:
        return await request.app[RECORD].write(request, done, unit)

    publisher = Publisher(request[STAFF].account_id, parts.clock(), write)
    source, asked = _find_figures(request, about)
    return write_draft(await publish_figures(source, asked, publisher, is_told=is_drafted_from))


async def make_draft(request: web.Request, about: About) -> Heard:
    """Draft it as it would be today, to hold the page against."""
    source, asked = _find_figures(request, about)
    return write_draft(await count_published(source, asked, london_day(request.app[PARTS].clock())))


def _find_figures(request: web.Request, about: About) -> tuple[Source, Asked]:
    parts = request.app[PARTS]
    source = Source(parts.store, parts.library, parts.settings, parts.keys)
    return source, Asked(Period(about.first_on, about.last_on), beside=())
