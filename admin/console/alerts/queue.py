"""The alerts that somebody may know of: read, left out where they must not, and put in their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.alerts.clock import NONE, AlertClock, say_left
from admin.alerts.escalation import TEST, find_run
from admin.alerts.people import read_names
from admin.alerts.routing import list_named, may_know
from admin.alerts.watch import ALERTS, STEPS, make_clock, sort_steps
from admin.console.alerts.who import LOOKERS, make_person
from admin.console.scope import is_the_managers, own_children
from admin.console.staff import STAFF
from forms.alert_steps import StepKind
from forms.records import Invitation, Iro, Response, Review
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from aiohttp import web

    from forms.units import Row

MOST = 200
"""Alerts on one page. More that wait than this is a day on which somebody must telephone."""
LATEST_CLOSED = 5_000
"""More than a council closes in ten years."""
LAST = timedelta(days=10_000)
"""Stands behind everything that waits."""


@dataclass(frozen=True, slots=True)
class Item:
    """One alert as it stands in the queue."""

    alert: Row
    state: str
    is_overdue: bool = False
    is_waiting: bool = False
    left: timedelta = LAST


async def read_alerts(request: web.Request, *, closed: bool = False) -> list[Item]:
    """Read the alerts that whoever asks may know of. Raises StoreUnavailableError."""
    store = request.app[PARTS].store
    wanted = _CLOSED if closed else _OPEN
    rows = [row for row in await store.read(_limit(request, wanted)) if _may_see(request, row)]
    ids = [row["id"] for row in rows]
    steps = sort_steps(await store.read(select(STEPS).where(STEPS.c.alert_id.in_(ids)))) if ids else {}
    names = await read_names(store) if ids else {}
    maker = ItemMaker(make_clock(request.app[PARTS].settings), names, request.app[PARTS].clock())
    items = [maker.make(row, steps.get(row["id"], [])) for row in rows]
    return items if closed else sorted(items, key=lambda item: item.left)


async def find_alert(request: web.Request, alert_id: str) -> Row | None:
    """Find an alert, with what it is about; None for whoever must not know, as if there were none."""
    rows = await request.app[PARTS].store.read(_limit(request, _COLUMNS.where(ALERTS.c.id == alert_id)))
    return rows[0] if rows and _may_see(request, rows[0]) else None


def make_item(request: web.Request, row: Row, steps: Sequence[Row], names: Mapping[str, str]) -> Item:
    """Put one alert into words, as it stands now."""
    parts = request.app[PARTS]
    return ItemMaker(make_clock(parts.settings), names, parts.clock()).make(row, steps)


def _limit(request: web.Request, wanted: Any) -> Any:  # noqa: ANN401 - selects as SQLAlchemy types them
    """Leave out other people's children for whoever may see their own alone: an IRO who holds no post."""
    if not _sees_own_alone(request):
        return wanted
    return wanted.where(col(Review.child_ref).in_(own_children(request[STAFF].iro_refs)))


def _sees_own_alone(request: web.Request) -> bool:
    return not request[STAFF].is_any(LOOKERS.anybody)


def _may_see(request: web.Request, row: Row) -> bool:
    """Tell whether whoever asks may know of an alert; one from what is said about an IRO is no IRO's."""
    if not may_know(make_person(request[STAFF]), list_named(row)):
        return False
    return not (_sees_own_alone(request) and row["form_key"] and is_the_managers(request.app[PARTS], row))


@dataclass(frozen=True, slots=True)
class ItemMaker:
    """Puts alerts into words, as they stand at one moment."""

    clock: AlertClock
    names: Mapping[str, str]
    now: datetime

    def make(self, row: Row, steps: Sequence[Row]) -> Item:
        """Make one alert's place in the queue."""
        if row["acknowledged_at"] is None and row["cause"] != TEST:
            return self._make_waiting(row, steps)
        return Item(row, self._say_state(row, steps))

    def _make_waiting(self, row: Row, steps: Sequence[Row]) -> Item:
        since = find_run(row, steps).since
        left = self.clock.left(since, self.now)
        return Item(
            row,
            say_left(left),
            is_overdue=left <= NONE,
            is_waiting=True,
            left=left,
        )

    def _say_state(self, row: Row, steps: Sequence[Row]) -> str:
        """Say who took an alert on, or that nobody has to."""
        if row["acknowledged_at"] is None:
            return "a test"
        by = next((step["by"] for step in reversed(steps) if step["kind"] == StepKind.ACKNOWLEDGED), "")
        return f"taken on by {self.names.get(by, 'somebody')}"


_COLUMNS = (
    select(
        ALERTS,
        col(Review.child_ref),
        col(Review.iro_ref),
        col(Review.due_on),
        col(Review.held_on),
        col(Iro.name).label("iro_name"),
        col(Invitation.form_key),
        col(Invitation.person),
        col(Response.form_version),
        col(Response.channel),
        col(Response.submitted_at),
    )
    .outerjoin(Review, col(Review.review_ref) == ALERTS.c.review_ref)
    .outerjoin(Iro, col(Iro.iro_ref) == col(Review.iro_ref))
    .outerjoin(Invitation, col(Invitation.id) == ALERTS.c.invitation_id)
    .outerjoin(Response, col(Response.id) == ALERTS.c.response_id)
)
_OPEN = (
    _COLUMNS.where(ALERTS.c.closed_at.is_(None))
    .order_by(ALERTS.c.acknowledged_at.is_not(None), ALERTS.c.raised_at, ALERTS.c.id)
    .limit(MOST)
)
_CLOSED = (
    _COLUMNS.where(ALERTS.c.closed_at.is_not(None))
    .order_by(ALERTS.c.closed_at.desc(), ALERTS.c.id)
    .limit(LATEST_CLOSED)
)
