"""The lists of what was written down, and the page that leads to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select
from sqlmodel import col

from admin.console.gathered.finding import GATHERED, may_open
from admin.console.pages import show
from admin.gathered import PledgeState
from admin.gathering.kinds import ASKED, HOWS, PERMISSIONS, ROLES, SOURCES, STATES, Kind, Permission
from admin.gathering.units import SHOWN, open_if_whole
from forms.london import london_day
from forms.records import Account, GatheredItem
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from datetime import date

    from aiohttp import web

    from forms.units import Row

LATEST = 200
TITLE = 120
"""Letters of a title in a list."""
OVERDUE_STATES = (PledgeState.OPEN, PledgeState.NOT_YET)
"""Of a pledge whose time is over: nobody said what came of it, or nothing did."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line: its row, what it goes by, how it stands, whether this person may open it."""

    row: Row
    title: str
    state: str
    is_open_to: bool
    is_overdue: bool


async def show_gathered(request: web.Request) -> web.Response:
    """GET /console/gathered: the four kinds, how many there are, how many wait."""
    rows = await request.app[PARTS].store.read(_COUNTS)
    counts = {row["kind"]: row for row in rows}
    return show(request, "gathered.html", "Gathered", kinds=ASKED.values(), counts=counts)


async def list_kind(request: web.Request) -> web.Response:
    """GET /console/gathered/KIND: what was written down, the newest first. Nobody's words stand here."""
    asked = ASKED[Kind(request.match_info["kind"])]
    rows = await request.app[PARTS].store.read(_ITEMS.where(col(GatheredItem.kind) == asked.kind))
    today = london_day(request.app[PARTS].clock())
    return show(
        request,
        "gathered_list.html",
        asked.plural,
        asked=asked,
        listed=[_list_one(request, row, today) for row in rows],
        names={"source": SOURCES, "role": ROLES, "how": HOWS, "state": STATES},
        address=GATHERED,
    )


def _list_one(request: web.Request, row: Row, today: date) -> Listed:
    title = _find_title(request, row) if ASKED[Kind(row["kind"])].title else ""
    is_open = may_open(request, row)
    return Listed(row, title, say_state(row), is_open, is_overdue=is_overdue(row, today))


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
        return f"Approved {row['approved_at']:%d/%m/%Y}"
    if row["refused_at"]:
        return "Not approved"
    if row["kind"] == Kind.COMPLIMENT and row["permission"] != Permission.YES:
        return f"Not for print: {PERMISSIONS[row['permission']].lower()}"
    return "Waits to be approved"


_ITEMS: Any = (
    select(GatheredItem.__table__, col(Account.name).label("writer"))  # type: ignore[attr-defined]  # SQLModel declares it at run time
    .outerjoin(Account, col(Account.id) == col(GatheredItem.entered_by))
    .order_by(col(GatheredItem.first_on).desc(), col(GatheredItem.entered_at).desc(), col(GatheredItem.id))
    .limit(LATEST)
)
_WAITS = (
    col(GatheredItem.approved_at).is_(None)
    & col(GatheredItem.refused_at).is_(None)
    & col(GatheredItem.has_wording).is_(True)
)
_COUNTS: Any = select(
    col(GatheredItem.kind), func.count().label("all"), func.sum(case((_WAITS, 1), else_=0)).label("waiting")
).group_by(col(GatheredItem.kind))
