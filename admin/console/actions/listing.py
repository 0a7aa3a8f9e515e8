"""GET /console/done and …/promised: what was done, and what was promised and is not kept yet. No words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.access import may
from admin.console.actions.given import OUTCOMES
from admin.console.meetings.listing import list_iros
from admin.console.replies.said import KINDS
from admin.console.scope import own_children
from admin.console.staff import find_reach
from admin.console.tables.conditions import list_at, list_equal
from admin.console.tables.declared import DAYS, Cell, Choice, Column, Ref, Table
from admin.console.tables.lines import Found, InDatabase, InMemory
from admin.console.tables.pages import make_listing, send_list, show_list, show_listing
from admin.promises import list_promised, list_to_tell
from admin.told import find_to_do
from admin.written_days import write_short_day
from forms.answering import read_safe_way
from forms.london import london_day
from forms.records import Action, Iro, Review
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiohttp import web
    from sqlalchemy import ColumnElement

    from admin.console.tables.asked import Asked
    from admin.promises import Promise
    from forms.units import Row

DONE = "/console/done"
NEW, PROMISED = f"{DONE}/new", f"{DONE}/promised"
ACTORS = may(Role.MANAGER, own=(Role.IRO,))
UNKNOWN = "none"
"""What came of it, where nobody knows yet."""
TOLD = {"told": "Told", "waits": "To be told", "not": "Is not told"}
LATE, TO_COME = "late", "to_come"


def _say_outcome(line: Row) -> str:
    return str(OUTCOMES.get(line["outcome"], line["outcome"]))


def _say_told(line: Row) -> str:
    if line["told_at"]:
        return f"told {write_short_day(line['told_at'])}"
    return "to be told" if line["tells_child"] else "is not told"


def _say_open(line: Row) -> Cell:
    return Cell(
        "Open", f"{DONE}/{line['id']}", f" what was done about {line['review_ref']}, {line['id'][:6]}"
    )


ACTIONS = Table(
    name="what-was-done",
    address=DONE,
    one="action",
    many="actions",
    columns=(
        Column("meeting", "Meeting", lambda line: line["review_ref"], col(Action.review_ref), is_head=True),
        Column("iro", "IRO", lambda line: line["iro_name"] or line["iro_ref"], col(Review.iro_ref)),
        Column("written", "Written", lambda line: london_day(line["written_at"]), col(Action.written_at)),
        Column("outcome", "What came of it", _say_outcome, col(Action.outcome)),
        Column("promised", "Promised by", lambda line: line["promised_on"], col(Action.promised_on)),
        Column("told", "The child", _say_told, col(Action.told_at)),
        Column("open", "Open", _say_open, is_taken_out=False),
    ),
    filters=(
        Choice(
            "outcome",
            "What came of it",
            {UNKNOWN: "Not known yet"} | {key: name for key, name in OUTCOMES.items() if key},
            "Anything",
        ),
        Choice("told", "The child", TOLD, "Told or not"),
        Choice("iro", "IRO", blank="Any IRO"),
        *DAYS,
        Ref("find", "Meeting", "the whole reference"),
    ),
    order="-written",
    may=ACTORS,
    audit="action.export_list",
)
PROMISES = Table(
    name="promised",
    address=PROMISED,
    one="promise",
    many="promises",
    columns=(
        Column(
            "by",
            "By",
            lambda line: line["promise"].promised_on,
            lambda line: line["promise"].promised_on,
            is_head=True,
        ),
        Column(
            "late",
            "Late",
            lambda line: Cell("late", looks="late") if line["is_late"] else "",
            lambda line: not line["is_late"],
        ),
        Column(
            "meeting",
            "Meeting",
            lambda line: line["promise"].review_ref or "none",
            lambda line: line["promise"].review_ref or None,
        ),
        Column(
            "what",
            "What",
            lambda line: _say_promise(line["promise"]),
            lambda line: bool(line["promise"].action_id),
        ),
    ),
    filters=(
        Choice("state", "Which", {LATE: "Late", TO_COME: "To come"}, "Late or to come"),
        Choice(
            "what", "Promised", {"action": "About something to be done", "reply": "In a reply"}, "Anywhere"
        ),
        *DAYS,
        Ref("find", "Meeting", "the whole reference"),
    ),
    order="by",
    may=ACTORS,
    audit="promise.export_list",
)


def _say_promise(promise: Promise) -> Cell:
    """Say what is to be done about it, and where."""
    beside = f", {promise.review_ref or 'no meeting'}, {(promise.action_id or promise.response_id)[:6]}"
    if promise.action_id:
        return Cell("Tell what was done", f"{DONE}/{promise.action_id}", beside)
    return Cell("Say more after a reply", f"/console/responses/{promise.response_id}/said", beside)


async def list_done(request: web.Request) -> web.Response:
    """GET /console/done: what was done, meeting by meeting."""
    return await show_list(request, ACTIONS, find_actions, "actions.html", "What was done")


async def send_done(request: web.Request) -> web.Response:
    """GET /console/export/what-was-done: what the list shows."""
    return await send_list(request, ACTIONS, find_actions)


async def find_actions(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    store, mine = request.app[PARTS].store, find_mine(request)
    wanted = _ACTIONS.where(*_list_conditions(asked), *([] if mine is None else [mine]))
    lines = InDatabase(store, wanted, (col(Action.written_at).desc(), col(Action.id)))
    if mine is not None:
        return Found(lines, without=frozenset({"iro"}))
    return Found(lines, {"iro": await list_iros(store)})


def _list_conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    yield from list_equal(asked, {"iro": Review.iro_ref, "find": Action.review_ref})
    yield from list_at(asked, col(Action.written_at))
    if outcome := asked.said("outcome"):
        yield col(Action.outcome) == ("" if outcome == UNKNOWN else outcome)
    told_at, tells = col(Action.told_at), col(Action.tells_child)
    if told := asked.said("told"):
        is_told = told_at.is_not(None)
        yield {"told": is_told, "waits": ~is_told & tells.is_(True), "not": ~is_told & tells.is_(False)}[told]


async def list_promises(request: web.Request) -> web.Response:
    """GET /console/done/promised: promises with their days, and what somebody has to be told."""
    store, today = request.app[PARTS].store, london_day(request.app[PARTS].clock())
    listing, waiting = await asyncio.gather(
        make_listing(request, PROMISES, find_promises), list_to_tell(store, today, find_mine(request))
    )
    to_tell = [(row, find_to_do(read_safe_way(row["way"]))) for row in waiting]
    values = {"to_tell": to_tell, "kinds": KINDS}
    return show_listing(request, listing, "actions_promised.html", "Promised", **values)


async def send_promises(request: web.Request) -> web.Response:
    """GET /console/export/promised: the promises that the list shows."""
    return await send_list(request, PROMISES, find_promises)


async def find_promises(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    today = london_day(request.app[PARTS].clock())
    promises = await list_promised(request.app[PARTS].store, find_mine(request))
    lines: list[dict[str, Any]] = [
        {"promise": promise, "is_late": promise.is_late(today)} for promise in promises
    ]
    return Found(InMemory([line for line in lines if _is_wanted(asked, **line)]))


def _is_wanted(asked: Asked, promise: Promise, *, is_late: bool) -> bool:
    state, what, find = (asked.said(key) for key in ("state", "what", "find"))
    return (
        (not state or (state == LATE) is is_late)
        and (not what or (what == "action") is bool(promise.action_id))
        and (not find or promise.review_ref == find)
        and asked.is_within(promise.promised_on)
    )


def find_mine(request: web.Request) -> ColumnElement[bool] | None:
    """Return the condition on reviews for somebody who sees their own alone."""
    reach = find_reach(request)
    return None if reach is None else col(Review.child_ref).in_(own_children(reach))


_ACTIONS: Any = (
    select(
        col(Action.id),
        col(Action.review_ref),
        col(Action.written_at),
        col(Action.outcome),
        col(Action.tells_child),
        col(Action.promised_on),
        col(Action.told_at),
        col(Review.iro_ref),
        col(Iro.name).label("iro_name"),
    )
    .join(Review, col(Review.review_ref) == col(Action.review_ref))
    .outerjoin(Iro, col(Iro.iro_ref) == col(Review.iro_ref))
)
