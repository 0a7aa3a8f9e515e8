"""Watches the alerts that wait: whoever is to be told is told, and what waits too long goes to the next.

Nothing is remembered between two looks, so a restart, a second process or an hour without a database change
nothing but when it happens.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
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
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from admin.alerts.routing import Person
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
    teller = Teller(parts, people, make_clock(parts.settings), now)
    return sum([await teller.tell(alert, steps[alert["id"]]) for alert in alerts])


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of alerts, one by one, as things stand at one moment."""

    parts: SendingParts
    people: Sequence[Person]
    clock: AlertClock
    now: datetime

    async def tell(self, alert: Row, steps: Sequence[Row]) -> int:
        """Do what is to be done about one alert. One that cannot be told of holds up no other."""
        try:
            plan = plan_next(alert, steps, self.people, self.clock, self.now)
            if plan is None:
                return 0
            post = Post(self.parts.keys, self.parts.settings)
            by_id = {person.account_id: person for person in self.people}
            return await self.parts.store.write(TellUnit(post, alert["id"], plan, by_id, self.now))
        except StoreUnavailableError:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it is, the next alert must still be told of
            LOG.error("alerts: one cannot be told of: %s", type(fault).__name__)  # noqa: TRY400 - a traceback may carry values
            return 0


def sort_steps(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the steps of each alert, in the order in which they happened."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=place_step):
        found[row["alert_id"]].append(row)
    return found


_WAITING = select(ALERTS).where(ALERTS.c.acknowledged_at.is_(None)).order_by(ALERTS.c.raised_at, ALERTS.c.id)
_THEIR_STEPS = select(STEPS).join(ALERTS).where(ALERTS.c.acknowledged_at.is_(None))
