"""What came of the made-up council's alerts: told, taken on mostly in time, closed; the newest wait still."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.alerts.clock import AlertClock
from admin.alerts.routing import DUTY
from admin.demo_staff import STAFF
from forms.alert_steps import Step, StepKind, name_step, write_step
from forms.hours import read_hours
from forms.records import Alert, OutboxMessage
from forms.units import Delete, Update

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from forms.keys import Keys
    from forms.settings import Settings
    from forms.units import Row, Write

LEFT_OPEN = timedelta(days=3)
"""Alerts as young as that wait for somebody, as they would in a council."""
TAKEN_ON_WITHIN = (5, 15, 25, 40, 55, 70, 90, 110, 150, 260)
"""Minutes of working time: eight of ten within two hours."""
CLOSED_WITHIN = timedelta(hours=12)
LIKELY = ("spoken", "acted_on", "acted_on", "known", "known", "no_worry", "enquiry", "allegation")


def settle(keys: Keys, settings: Settings, alert: Row, now: datetime) -> Iterator[Write]:
    """Let somebody have dealt with an alert, unless it is young; and send nobody an e-mail about it."""
    yield Delete(OutboxMessage, {"id": keys.mac("mail", alert["id"])})
    if alert["raised_at"] >= now - LEFT_OPEN:
        return
    luck = Random(alert["id"])  # noqa: S311 - made-up lives, the same at each start
    clock = AlertClock(read_hours(settings.working_hours), timedelta(minutes=settings.alert_minutes))
    taken_at = clock.add(alert["raised_at"], timedelta(minutes=luck.choice(TAKEN_ON_WITHIN)))
    taken_at = min(taken_at, now - CLOSED_WITHIN)
    closed_at = taken_at + luck.uniform(0.1, 1) * CLOSED_WITHIN
    code = luck.choice(LIKELY)
    duty = next(one for one in STAFF if Role.DUTY in one.roles).find_id(keys)
    steps = (
        Step(alert["id"], StepKind.TOLD, alert["raised_at"] + timedelta(seconds=2), "", duty, DUTY),
        Step(alert["id"], StepKind.ACKNOWLEDGED, taken_at, by=duty),
        Step(alert["id"], StepKind.OUTCOME, closed_at, by=duty, code=code),
    )
    yield from (write_step(keys, name_step(keys, step, "made up"), step) for step in steps)
    yield Update(Alert, {"id": alert["id"]}, {"acknowledged_at": taken_at, "closed_at": closed_at})
