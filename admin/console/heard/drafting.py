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
from forms.speaking import ENGLISH, speaking
from forms.web.language import list_languages
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.shown.model import ShownSummary
    from forms.heard import About, Heard
    from forms.units import Unit


async def publish_draft(request: web.Request, about: About) -> Heard:
    """Draft a page in its language, and write down what its readers are told.

    What staff wrote in English stands on a page in English alone. Raises TooBusyError.
    """
    parts = request.app[PARTS]
    done = Done(PUBLISH, Role.MANAGER, f"{about.first_on}_{about.last_on}")

    async def write(unit: Unit[Any], *_: str) -> object:
        return await request.app[RECORD].write(request, done, unit)

    publisher = Publisher(request[STAFF].account_id, parts.clock(), write)
    source, asked = _find_figures(request, about)
    shown = await publish_figures(source, asked, publisher, is_told=is_drafted_from)
    return _write(request, about, shown)


async def make_draft(request: web.Request, about: About) -> Heard:
    """Draft it as it would be today, to hold the page against."""
    source, asked = _find_figures(request, about)
    shown = await count_published(source, asked, london_day(request.app[PARTS].clock()))
    return _write(request, about, shown)


def _write(request: web.Request, about: About, shown: ShownSummary) -> Heard:
    with speaking(list_languages(request).get(about.language, ENGLISH)):
        return write_draft(shown)


def _find_figures(request: web.Request, about: About) -> tuple[Source, Asked]:
    parts = request.app[PARTS]
    source = Source(parts.store, parts.library, parts.settings, parts.keys)
    return source, Asked(Period(about.first_on, about.last_on), beside=())
