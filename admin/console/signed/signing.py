"""Signing a period: what is signed stands on the page, and is signed by typing how its checksum begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.signed.finding import (
    DEFINITIONS,
    SIGNED,
    find_source,
    find_today,
    read_days,
    read_definition,
    read_query,
)
from admin.console.signed.words import write_measures
from admin.console.staff import STAFF
from admin.shown.true import show_true
from admin.signed.counting import count_to_sign, write_true
from admin.signed.keeping import Signature, SignUnit, find_edition, name_signed
from forms.audit import Done
from forms.london import LONDON
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.periods import Period
    from admin.summary.summary import Summary
    from forms.web.given import Fields

SIGN = "period.sign"
TYPED = 8
"""Characters of the checksum to be typed: enough that nobody signs by habit."""
MAX_REASON = 300
NO_DAYS = "Write days such as 01/04/2025, the first not after the last."
NOT_OVER = "A period is signed once it is over."
NOT_THE_SAME = f"Type the first {TYPED} characters of the checksum as they stand above."
CHANGED = "Something was recorded meanwhile: the figures below are another count. Look at them again."
NO_REASON = "It was signed before: write why there is to be another edition."
TOO_LONG = f"Keep it under {MAX_REASON} letters."
SIGNED_MEANWHILE = "Somebody signed this period a moment ago."


async def ask_to_sign(request: web.Request) -> web.Response:
    """GET /console/signed/new: choose days; then the figures to be signed."""
    return await _show(request, read_query(request), ())


async def sign(request: web.Request) -> web.Response:
    """POST /console/signed/new: sign it, as it was shown."""
    fields = await read_desk_form(request)
    period = read_days(fields)
    if period is None or period.last_on >= find_today(request):
        return await _show(request, fields, ())
    summary = await _count(request, fields, period)
    edition = await find_edition(request.app[PARTS].store, period) + 1
    faults = _check(fields, write_true(summary, find_today(request)).checksum, edition)
    if faults:
        return await _show(request, fields, faults)
    signed_id = await _sign(request, fields, summary, edition)
    if signed_id is None:
        return await _show(request, fields, (Fault(SIGNED_MEANWHILE),))
    return go(f"{SIGNED}/{signed_id}")


async def _sign(request: web.Request, fields: Fields, summary: Summary, edition: int) -> str | None:
    parts = request.app[PARTS]
    signature = Signature(
        edition,
        request[STAFF].account_id,
        parts.clock(),
        parts.settings.suppress_below,
        first(fields, "reason").strip() if edition > 1 else "",
    )
    unit = SignUnit(parts.keys, parts.library, summary, signature)
    about, checksum = name_signed(summary.period, edition), first(fields, "checksum")
    return await request.app[RECORD].write(request, Done(SIGN, "manager", about, checksum), unit)


def _check(fields: Fields, checksum: str, edition: int) -> tuple[Fault, ...]:
    """Find what keeps it from being signed."""
    if first(fields, "checksum") != checksum:
        return (Fault(CHANGED),)
    reason, faults = first(fields, "reason").strip(), []
    if edition > 1 and not reason:
        faults.append(Fault(NO_REASON, "reason"))
    if len(reason) > MAX_REASON:
        faults.append(Fault(TOO_LONG, "reason"))
    if first(fields, "typed").strip().casefold() != checksum[:TYPED]:
        faults.append(Fault(NOT_THE_SAME, "typed"))
    return tuple(faults)


async def _count(request: web.Request, fields: Fields, period: Period) -> Summary:
    source, today = find_source(request), find_today(request)
    return await count_to_sign(source, period, read_definition(fields), today)


async def _show(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    period, today = read_days(fields), find_today(request)
    if period is None or period.last_on >= today:
        asked = first(fields, "from") or first(fields, "to")
        found = (Fault(NOT_OVER if period else NO_DAYS, "from"),) if asked else ()
        given = {name: first(fields, name) for name in ("from", "to", "definition")}
        return show(
            request,
            "signed_which.html",
            "Sign a period",
            422 if found else 200,
            found,
            given=given,
            definitions=DEFINITIONS,
        )
    summary = await _count(request, fields, period)
    return show(
        request,
        "signed_new.html",
        "Sign a period",
        422 if faults else 200,
        faults,
        period=period,
        definition=summary.definition,
        definition_words=DEFINITIONS[summary.definition],
        edition=await find_edition(request.app[PARTS].store, period) + 1,
        measures=write_measures(show_true(summary, "", today)),
        checksum=write_true(summary, today).checksum,
        typed=TYPED,
        counted_at=request.app[PARTS].clock().astimezone(LONDON),
        below=request.app[PARTS].settings.suppress_below,
        reason=first(fields, "reason"),
    )
