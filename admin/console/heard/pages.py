"""A page for children is drafted, written, looked at by a second person, put up, printed, taken down."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import select
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.heard.drafting import make_draft, publish_draft
from admin.console.heard.given import read_heard_form, write_fields
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.heard.draft import (
    MOST_CHANGED,
    MOST_COULD_NOT,
    MOST_NEXT,
    MOST_TOLD,
    list_numbers,
    list_unknown_numbers,
)
from admin.periods import Period, find_council_year
from admin.shown.publishing import TooBusyError
from forms.audit import Done
from forms.heard import (
    About,
    ApproveHeardUnit,
    Heard,
    TakeDownUnit,
    WriteHeardUnit,
    may_approve,
    name_band,
    name_writing,
    open_heard,
    say_months,
)
from forms.keys import TamperedError
from forms.london import london_day
from forms.opening import FindUnit
from forms.records import Account, HeardPage
from forms.speaking import ENGLISH
from forms.units import Key
from forms.web import places
from forms.web.given import first, read_number
from forms.web.language import list_languages
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.units import Row

HEARD = "/console/heard"
PAGE = HEARD + r"/{page:[0-9a-f]{32}}"
WRITERS = may(Role.MANAGER, Role.BUSINESS_SUPPORT)
APPROVERS = may(Role.MANAGER)
WROTE, PUT_UP, TOOK_DOWN = "heard.write", "heard.put_up", "heard.take_down"
YEARS = 3
LATEST = 100
NO_CHOICE = "Choose a year, an age and a language."
NOT_YOU = "You wrote it, or it was changed or decided on meanwhile. A second person puts it up."
TOO_BUSY = "Others publish figures at this moment. Try again."
MOST = {"told": MOST_TOLD, "changed": MOST_CHANGED, "could_not": MOST_COULD_NOT, "next": MOST_NEXT}


async def list_pages(request: web.Request) -> web.Response:
    """GET /console/heard: what is up, what waits, and a new one to begin."""
    return await _list(request, ())


async def _list(request: web.Request, faults: tuple[Fault, ...]) -> web.Response:
    rows = await request.app[PARTS].store.read(_PAGES)
    return show(
        request,
        "heard_list.html",
        "You said, we did",
        422 if faults else 200,
        faults,
        rows=rows,
        years=_list_years(request),
        bands=[name_band(ages) for ages in request.app[PARTS].settings.age_bands],
        languages=list_languages(request),
        names={code: language.name for code, language in list_languages(request).items()},
    )


async def begin_page(request: web.Request) -> web.Response:
    """POST /console/heard: draft one, from what may be published of a year."""
    fields = await read_desk_form(request)
    about = _read_about(request, {name: first(fields, name) for name in ("year", "band", "language")})
    if about is None:
        return await _list(request, (Fault(NO_CHOICE, "year"),))
    try:
        draft = await publish_draft(request, about)
    except TooBusyError:
        return await _list(request, (Fault(TOO_BUSY, "year"),))
    parts, page_id = request.app[PARTS], request.app[PARTS].new_id()
    unit = WriteHeardUnit(parts.keys, page_id, about, draft, request[STAFF].account_id, parts.clock())
    await request.app[RECORD].write(request, Done(WROTE, Role.MANAGER, page_id, "drafted"), unit)
    return go(f"{HEARD}/{page_id}/write")


async def show_page(request: web.Request) -> web.Response:
    """GET /console/heard/PAGE: as it is; to put up, to print, to take down."""
    return await _show(request, ())


async def _show(request: web.Request, faults: tuple[Fault, ...]) -> web.Response:
    row, heard = await _find(request)
    draft = await make_draft(request, _about(row))
    return show(
        request,
        "heard_one.html",
        "You said, we did",
        422 if faults else 200,
        faults,
        row=row,
        heard=heard,
        months=say_months(row["first_on"], row["last_on"]),
        may_approve=may_approve(row, request[STAFF].account_id) and request[STAFF].is_any({Role.MANAGER}),
        may_write=row["approved_at"] is None and row["taken_down_at"] is None,
        may_take_down=row["taken_down_at"] is None and request[STAFF].is_any({Role.MANAGER}),
        seen_at=name_writing(row),
        numbers=list_numbers(heard),
        unknown=list_unknown_numbers(heard, draft),
        below=request.app[PARTS].settings.suppress_below,
        up_at=f"{places.HEARD}/{row['band']}",
    )


async def ask_words(request: web.Request) -> web.Response:
    """GET …/PAGE/write: its words, to be written for the age."""
    row, heard = await _find(request)
    return await _show_form(request, row, write_fields(heard), ())


async def take_words(request: web.Request) -> web.Response:
    """POST …/PAGE/write: keep them."""
    fields = await read_desk_form(request)
    row, _ = await _find(request)
    heard, faults = read_heard_form(fields)
    if faults:
        given = {name: values[0] for name, values in fields.items()}
        return await _show_form(request, row, given, faults)
    parts = request.app[PARTS]
    unit = WriteHeardUnit(parts.keys, row["id"], _about(row), heard, request[STAFF].account_id, parts.clock())
    await request.app[RECORD].write(request, Done(WROTE, Role.MANAGER, row["id"]), unit)
    return go(f"{HEARD}/{row['id']}")


async def _show_form(
    request: web.Request, row: Row, given: Mapping[str, str], faults: tuple[Fault, ...]
) -> web.Response:
    language = list_languages(request).get(row["language"], ENGLISH)
    is_english = language.code == ENGLISH.code
    return show(
        request,
        "heard_write.html",
        "Words for children",
        422 if faults else 200,
        faults,
        row=row,
        given=given,
        most=MOST,
        spoken_in=language,
        english=Heard()
        if is_english
        else await make_draft(request, replace(_about(row), language=ENGLISH.code)),
        months=say_months(row["first_on"], row["last_on"]),
    )


async def decide(request: web.Request) -> web.Response:
    """POST …/PAGE: put it up, or take it down."""
    fields = await read_desk_form(request)
    page_id, by, now = request.match_info["page"], request[STAFF].account_id, request.app[PARTS].clock()
    act = first(fields, "act")
    if act == "up":
        done = Done(PUT_UP, Role.MANAGER, page_id)
        unit = ApproveHeardUnit(page_id, first(fields, "seen_at"), by, now)
        if not await request.app[RECORD].write(request, done, unit):
            return await _show(request, (Fault(NOT_YOU),))
    elif act == "down":
        done = Done(TOOK_DOWN, Role.MANAGER, page_id)
        await request.app[RECORD].write(request, done, TakeDownUnit(page_id, by, now))
    else:
        raise web.HTTPBadRequest
    return go(f"{HEARD}/{page_id}")


async def send_pages(request: web.Request) -> web.Response:
    """GET …/PAGE/pages.pdf: two pages."""
    return await _send(request, "pages")


async def send_poster(request: web.Request) -> web.Response:
    """GET …/PAGE/poster.pdf: one page, with the way to the whole."""
    return await _send(request, "poster")


async def _send(request: web.Request, what: str) -> web.Response:
    from admin.heard import pdf  # noqa: PLC0415 - what draws a PDF is heavy, and seldom needed

    row, heard = await _find(request)
    settings = request.app[PARTS].settings
    printed = pdf.ToPrint(
        heard,
        row["band"],
        settings.council,
        (row["first_on"], row["last_on"]),
        f"{settings.public_url.rstrip('/')}{places.HEARD}",
        list_languages(request).get(row["language"], ENGLISH),
    )
    draw = pdf.draw_poster if what == "poster" else pdf.draw_pages
    try:
        drawn = await asyncio.to_thread(draw, printed)
    except pdf.HeardTooLongError as error:
        return await _show(request, (Fault(f"{error} Write less, or fewer lines."),))
    name = f"you-said-we-did-{row['band']}-{row['language']}-{what}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=drawn.pdf, content_type="application/pdf", headers=headers)


async def _find(request: web.Request) -> tuple[Row, Heard]:
    """Find the page, opened. Raises 404."""
    parts = request.app[PARTS]
    row = await parts.store.write(FindUnit(Key(HeardPage, "id", request.match_info["page"])))
    if row is None:
        raise web.HTTPNotFound
    try:
        return row, open_heard(parts.keys, row)
    except TamperedError:
        raise web.HTTPNotFound from None


def _about(row: Row) -> About:
    return About(row["band"], row["language"], row["first_on"], row["last_on"])


def _list_years(request: web.Request) -> list[Period]:
    """List the council's years that are over, the last first, then the one that runs."""
    this = find_council_year(london_day(request.app[PARTS].clock()))
    before = [find_council_year(date(this.first_on.year - back, 4, 1)) for back in range(1, YEARS)]
    return [*before, this]


def _read_about(request: web.Request, given: Mapping[str, str]) -> About | None:
    year = read_number(given["year"])
    period = next((one for one in _list_years(request) if one.first_on.year == year), None)
    bands = {name_band(ages) for ages in request.app[PARTS].settings.age_bands}
    if period is None or given["band"] not in bands or given["language"] not in list_languages(request):
        return None
    return About(given["band"], given["language"], period.first_on, period.last_on)


_PAGES: Any = (
    select(HeardPage.__table__, col(Account.name).label("writer"))  # type: ignore[attr-defined]  # SQLModel declares it at run time
    .outerjoin(Account, col(Account.id) == col(HeardPage.written_by))
    .order_by(col(HeardPage.written_at).desc(), col(HeardPage.id))
    .limit(LATEST)
)
ROUTES = (
    Route("GET", HEARD, list_pages, WRITERS),
    Route("POST", HEARD, begin_page, WRITERS, audit=WROTE),
    Route("GET", PAGE, show_page, WRITERS),
    Route("POST", PAGE, decide, APPROVERS, audit=PUT_UP),
    Route("GET", f"{PAGE}/write", ask_words, WRITERS),
    Route("POST", f"{PAGE}/write", take_words, WRITERS, audit=WROTE),
    Route("GET", f"{PAGE}/pages.pdf", send_pages, WRITERS),
    Route("GET", f"{PAGE}/poster.pdf", send_poster, WRITERS),
)
