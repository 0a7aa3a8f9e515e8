"""GET /console/meetings: which there are, and what of them still needs somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlmodel import col

from admin.console.meetings.addresses import LISTERS, MEETINGS, find_address
from admin.console.scope import own_children
from admin.console.staff import find_reach
from admin.console.tables.declared import DAYS, Cell, Choice, Column, Ref, Table
from admin.console.tables.lines import Found, InDatabase
from admin.console.tables.pages import show_list
from admin.meeting_states import NAMES, State, find_state, in_state
from admin.recording.choices import KINDS
from forms.london import london_day
from forms.records import Invitation, Iro, Review
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from aiohttp import web
    from sqlalchemy import ColumnElement

    from admin.console.tables.asked import Asked
    from forms.store import Store
    from forms.units import Row

TO_DO, ALL = "to_do", "all"
STATES: Mapping[str, str] = {
    TO_DO: "To do",
    **{state.value: name for state, name in NAMES.items()},
    ALL: "All of them",
}
OPEN_STATES = (State.OVERDUE, State.TO_COME, State.NO_CODE)
OUT = "meeting.export"
DAY: ColumnElement[Any] = func.coalesce(col(Review.held_on), col(Review.due_on))
"""The day of a meeting: held, or else due."""


def _say_day(line: Row) -> Cell:
    state = line["state"]
    return Cell(
        line["held_on"] or line["due_on"] or "no day", below=NAMES[state], looks=f"state {state.value}"
    )


def _say_meeting(line: Row) -> Cell:
    kind = KINDS.get(line["meeting_kind"], line["meeting_kind"])
    return Cell(line["review_ref"], find_address(line["review_ref"]), below=kind)


def _say_answers(line: Row) -> str:
    return f"{line['sent']} sent, {line['asked']} asked" if line["asked"] else "nobody asked"


TABLE = Table(
    name="meetings",
    address=MEETINGS,
    one="meeting",
    many="meetings",
    columns=(
        Column("day", "Day", _say_day, DAY),
        Column("meeting", "Meeting", _say_meeting, is_head=True),
        Column("child", "Child", lambda line: line["child_ref"], col(Review.child_ref)),
        Column("iro", "IRO", lambda line: line["iro_name"] or line["iro_ref"], col(Review.iro_ref)),
        Column("team", "Team", lambda line: line["team"], col(Review.team)),
        Column("code", "Code", lambda line: line["participation_code"], col(Review.participation_code)),
        Column("answers", "Answers", _say_answers),
    ),
    filters=(
        Choice("state", "Which", STATES, usual=TO_DO),
        Choice("kind", "Kind", KINDS, "Any kind"),
        Choice("team", "Team", blank="Any team"),
        Choice("iro", "IRO", blank="Any IRO"),
        *DAYS,
        Ref("find", "Child or review", "the whole reference"),
    ),
    order="day",
    may=LISTERS,
    audit=OUT,
)
_COLUMNS: tuple[Any, ...] = (
    col(Review.review_ref),
    col(Review.child_ref),
    col(Review.iro_ref),
    col(Iro.name).label("iro_name"),
    col(Review.team),
    col(Review.meeting_kind),
    col(Review.due_on),
    col(Review.held_on),
    col(Review.stood_down),
    col(Review.participation_code),
)


async def list_meetings(request: web.Request) -> web.Response:
    """Show a page of the list."""
    sees_all = find_reach(request) is None
    return await show_list(request, TABLE, find_meetings, "meetings.html", "Meetings", sees_all=sees_all)


async def find_meetings(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    store, today, reach = request.app[PARTS].store, _find_today(request), find_reach(request)

    async def tell(rows: Sequence[Row]) -> list[Row]:
        sent = await _count_sent(store, [row["review_ref"] for row in rows])
        none = {"asked": 0, "sent": 0}
        return [
            {**row, "state": _find_state(row, today), **sent.get(row["review_ref"], none)} for row in rows
        ]

    wanted = select(*_COLUMNS).outerjoin(Iro, col(Iro.iro_ref) == col(Review.iro_ref))
    lines = InDatabase(
        store,
        wanted.where(*_list_conditions(asked, today, reach)),
        (DAY.nulls_last(), col(Review.review_ref)),
        tell,
    )
    if reach is not None:
        return Found(lines, without=frozenset({"iro", "team"}))
    return Found(lines, {"team": await list_teams(store), "iro": await list_iros(store)})


def list_conditions(request: web.Request, asked: Asked) -> list[ColumnElement[bool]]:
    """Say what was asked for to the database: of their own children, for whoever sees these alone."""
    return list(_list_conditions(asked, _find_today(request), find_reach(request)))


def _list_conditions(
    asked: Asked, today: date, reach: frozenset[str] | None
) -> Iterator[ColumnElement[bool]]:
    if reach is not None:
        yield col(Review.child_ref).in_(own_children(reach))
    state = asked.said("state")
    states = OPEN_STATES if state == TO_DO else () if state == ALL else (State(state),)
    if states:
        yield or_(*(in_state(state, today) for state in states))
    columns = {"kind": Review.meeting_kind, "team": Review.team, "iro": Review.iro_ref}
    for key, column in columns.items():
        if asked.said(key):
            yield col(column) == asked.said(key)
    if find := asked.said("find"):
        yield or_(col(Review.review_ref) == find, col(Review.child_ref) == find)
    if first_on := asked.day("from"):
        yield first_on <= DAY
    if last_on := asked.day("to"):
        yield last_on >= DAY


def _find_today(request: web.Request) -> date:
    return london_day(request.app[PARTS].clock())


def name_state(review: Row, today: date) -> tuple[str, str]:
    """Return the state of a meeting: its code, and in words."""
    state = _find_state(review, today)
    return state.value, NAMES[state]


def _find_state(review: Row, today: date) -> State:
    columns = ("stood_down", "held_on", "due_on", "meeting_kind", "participation_code")
    return find_state(**{name: review[name] for name in columns}, today=today)


async def _count_sent(store: Store, review_refs: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    """Count what was asked about these reviews, and what came in."""
    ref = col(Invitation.review_ref)
    takes, submitted = func.count().label("asked"), func.sum(col(Invitation.submitted)).label("sent")
    rows = await store.read(select(ref, takes, submitted).where(ref.in_(review_refs)).group_by(ref))
    return {row["review_ref"]: {"asked": row["asked"], "sent": row["sent"]} for row in rows}


async def list_teams(store: Store) -> list[tuple[str, str]]:
    """List the teams there are."""
    rows = await store.read(select(col(Review.team)).where(col(Review.team) != "").distinct())
    return [(team, team) for team in sorted(row["team"] for row in rows)]


async def list_iros(store: Store) -> list[tuple[str, str]]:
    """List the IROs there are: each reference with the name."""
    rows = await store.read(select(col(Iro.iro_ref), col(Iro.name)).order_by(col(Iro.iro_ref)))
    return [(row["iro_ref"], row["name"] or row["iro_ref"]) for row in rows]
