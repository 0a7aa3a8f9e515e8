"""Reviews held, held against a figure that somebody else counted: every step of the gap, and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.console.pages import show
from admin.console.signed.finding import find_source, find_today, list_over, read_days, read_query
from admin.gathering.counted import read_gathered
from admin.signed.meetings import read_meetings
from admin.signed.reconciled import make_bridge, reconcile
from forms.web.given import first, read_number
from forms.web.pages import Fault
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.gathered import Elsewhere
    from admin.periods import Period

NO_DAYS = "Write days such as 01/04/2025, the first not after the last."
NO_COUNT = "Write a whole number, such as 1300."


async def show_reconciled(request: web.Request) -> web.Response:
    """GET /console/signed/reconcile: our reviews held, step by step, to a number that is typed in."""
    fields, today = read_query(request), find_today(request)
    period, faults = read_days(fields), []
    if period is None and (first(fields, "from") or first(fields, "to")):
        faults.append(Fault(NO_DAYS, "from"))
    theirs = read_number(first(fields, "theirs").replace(",", "").strip())
    if theirs is None and first(fields, "theirs").strip():
        faults.append(Fault(NO_COUNT, "theirs"))
    period = period or list_over(today)[0]
    meetings = await read_meetings(request.app[PARTS].store, period, today)
    marked = frozenset(fields.get("part", ()))
    return show(
        request,
        "signed_reconcile.html",
        "Hold against a figure from elsewhere",
        422 if faults else 200,
        faults,
        period=period,
        bridge=make_bridge(meetings, period, today),
        found=None if theirs is None else reconcile(meetings, period, today, theirs, marked),
        elsewhere=await _list_elsewhere(request, period),
        given={name: first(fields, name) for name in ("from", "to", "theirs", "source")},
    )


async def _list_elsewhere(request: web.Request, period: Period) -> tuple[Elsewhere, ...]:
    source = find_source(request)
    if source.keys is None:
        return ()
    return (await read_gathered(source.store, source.keys, period)).elsewhere
