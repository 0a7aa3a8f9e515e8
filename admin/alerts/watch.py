"""Watches the alerts that wait: whoever is to be told is told, and what waits too long goes to the next.

Nothing is remembered between two looks, so a restart, a second process or an hour without a database change
nothing but when it happens.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from admin.alerts.clock import AlertClock
from admin.alerts.escalation import plan_next
from admin.alerts.letters import Post
from admin.alerts.people import read_people
from admin.alerts.telling import TellUnit
from forms.alert_steps import place_step
from forms.hours import read_hours
from forms.problems import StoreUnavailableError
from forms.records import Alert, AlertStep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.sending import SendingParts
    from forms.settings import Settings
    from forms.units import Row

LOG = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 2.0
"""So soon somebody is told; while nothing waits, a look is one read of an index."""
ALERTS: Any = Alert.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
STEPS: Any = AlertStep.__table__  # type: ignore[attr-defined]  # likewise


def make_clock(settings: Settings) -> AlertClock:
    """Make the clock of this council's alerts. Raises ValueError without working hours."""
    return AlertClock(read_hours(settings.working_hours), timedelta(minutes=settings.alert_minutes))


async def run_watch(parts: SendingParts, stop: asyncio.Event) -> None:
    """Look, until told to stop. Whatever goes wrong, the next look is made."""
    while not stop.is_set():
        try:
            await look(parts)
        except StoreUnavailableError:
            LOG.warning("alerts: the database is not available; trying again")
        except Exception as fault:  # noqa: BLE001 - whatever it is, the next alert must still be told of
            LOG.error("alerts: %s; trying again", type(fault).__name__)  # noqa: TRY400 - a traceback may carry values
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_EVERY_SECONDS)


async def look(parts: SendingParts) -> int:
    """Do what is to be done by now; return how many people were told. Raises StoreUnavailableError."""
    alerts = await parts.store.read(_WAITING)
    if not alerts:
        return 0
    steps = sort_steps(await parts.store.read(_THEIR_STEPS))
    now = parts.clock()
    people = await read_people(parts.store, now)
    clock, told = make_clock(parts.settings), 0
    by_id = {person.account_id: person for person in people}
    post = Post(parts.keys, parts.settings)
    for alert in alerts:
        plan = plan_next(alert, steps[alert["id"]], people, clock, now)
        if plan is not None:
            told += await parts.store.write(TellUnit(post, alert["id"], plan, by_id, now))
    return told


def sort_steps(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the steps of each alert, in the order in which they happened."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=place_step):
        found[row["alert_id"]].append(row)
    return found


_WAITING = select(ALERTS).where(ALERTS.c.acknowledged_at.is_(None)).order_by(ALERTS.c.raised_at, ALERTS.c.id)
_THEIR_STEPS = select(STEPS).join(ALERTS).where(ALERTS.c.acknowledged_at.is_(None))
