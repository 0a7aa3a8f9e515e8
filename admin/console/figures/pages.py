"""The page of figures: which days, and what was counted in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.figures.kept import KEPT, find_figures
from admin.console.pages import show
from admin.console.staff import STAFF
from admin.periods import Period, find_council_year, find_month, list_quarters
from admin.typed_days import read_typed_day
from forms.london import LONDON, london_day
from forms.web.pages import Fault
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

FIGURES = "/console/figures"
ANEW = "anew"
YEARS = 3
NO_DAYS = "Write days such as 01/09/2026, the first not after the last."


async def show_figures(request: web.Request) -> web.Response:
    """GET /console/figures: the figures of a period.

    The manager sees any days as they are. The analyst sees quarters that are over, with small numbers hidden:
    of two periods that overlap, one would give back what the other hides.
    """
    parts = request.app[PARTS]
    today = london_day(parts.clock())
    is_true = Role.MANAGER in request[STAFF].roles
    offered = list_offered(today, is_true=is_true)
    period, faults = _read_period(request, offered, is_true=is_true)
    anew = request.query.get("count") == ANEW
    counted = await find_figures(request.app[KEPT], parts, period, is_true=is_true, anew=anew)
    return show(
        request,
        "figures.html",
        "Figures",
        422 if faults else 200,
        faults,
        page=counted.thing,
        counted_at=counted.made_at.astimezone(LONDON),
        again=str(request.rel_url.update_query(count=ANEW)),
        period=period,
        offered=offered,
        is_true=is_true,
        below=parts.settings.suppress_below,
        given={name: request.query.get(name, "") for name in ("from", "to")},
    )


def list_offered(today: date, *, is_true: bool) -> dict[str, Period]:
    """List the periods to choose from, by their first day and kind, the one that is shown first at first."""
    years = [find_council_year(today)]
    while len(years) < YEARS:
        years.append(find_council_year(date(years[-1].first_on.year - 1, 4, 1)))
    quarters = [quarter for year in years for quarter in reversed(list_quarters(year))]
    if not is_true:
        return {_name("q", one): one for one in quarters if one.last_on < today}
    begun = [one for one in quarters if one.first_on <= today]
    months = [find_month(today), find_month(find_month(today).first_on.replace(day=1) - date.resolution)]
    kinds = (("y", years), ("q", begun[: len(begun) // 2 + 1]), ("m", months))
    return {_name(kind, one): one for kind, periods in kinds for one in periods}


def _name(kind: str, period: Period) -> str:
    return f"{kind}{period.first_on}"


def _read_period(
    request: web.Request, offered: dict[str, Period], *, is_true: bool
) -> tuple[Period, tuple[Fault, ...]]:
    """Read which period is asked for. Days of one's own are the manager's alone."""
    usual = next(iter(offered.values()))
    first, last = (request.query.get(name, "").strip() for name in ("from", "to"))
    if is_true and (first or last):
        days = [day for day in (read_typed_day(first), read_typed_day(last)) if isinstance(day, date)]
        if len(days) == len((first, last)) and days[0] <= days[1]:
            return Period(*days), ()
        return usual, (Fault(NO_DAYS, "from"),)
    return offered.get(request.query.get("period", ""), usual), ()


ROUTES = (Route("GET", FIGURES, show_figures, may(Role.ANALYST, Role.MANAGER)),)
