"""The lists of what was written down, and the page that leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select
from sqlmodel import col

from admin.console.gathered.finding import GATHERED, may_open
from admin.console.gathered.tables import COLUMNS, LAST_ON, NEWEST, OVERDUE_STATES, STATE, TABLES
from admin.console.pages import show
from admin.console.tables.conditions import list_equal, list_on_days
from admin.console.tables.lines import Found, InDatabase
from admin.console.tables.pages import send_list, show_list
from admin.gathering.kinds import ASKED, PERMISSIONS, Kind, Permission
from admin.gathering.units import SHOWN, open_if_whole
from admin.written_days import write_short_day
from forms.london import london_day
from forms.records import Account, GatheredItem
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from aiohttp import web
    from sqlalchemy import ColumnElement

    from admin.console.tables.asked import Asked
    from forms.units import Row

TITLE = 120
"""Letters of a title in a list."""


async def show_gathered(request: web.Request) -> web.Response:
    """GET /console/gathered: the four kinds, how many there are, how many wait."""
    rows = await request.app[PARTS].store.read(_COUNTS)
    counts = {row["kind"]: row for row in rows}
    return show(request, "gathered.html", "Gathered", kinds=ASKED.values(), counts=counts)


async def list_kind(request: web.Request) -> web.Response:
    """GET /console/gathered/KIND: what was written down, the newest first. Nobody's words stand here."""
    asked = ASKED[_read_kind(request)]
    values = {"asked": asked, "address": GATHERED}
    return await show_list(
        request, TABLES[asked.kind], find_items, "gathered_list.html", asked.plural, **values
    )


async def send_kind(request: web.Request) -> web.Response:
    """GET /console/export/gathered/KIND: what the list shows."""
    return await send_list(request, TABLES[_read_kind(request)], find_items)


def _read_kind(request: web.Request) -> Kind:
    return Kind(request.match_info["kind"])


async def find_items(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    today = london_day(request.app[PARTS].clock())

    async def tell(rows: Sequence[Row]) -> list[Row]:
        return [_tell(request, row, today) for row in rows]

    conditions = _list_conditions(asked, today)
    wanted = _ITEMS.where(col(GatheredItem.kind) == _read_kind(request), *conditions)
    return Found(InDatabase(request.app[PARTS].store, wanted, NEWEST, tell))


def _list_conditions(asked: Asked, today: date) -> Iterator[ColumnElement[bool]]:
    yield from list_equal(asked, COLUMNS)
    yield from list_on_days(asked, LAST_ON)
    if report := asked.said("report"):
        yield report == STATE
    if asked.said("late"):
        yield col(GatheredItem.state).in_(OVERDUE_STATES)
        yield today > LAST_ON


def _tell(request: web.Request, row: Row, today: date) -> Row:
    """Say one line: what it goes by, how it stands, where this person may open it."""
    return {
        **row,
        "title": _find_title(request, row) if ASKED[Kind(row["kind"])].title else "",
        "said": say_state(row),
        "href": f"{GATHERED}/item/{row['id']}" if may_open(request, row) else "",
        "is_overdue": is_overdue(row, today),
    }


def _find_title(request: web.Request, row: Row) -> str:
    words = open_if_whole(request.app[PARTS].keys, row, SHOWN) or {}
    title = words.get(ASKED[Kind(row["kind"])].title, "")
    return title if len(title) <= TITLE else f"{title[:TITLE].rsplit(' ', 1)[0]} …"


def is_overdue(row: Row, today: date) -> bool:
    """Tell whether a pledge's time is over and it is not kept."""
    return bool(row["state"] in OVERDUE_STATES and row["last_on"] < today)


def say_state(row: Row) -> str:
    """Say whether it stands in a report, and if not, why."""
    if row["approved_at"]:
        return f"Approved {write_short_day(row['approved_at'])}"
    if row["refused_at"]:
        return "Not approved"
    if row["kind"] == Kind.COMPLIMENT and row["permission"] != Permission.YES:
        return f"Not for print: {PERMISSIONS[row['permission']].lower()}"
    return "Waits to be approved"


_ITEMS: Any = select(GatheredItem.__table__, col(Account.name).label("writer")).outerjoin(  # type: ignore[attr-defined]  # SQLModel declares it at run time
    Account, col(Account.id) == col(GatheredItem.entered_by)
)
_WAITS = (
    col(GatheredItem.approved_at).is_(None)
    & col(GatheredItem.refused_at).is_(None)
    & col(GatheredItem.has_wording).is_(True)
)
_COUNTS: Any = select(
    col(GatheredItem.kind), func.count().label("all"), func.sum(case((_WAITS, 1), else_=0)).label("waiting")
).group_by(col(GatheredItem.kind))
