"""GET /console/meetings: which there are, and what of them still needs somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from admin.console.meetings.addresses import MEETINGS
from admin.console.meetings.filters import STATES, Filter, read_filter
from admin.console.pages import show
from admin.console.paging import Paging, read_page
from admin.console.staff import find_reach
from admin.meeting_states import NAMES, find_state
from admin.recording.choices import KINDS
from forms.london import london_day
from forms.records import Invitation, Iro, Review
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from aiohttp import web

    from forms.store import Store
    from forms.units import Row

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
    store, today = request.app[PARTS].store, london_day(request.app[PARTS].clock())
    chosen = read_filter(request.query)
    where = chosen.where(today, find_reach(request))
    found = await store.read(select(func.count().label("rows")).select_from(Review).where(where))
    paging = Paging(read_page(request.query.get("page", "")), found[0]["rows"])
    rows = await store.read(
        select(*_COLUMNS)
        .outerjoin(Iro, col(Iro.iro_ref) == col(Review.iro_ref))
        .where(where)
        .order_by(*chosen.list_orders())
        .limit(paging.size)
        .offset(paging.offset)
    )
    sent = await _count_sent(store, [row["review_ref"] for row in rows])
    return show(
        request,
        "meetings.html",
        "Meetings",
        chosen=chosen,
        paging=paging,
        meetings=[(row, name_state(row, today), sent.get(row["review_ref"], (0, 0))) for row in rows],
        states=STATES,
        kinds=KINDS,
        choices=await _list_choices(store) if find_reach(request) is None else None,
        address=MEETINGS,
        is_chosen=chosen != Filter(order=chosen.order),
    )


def name_state(review: Row, today: date) -> tuple[str, str]:
    """Return the state of a meeting: its code, and in words."""
    columns = ("stood_down", "held_on", "due_on", "meeting_kind", "participation_code")
    state = find_state(**{name: review[name] for name in columns}, today=today)
    return state.value, NAMES[state]


async def _count_sent(store: Store, review_refs: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Count what was asked about these reviews, and what came in."""
    ref = col(Invitation.review_ref)
    takes, submitted = func.count().label("asked"), func.sum(col(Invitation.submitted)).label("sent")
    rows = await store.read(select(ref, takes, submitted).where(ref.in_(review_refs)).group_by(ref))
    return {row["review_ref"]: (row["asked"], row["sent"]) for row in rows}


async def _list_choices(store: Store) -> dict[str, Any]:
    """List the teams and IROs that there are, for whoever sees more than their own."""
    teams = await store.read(select(col(Review.team)).where(col(Review.team) != "").distinct())
    return {
        "teams": [(team, team) for team in sorted(row["team"] for row in teams)],
        "iros": await list_iros(store),
    }


async def list_iros(store: Store) -> list[tuple[str, str]]:
    """List the IROs there are: each reference with the name."""
    rows = await store.read(select(col(Iro.iro_ref), col(Iro.name)).order_by(col(Iro.iro_ref)))
    return [(row["iro_ref"], row["name"] or row["iro_ref"]) for row in rows]
