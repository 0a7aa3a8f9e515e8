"""GET /console/visits: which there were or were tried, the latest first. Nobody's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.console.meetings.addresses import LISTERS
from admin.console.meetings.listing import list_iros
from admin.console.scope import own_children
from admin.console.staff import find_reach
from admin.console.tables.declared import DAYS, Choice, Column, Ref, Table
from admin.console.tables.lines import Found, InDatabase
from admin.console.tables.pages import show_list
from admin.recording import choices
from forms.records import Iro, Visit
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiohttp import web
    from sqlalchemy import ColumnElement

    from admin.console.tables.asked import Asked
    from forms.units import Row

VISITS = "/console/visits"
OUT = "visit.export"


def _say_views(line: Row) -> str:
    return {None: "not recorded", True: "yes", False: "no"}[line["views_recorded"]]


TABLE = Table(
    name="visits",
    address=VISITS,
    one="visit",
    many="visits",
    columns=(
        Column("day", "Day", lambda line: line["visited_on"], col(Visit.visited_on), is_head=True),
        Column("child", "Child", lambda line: line["child_ref"], col(Visit.child_ref)),
        Column("iro", "IRO", lambda line: line["iro_name"] or line["iro_ref"], col(Visit.iro_ref)),
        Column(
            "outcome", "What came of it", lambda line: line["outcome"] or "not recorded", col(Visit.outcome)
        ),
        Column("mode", "How", lambda line: choices.VISIT_MODES.get(line["mode"], ""), col(Visit.mode)),
        Column("views", "Views recorded", _say_views, col(Visit.views_recorded)),
    ),
    filters=(
        Choice("outcome", "What came of it", choices.VISIT_OUTCOMES, "Anything"),
        Choice("iro", "IRO", blank="Any IRO"),
        *DAYS,
        Ref("find", "Child", "the whole reference"),
    ),
    order="-day",
    may=LISTERS,
    audit=OUT,
)


async def list_visits(request: web.Request) -> web.Response:
    """Show a page of the list."""
    was_kept = bool(request.query.get("kept"))
    return await show_list(request, TABLE, find_visits, "visits.html", "Visits", was_kept=was_kept)


async def find_visits(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    store = request.app[PARTS].store
    wanted: Any = (
        select(Visit.__table__, col(Iro.name).label("iro_name"))  # type: ignore[attr-defined]  # SQLModel declares it at run time
        .outerjoin(Iro, col(Iro.iro_ref) == col(Visit.iro_ref))
        .where(*list_conditions(request, asked))
    )
    lines = InDatabase(store, wanted, (col(Visit.visited_on).desc(), col(Visit.id)))
    if find_reach(request) is not None:
        return Found(lines, without=frozenset({"iro"}))
    return Found(lines, {"iro": await list_iros(store)})


def list_conditions(request: web.Request, asked: Asked) -> Iterator[ColumnElement[bool]]:
    """Say what was asked for to the database: of their own children, for whoever sees these alone."""
    reach = find_reach(request)
    if reach is not None:
        yield col(Visit.child_ref).in_(own_children(reach))
    columns = {"outcome": Visit.outcome, "iro": Visit.iro_ref, "find": Visit.child_ref}
    for key, column in columns.items():
        if asked.said(key):
            yield col(column) == asked.said(key)
    if first_on := asked.day("from"):
        yield col(Visit.visited_on) >= first_on
    if last_on := asked.day("to"):
        yield col(Visit.visited_on) <= last_on
