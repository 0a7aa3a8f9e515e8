"""GET /console/children: found by their reference, or a number that belongs to them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import func, literal_column, or_, select
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.access import may
from admin.console.meetings.listing import list_iros, list_teams
from admin.console.scope import own_children
from admin.console.staff import STAFF, find_reach
from admin.console.tables.declared import DAYS, Cell, Choice, Column, Ref, Table
from admin.console.tables.lines import Found, InDatabase
from admin.console.tables.pages import send_list, show_list
from forms.london import london_day
from forms.records import Alert, Child, HandOver, Invitation, Response, Review
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from aiohttp import web
    from sqlalchemy import ColumnElement, Select

    from admin.console.tables.asked import Asked
    from forms.units import Row

CHILDREN = "/console/children"
SEARCHERS = may(Role.MANAGER, Role.BUSINESS_SUPPORT, own=(Role.IRO,))
OPENERS = frozenset({Role.IRO, Role.MANAGER})
SOON = timedelta(weeks=6)
"""As long as a meeting is prepared."""
OVERDUE, NEAR, LATER, NONE = "overdue", "near", "later", "none"
COMES = {
    OVERDUE: "Overdue",
    NEAR: "Within six weeks",
    LATER: "Later",
    NONE: "None is known",
}


def address_of(child_ref: str) -> str:
    """Return the address of a child's page."""
    return f"{CHILDREN}/{quote(child_ref, safe='')}"


def _say_due(line: Row) -> Cell:
    is_late = line["due_on"] is not None and line["due_on"] < line["today"]
    return Cell(line["due_on"], below="overdue" if is_late else "", looks="state overdue" if is_late else "")


def _say_language(child_ref: str) -> Cell:
    return Cell("language", f"{address_of(child_ref)}/language", f" of {child_ref}")


TABLE = Table(
    name="children",
    address=CHILDREN,
    one="child",
    many="children",
    columns=(
        Column(
            "child",
            "Child",
            lambda line: Cell(line["child_ref"], line["href"]),
            col(Child.child_ref),
            is_head=True,
        ),
        Column("iro", "IRO", lambda line: line["iro_name"], literal_column("iro_ref")),
        Column("team", "Team", lambda line: line["team"], literal_column("team")),
        Column("due", "Next meeting due", _say_due, literal_column("due_on")),
        Column("language", "Language", lambda line: _say_language(line["child_ref"]), is_taken_out=False),
        Column("held", "Last meeting held", lambda line: line["held_on"], literal_column("held_on")),
    ),
    filters=(
        Ref("q", "Child", "or the number of a meeting, answer or hand-over"),
        Choice("iro", "IRO", blank="Any IRO"),
        Choice("team", "Team", blank="Any team"),
        Choice("next", "Next meeting", COMES, "Any"),
        *DAYS,
    ),
    order="child",
    may=SEARCHERS,
    audit="child.export_list",
)


async def search(request: web.Request) -> web.Response:
    """Show a page of them. No words of anybody."""
    return await show_list(request, TABLE, find_children, "children.html", "Children")


async def send_children(request: web.Request) -> web.Response:
    """GET /console/export/children: those that the list shows."""
    return await send_list(request, TABLE, find_children)


async def find_children(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    store, reach = request.app[PARTS].store, find_reach(request)
    today = london_day(request.app[PARTS].clock())
    iros = dict(await list_iros(store))
    may_open = request[STAFF].is_any(OPENERS)

    async def tell(rows: Sequence[Row]) -> list[dict[str, Any]]:
        return [
            {
                **row,
                "today": today,
                "iro_name": iros.get(row["iro_ref"], row["iro_ref"]),
                "href": address_of(row["child_ref"]) if may_open else "",
            }
            for row in rows
        ]

    wanted: Any = select(
        col(Child.child_ref),
        _IRO_REF.label("iro_ref"),
        _TEAM.label("team"),
        _find_due(today).label("due_on"),
        _find_held(today).label("held_on"),
    ).where(*_list_conditions(asked, today, reach))
    lines = InDatabase(store, wanted, (col(Child.child_ref),), tell)
    theirs = {"language"} if may_open else set()
    if reach is not None:
        return Found(lines, without=frozenset({"iro", "team"} | theirs))
    options = {"iro": list(iros.items()), "team": await list_teams(store)}
    return Found(lines, options, without=frozenset(theirs))


def _list_conditions(
    asked: Asked, today: date, reach: frozenset[str] | None
) -> Iterator[ColumnElement[bool]]:
    if reach is not None:
        yield col(Child.child_ref).in_(own_children(reach))
    if asked.said("q"):
        yield _matches(asked.said("q"))
    if asked.said("iro"):
        yield col(Child.child_ref).in_(own_children((asked.said("iro"),)))
    if asked.said("team"):
        yield asked.said("team") == _TEAM
    due_on = _find_due(today)
    if comes := asked.said("next"):
        yield {
            OVERDUE: due_on < today,
            NEAR: due_on.between(today, today + SOON),
            LATER: due_on > today + SOON,
            NONE: due_on.is_(None),
        }[comes]
    if first_on := asked.day("from"):
        yield due_on >= first_on
    if last_on := asked.day("to"):
        yield due_on <= last_on


def _matches(typed: str) -> ColumnElement[bool]:
    """Match the beginning of the reference, or the number of something that is the child's."""
    of_review = select(col(Review.child_ref))
    invited = of_review.join(Invitation, col(Invitation.review_ref) == col(Review.review_ref))
    answered = invited.join(Response, col(Response.invitation_id) == col(Invitation.id))
    named: tuple[Select[Any], ...] = (
        of_review.where(col(Review.review_ref) == typed),
        invited.where(col(Invitation.id) == typed),
        answered.where(col(Response.id) == typed),
        of_review.join(Alert, col(Alert.review_ref) == col(Review.review_ref)).where(col(Alert.id) == typed),
        of_review.join(HandOver, col(HandOver.review_ref) == col(Review.review_ref)).where(
            col(HandOver.id) == typed
        ),
    )
    ref = col(Child.child_ref)
    return or_(ref.startswith(typed, autoescape=True), *(ref.in_(one) for one in named))


def _of_newest(column: Any) -> Any:  # noqa: ANN401 - a column as SQLModel types it
    """Say a column of the child's newest review: by it a child has its IRO."""
    day = func.coalesce(col(Review.due_on), col(Review.held_on))
    return (
        select(col(column))
        .where(col(Review.child_ref) == col(Child.child_ref))
        .order_by(day.desc().nulls_last(), col(Review.review_ref).desc())
        .limit(1)
        .correlate(Child)
        .scalar_subquery()
    )


def _of_those_on(value: Any, *conditions: Any) -> Any:  # noqa: ANN401 - as SQLAlchemy types them
    goes_on = col(Review.stood_down).is_not(True)
    theirs = col(Review.child_ref) == col(Child.child_ref)
    return select(value).where(theirs, goes_on, *conditions).correlate(Child).scalar_subquery()


def _find_due(today: date) -> Any:  # noqa: ANN401 - likewise
    """Say when the next meeting is due that is not held; a day in the future is a plan."""
    is_open = or_(col(Review.held_on).is_(None), col(Review.held_on) > today)
    return _of_those_on(func.min(col(Review.due_on)), is_open)


def _find_held(today: date) -> Any:  # noqa: ANN401 - likewise
    return _of_those_on(func.max(col(Review.held_on)), col(Review.held_on) <= today)


_IRO_REF, _TEAM = _of_newest(Review.iro_ref), _of_newest(Review.team)
