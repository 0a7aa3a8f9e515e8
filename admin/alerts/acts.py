"""What staff do with an alert: take it on, hand it on, say what came of it, try the way. Each is a step.

Whoever must not know can do none of it: they are told that there is no such alert.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.alerts.escalation import TEST
from admin.alerts.routing import POSTS, Person, list_named, may_know
from forms.alert_steps import Step, StepKind, name_step, write_step
from forms.records import Alert
from forms.units import Insert, Key, Row, Rows, Update, Writes

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys

OUTCOMES = {
    "spoken": "Somebody spoke with them, and they are safe",
    "acted_on": "The team of their social worker is acting on it",
    "enquiry": "A child-protection enquiry has begun",
    "allegation": "It goes on as an allegation about somebody who works or cares for children",
    "emergency": "The emergency services were called",
    "known": "It was known already, and is being dealt with",
    "no_worry": "Looked at: there is no cause for worry",
    "not_reached": "They could not be reached, and somebody else has taken it over",
}
"""What can come of an alert, as codes that can be counted."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, to which alert, and when."""

    keys: Keys
    alert_id: str
    who: Person
    now: datetime

    @property
    def key(self) -> Key:
        """The alert."""
        return Key(Alert, "id", self.alert_id)

    def find(self, rows: Rows) -> Row | None:
        """Return the alert, if this person may know of it."""
        alert = rows.get(self.key)
        return alert if alert is not None and may_know(self.who, list_named(alert)) else None

    def make_step(self, kind: StepKind) -> Step:
        """Make a step of theirs."""
        return Step(self.alert_id, kind, self.now, by=self.who.account_id)

    def write(self, step: Step, values: Row, words: str = "") -> tuple[Insert, Update]:
        """Write the step, and the columns that change with it."""
        step_id = name_step(self.keys, step, self.who.account_id, self.now.isoformat())
        return write_step(self.keys, step_id, step, words), Update(Alert, {"id": self.alert_id}, values)


@dataclass(frozen=True, slots=True)
class AcknowledgeUnit:
    """Take an alert on. False: it is gone, or somebody was sooner. A test is over with it."""

    act: Act

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self.act.key,)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was taken on by this."""
        alert = self.act.find(rows)
        if alert is None or alert["acknowledged_at"] is not None:
            return Writes(result=False)
        closed = {"closed_at": self.act.now} if alert["cause"] == TEST else {}
        values = {"acknowledged_at": self.act.now, **closed}
        return Writes(True, self.act.write(self.act.make_step(StepKind.ACKNOWLEDGED), values))  # noqa: FBT003 - the result is the answer


@dataclass(frozen=True, slots=True)
class HandOnUnit:
    """Hand an alert on to a post: it waits again, and whoever holds the post is told. False: it cannot be."""

    act: Act
    role: str
    words: str = ""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self.act.key,)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was handed on."""
        alert = self.act.find(rows)
        if (
            alert is None
            or alert["closed_at"] is not None
            or alert["cause"] == TEST
            or self.role not in POSTS
        ):
            return Writes(result=False)
        step = replace(self.act.make_step(StepKind.HANDED_ON), to_role=self.role)
        return Writes(True, self.act.write(step, {"acknowledged_at": None}, self.words))  # noqa: FBT003 - likewise


@dataclass(frozen=True, slots=True)
class OutcomeUnit:
    """Say what came of an alert that somebody took on, and again if more comes. False: it cannot be."""

    act: Act
    code: str
    words: str = ""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self.act.key,)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was written down."""
        alert = self.act.find(rows)
        if alert is None or alert["acknowledged_at"] is None or self.code not in OUTCOMES:
            return Writes(result=False)
        closed = {"closed_at": alert["closed_at"] or self.act.now}
        step = replace(self.act.make_step(StepKind.OUTCOME), code=self.code)
        return Writes(True, self.act.write(step, closed, self.words))  # noqa: FBT003 - likewise


@dataclass(frozen=True, slots=True)
class LookUnit:
    """Hand an alert over whose words are to be opened. None: there is none, for this person."""

    act: Act

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self.act.key,)

    def decide(self, rows: Rows) -> Writes[Row | None]:
        """Return the alert."""
        return Writes(self.act.find(rows))


@dataclass(frozen=True, slots=True)
class TryUnit:
    """Raise an alert by which the whole way is tried: one a minute. It is told of like any other."""

    keys: Keys
    by: str
    now: datetime

    @property
    def alert_id(self) -> str:
        """Its id."""
        return self.keys.mac("alert", TEST, f"{self.now:%Y-%m-%d %H:%M}")

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Alert, "id", self.alert_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was raised by this."""
        if rows.get(self.reads[0]) is not None:
            return Writes(result=False)
        alert = Alert(id=self.alert_id, cause=TEST, audience="staff", raised_at=self.now)
        return Writes(True, (Insert(Alert, alert.model_dump()),))  # noqa: FBT003 - likewise
