"""GET /console/alerts/all: every alert somebody may know of, open or closed, to look things up. No words.

What waits stands in the queue, in the order of its clock, and in no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.alerts.letters import ALERTS as QUEUE
from admin.console.alerts import wording
from admin.console.alerts.queue import read_alerts
from admin.console.alerts.who import LOOKERS
from admin.console.tables.declared import DAYS, Cell, Choice, Column, Ref, Table
from admin.console.tables.lines import Found, InMemory
from admin.console.tables.pages import send_list, show_list
from forms.london import london_day

if TYPE_CHECKING:
    from aiohttp import web

    from admin.console.alerts.queue import Item
    from admin.console.tables.asked import Asked

EVERY = f"{QUEUE}/all"
WAITING, TAKEN, CLOSED = "waiting", "taken", "closed"
STATES = {WAITING: "Waiting for somebody", TAKEN: "Being dealt with", CLOSED: "Closed"}


def find_state(item: Item) -> str:
    """Tell which of three it is."""
    if item.alert["closed_at"]:
        return CLOSED
    return WAITING if item.is_waiting else TAKEN


def _say_alert(item: Item) -> Cell:
    alert = item.alert
    return Cell(wording.CAUSES[alert["cause"]], f"{QUEUE}/{alert['id']}", f", {alert['id'][:6]}")


def _say_state(item: Item) -> Cell:
    state = item.state[:1].upper() + item.state[1:]
    looks = "late" if item.is_overdue else ""
    return Cell("Closed" if item.alert["closed_at"] else state, looks=looks)


def _say_who(item: Item) -> str:
    return wording.WHO.get(item.alert["audience"]) or "Somebody"


TABLE = Table(
    name="alerts",
    address=EVERY,
    one="alert",
    many="alerts",
    columns=(
        Column("alert", "Alert", _say_alert, lambda item: wording.CAUSES[item.alert["cause"]], is_head=True),
        Column(
            "raised", "Raised", lambda item: item.alert["raised_at"], lambda item: item.alert["raised_at"]
        ),
        Column("state", "State", _say_state, lambda item: (list(STATES).index(find_state(item)), item.left)),
        Column(
            "closed", "Closed", lambda item: item.alert["closed_at"], lambda item: item.alert["closed_at"]
        ),
        Column("who", "Who", _say_who, _say_who),
        Column("child", "Child", lambda item: item.alert["child_ref"], lambda item: item.alert["child_ref"]),
        Column(
            "meeting", "Meeting", lambda item: item.alert["review_ref"], lambda item: item.alert["review_ref"]
        ),
    ),
    filters=(
        Choice("show", "State", STATES, "Any"),
        Choice("cause", "Alert", dict(wording.CAUSES), "Any"),
        *DAYS,
        Ref("find", "Child or meeting", "the whole reference"),
    ),
    order="-raised",
    may=LOOKERS,
    audit="alert.export_list",
)


async def list_every(request: web.Request) -> web.Response:
    """Show a page of them."""
    return await show_list(request, TABLE, find_alerts, "alerts_all.html", "All alerts")


async def send_alerts(request: web.Request) -> web.Response:
    """GET /console/export/alerts: those that the list shows."""
    return await send_list(request, TABLE, find_alerts)


async def find_alerts(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Whoever must not know of one finds none. Raises StoreUnavailableError."""
    shown = asked.said("show")
    items = [] if shown == CLOSED else await read_alerts(request)
    items += await read_alerts(request, closed=True) if shown in {"", CLOSED} else []
    return Found(InMemory([item for item in items if _is_wanted(asked, item)]))


def _is_wanted(asked: Asked, item: Item) -> bool:
    show, cause, find = (asked.said(key) for key in ("show", "cause", "find"))
    alert = item.alert
    return (
        (not show or find_state(item) == show)
        and (not cause or alert["cause"] == cause)
        and (not find or find in {alert["child_ref"], alert["review_ref"]})
        and asked.is_within(london_day(alert["raised_at"]))
    )
