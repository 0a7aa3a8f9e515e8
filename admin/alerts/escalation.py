"""What is to be done about an alert that waits: told to whom, gone to the next. Pure.

Worked out anew each time from what is on record, so it does not matter which process looks, how often, or
how long nobody did: after a stop the alert goes to where it should be by now, and not through each step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.alerts.routing import DUTY, DUTY_CONTACT, Recipient, find_everybody, find_recipients, list_named
from forms.alert_steps import StepKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from admin.alerts.clock import AlertClock
    from admin.alerts.routing import Person
    from forms.units import Row

TEST = "test"
"""The cause of an alert by which somebody tries the whole way: it never goes to the next."""


@dataclass(frozen=True, slots=True)
class Run:
    """The present wait of an alert: since when, who is asked first, and whether it was mailed as it began."""

    since: datetime
    first: str = DUTY
    is_mailed: bool = True
    """The duty contact's e-mail was written with the alert itself, or with what was added to it."""
    place: int = 0
    """How often it began to wait anew."""

    @property
    def name(self) -> str:
        """What its steps are known by."""
        return f"{self.place}/{self.since.isoformat()}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write: the level that was reached (and whether that is news), and who is told now."""

    run: Run
    level: int
    is_escalated: bool
    tell: tuple[Recipient, ...]


def find_run(alert: Row, steps: Sequence[Row]) -> Run:
    """Return the present wait of an alert, by its steps in their order."""
    run = Run(alert["raised_at"], is_mailed=alert["cause"] != TEST)
    for step in steps:
        if step["kind"] == StepKind.HANDED_ON:
            run = Run(step["happened_at"], step["to_role"], is_mailed=False, place=run.place + 1)
        elif step["kind"] == StepKind.ASKED_AGAIN:
            run = Run(step["happened_at"], run.first, place=run.place + 1)
    return run


def plan_next(
    alert: Row, steps: Sequence[Row], people: Sequence[Person], clock: AlertClock, now: datetime
) -> Plan | None:
    """Return what is to be done about an alert that waits; None if nothing is."""
    run = find_run(alert, steps)
    level = 0 if alert["cause"] == TEST else clock.level(run.since, now)
    held = [step for step in steps if step["code"] == run.name and step["level"] == level]
    told = {step["to_account"] for step in held if step["kind"] == StepKind.TOLD}
    new = tuple(to for to in _list_wanted(alert, run, people, level) if to.account_id not in told)
    is_escalated = level > 0 and not any(step["kind"] == StepKind.ESCALATED for step in held)
    return Plan(run, level, is_escalated, new) if new or is_escalated else None


def _list_wanted(alert: Row, run: Run, people: Sequence[Person], level: int) -> tuple[Recipient, ...]:
    """Return who should have been told by now. A test goes by every way there is."""
    named = list_named(alert)
    if alert["cause"] == TEST:
        return find_everybody(people, named)
    wanted = find_recipients(people, named, run.first, level)
    contact = Recipient("", DUTY_CONTACT)
    return wanted if level or not run.is_mailed or contact in wanted else (*wanted, contact)
