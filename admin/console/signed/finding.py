"""What the pages about signed periods share: the source of figures, the days that are asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from aiohttp import web

from admin.measures.kinds import Definition
from admin.periods import Period, find_council_year, list_quarters
from admin.shown.asked import Source
from admin.signed.keeping import Signed, open_signed
from admin.typed_days import read_typed_day
from forms.london import london_day
from forms.web.given import first
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.web.given import Fields

SIGNED = "/console/signed"
YEARS = 3
DEFINITIONS = {
    Definition.ELIGIBLE: "Over eligible reviews: held, with a valid code that is not PN0",
    Definition.ALL_REVIEWS: "Over all reviews held, coded or not",
    Definition.UNDER_FOURS_COUNT: "Children under four count as taking part",
}


def find_source(request: web.Request) -> Source:
    """Return where figures are counted."""
    parts = request.app[PARTS]
    return Source(parts.store, parts.library, parts.settings, parts.keys)


def find_today(request: web.Request) -> date:
    """Return the day in London."""
    return london_day(request.app[PARTS].clock())


def list_over(today: date) -> list[Period]:
    """List the years and quarters that are over, the latest first, years before their quarters."""
    year = find_council_year(today).first_on.year
    years = [find_council_year(date(year - back, 4, 1)) for back in range(YEARS)]
    periods = (one for each in years for one in (each, *reversed(list_quarters(each))))
    return [period for period in periods if period.last_on < today]


def read_query(request: web.Request) -> Fields:
    """Return what an address asks for, as a form sends it."""
    return {name: request.query.getall(name) for name in request.query}


def read_days(fields: Fields) -> Period | None:
    """Read the days `from` and `to`; None where they are none, or the last is before the first."""
    days = [read_typed_day(first(fields, name).strip()) for name in ("from", "to")]
    match days:
        case [date() as first_on, date() as last_on] if first_on <= last_on:
            return Period(first_on, last_on)
        case _:
            return None


def read_definition(fields: Fields) -> Definition:
    """Read the definition; the default one where none is named."""
    named = first(fields, "definition")
    return Definition(named) if named in set(Definition) else Definition.ELIGIBLE


async def find_signed(request: web.Request) -> Signed:
    """Return the signed period that the address names. Raises HTTPNotFound, UnreadableError."""
    parts = request.app[PARTS]
    signed = await open_signed(parts.store, parts.keys, parts.library, request.match_info["signed"])
    if signed is None:
        raise web.HTTPNotFound
    return signed
