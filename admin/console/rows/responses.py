"""The responses behind a form's figures: how many came by which way, and each by its reference. No words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import func, select
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.access import may
from admin.console.meetings.addresses import find_address
from admin.console.signed.finding import find_today, read_days, read_query
from admin.console.tables.conditions import list_equal
from admin.console.tables.declared import Cell, Choice, Column, Table
from admin.console.tables.lines import Found, InDatabase
from admin.console.tables.pages import send_list, show_list
from admin.periods import find_council_year
from admin.summary.scope import make_scope
from admin.voice.words import CHANNELS
from forms.london import london_day
from forms.records import AnonymousResponse, Invitation, Response, Review
from forms.web.given import first
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.console.tables.asked import Asked
    from admin.periods import Period
    from admin.summary.scope import Scope
    from forms.definition import Form
    from forms.units import Row

RESPONSES = "/console/figures/responses"
READERS = may(Role.MANAGER)


def _say_meeting(line: Row) -> Cell:
    if not line["review_ref"]:
        return Cell("")
    beside = f", of response {line['id'][:12]}"
    return Cell(line["review_ref"], find_address(line["review_ref"]), beside)


TABLE = Table(
    name="responses",
    address=RESPONSES,
    one="response",
    many="responses",
    columns=(
        Column("response", "Response", lambda line: line["id"][:12], is_head=True),
        Column("sent", "Sent", lambda line: london_day(line["submitted_at"]), col(Response.submitted_at)),
        Column("channel", "By", lambda line: line["channel"], col(Response.channel)),
        Column("meeting", "Meeting", _say_meeting, col(Invitation.review_ref)),
    ),
    filters=(Choice("channel", "By", CHANNELS, "Any way"),),
    order="sent",
    may=READERS,
    audit="figure.export_responses",
)


async def show_responses(request: web.Request) -> web.Response:
    """GET /console/figures/responses: what was sent by one form, in the days that it counts in."""
    form, period, scope = _read_which(request)
    named = await _count(request, _SENT.where(*_list_of(scope, form)), Response)
    without = select(col(AnonymousResponse.id)).where(
        scope.anonymous, col(AnonymousResponse.form_key) == form.key
    )
    nameless = await _count(request, without, AnonymousResponse)
    return await show_list(
        request,
        TABLE,
        find_responses,
        "rows_responses.html",
        "Behind a form",
        form=form,
        period=period,
        channels=sorted((named + nameless).items()),
        total=(named + nameless).total(),
        nameless=nameless.total(),
    )


async def send_responses(request: web.Request) -> web.Response:
    """GET /console/export/responses: the references that the list shows."""
    return await send_list(request, TABLE, find_responses)


async def find_responses(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises HTTPNotFound: no such form; StoreUnavailableError."""
    form, period, scope = _read_which(request)
    channel = list_equal(asked, {"channel": Response.channel})
    wanted = _SENT.where(*_list_of(scope, form), *channel)
    lines = InDatabase(request.app[PARTS].store, wanted, (col(Response.submitted_at), col(Response.id)))
    kept = {"form": form.key, "from": str(period.first_on), "to": str(period.last_on)}
    return Found(lines, kept=kept)


def _read_which(request: web.Request) -> tuple[Form, Period, Scope]:
    """Read of which form, and over which days. Raises HTTPNotFound."""
    fields, library = read_query(request), request.app[PARTS].library
    key = first(fields, "form")
    if key not in library.keys():  # noqa: SIM118 - a library is no dictionary
        raise web.HTTPNotFound
    form = library.current(key)
    period = read_days(fields) or find_council_year(find_today(request))
    return form, period, make_scope(form.timing, period, find_today(request))


def _list_of(scope: Scope, form: Form) -> tuple[Any, ...]:
    return scope.submitted, col(Response.form_key) == form.key


async def _count(request: web.Request, wanted: Any, table: Any) -> Counter[str]:  # noqa: ANN401 - as SQLAlchemy types them
    """Count by the way it came: of what came without a name nothing else is known."""
    channel = col(table.channel)
    counted = wanted.with_only_columns(channel, func.count().label("sent"), maintain_column_froms=True)
    rows = await request.app[PARTS].store.read(counted.group_by(channel))
    return Counter({row["channel"]: row["sent"] for row in rows})


_SENT: Any = (
    select(col(Response.id), col(Response.channel), col(Response.submitted_at), col(Invitation.review_ref))
    .select_from(Response)
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
)
