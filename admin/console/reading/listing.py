"""What was sent beside what waits for a meeting: sorted, filtered, by pages. No word stands here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import literal_column
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.access import may
from admin.console.booklet.whose import add_names
from admin.console.scope import own_children
from admin.console.staff import STAFF, find_reach
from admin.console.tables.conditions import list_at, list_equal
from admin.console.tables.declared import DAYS, Cell, Choice, Column, Ref, Table
from admin.console.tables.lines import Found, InDatabase
from admin.console.tables.pages import send_list
from admin.console.voice.papers import READ
from admin.voice.inbox import Inbox
from admin.voice.seen import find_seen_by
from admin.voice.words import name_audience, name_channel
from admin.written_days import write_short_day
from forms.definition import Audience
from forms.london import london_day
from forms.records import Invitation, Response
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from aiohttp import web
    from sqlalchemy import ColumnElement

    from admin.console.tables.asked import Asked
    from forms.units import Row

LATELY = timedelta(days=42)
READERS = may(Role.MANAGER, own=(Role.IRO,))
SOON, ALL = "lately", "all"
SEEN: Any = literal_column("seen_at")
"""When whoever asks read it last; None: it is new to them."""


def _say_from(line: Row) -> Cell:
    return Cell(name_audience(line["audience"]), f"{READ}/{line['id']}", f", {line['id'][:6]}")


def _say_seen(line: Row) -> Cell:
    if line["seen_at"] is None:
        return Cell("New", looks="new")
    return Cell(f"Read on {write_short_day(line['seen_at'])}", looks="read-on")


TABLE = Table(
    name="sent",
    address=READ,
    one="response",
    many="responses",
    columns=(
        Column("from", "From", _say_from, col(Response.audience), is_head=True),
        Column("seen", "For you", _say_seen, SEEN),
        Column("sent", "Sent", lambda line: london_day(line["submitted_at"]), col(Response.submitted_at)),
        Column("channel", "By", lambda line: name_channel(line["channel"]), col(Response.channel)),
        Column("meeting", "Meeting", lambda line: line["review_ref"] or "none", col(Invitation.review_ref)),
        Column("form", "What they answered", lambda line: line["form"], col(Response.form_key)),
    ),
    filters=(
        Choice("when", "When", {SOON: "The last six weeks, beside these", ALL: "At any time"}, usual=SOON),
        Choice("seen", "For you", {"new": "New", "read": "Read"}, "New or read"),
        Choice("audience", "From", {one.value: name_audience(one.value) for one in Audience}, "Anybody"),
        *DAYS,
        Ref("find", "Meeting", "the whole reference"),
    ),
    order="-sent",
    may=READERS,
    audit="response.export_list",
)


async def send_sent(request: web.Request) -> web.Response:
    """GET /console/export/sent: what the list shows; the words are opened one by one."""
    return await send_list(request, TABLE, find_sent)


async def find_sent(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    parts, inbox, now = request.app[PARTS], find_inbox(request), request.app[PARTS].clock()

    async def tell(rows: Sequence[Row]) -> list[dict[str, Any]]:
        return add_names(parts.library, rows)

    seen_at = find_seen_by(request[STAFF].account_id)
    conditions = _list_conditions(asked, seen_at, inbox, now)
    wanted = inbox.select_sent().add_columns(seen_at.label("seen_at")).where(*conditions)
    return Found(InDatabase(parts.store, wanted, (col(Response.submitted_at).desc(), col(Response.id)), tell))


def _list_conditions(
    asked: Asked,
    seen_at: Any,  # noqa: ANN401 - a subquery as SQLAlchemy types it
    inbox: Inbox,
    now: datetime,
) -> Iterator[ColumnElement[bool]]:
    yield from list_equal(asked, {"audience": Response.audience, "find": Invitation.review_ref})
    yield from list_at(asked, col(Response.submitted_at))
    if seen := asked.said("seen"):
        yield seen_at.is_(None) if seen == "new" else seen_at.is_not(None)
    if asked.said("when") == SOON:
        yield col(Response.submitted_at) >= now - LATELY
        yield ~inbox.is_waiting(london_day(now))


def find_inbox(request: web.Request) -> Inbox:
    """Return where what was sent is found, for whoever asks."""
    parts, reach = request.app[PARTS], find_reach(request)
    return Inbox(parts.store, parts.library, None if reach is None else own_children(reach))
