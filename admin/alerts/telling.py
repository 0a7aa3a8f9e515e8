"""Writes down who is told of an alert, with the messages that tell them: neither without the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.alerts.escalation import TEST
from admin.alerts.routing import list_named, may_know
from forms.alert_steps import Step, StepKind, name_step, write_step
from forms.records import Alert, AlertStep
from forms.units import Key, Row, Rows, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from admin.alerts.escalation import Plan
    from admin.alerts.letters import Post
    from admin.alerts.routing import Person, Recipient


@dataclass(frozen=True, slots=True)
class TellUnit:
    """Carry out a plan for an alert. What another process has written meanwhile is not written again.

    Looks once more who must not know: somebody may have said so since the plan was made.
    """

    post: Post
    alert_id: str
    plan: Plan
    people: Mapping[str, Person]
    now: datetime

    @property
    def alert_key(self) -> Key:
        """The alert."""
        return Key(Alert, "id", self.alert_id)

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self.alert_key, *(Key(AlertStep, "id", self._name(to)) for to in self.plan.tell))

    def decide(self, rows: Rows) -> Writes[int]:
        """Tell how many were told."""
        alert = rows.get(self.alert_key)
        if alert is None or alert["acknowledged_at"] is not None:
            return Writes(0)
        told = [to for to in self.plan.tell if self._is_to_be_told(alert, to, rows)]
        writes = [write for to in told for write in self._tell(alert, to)]
        return Writes(len(told), (*self._escalate(), *writes))

    def _is_to_be_told(self, alert: Row, to: Recipient, rows: Rows) -> bool:
        if rows.get(Key(AlertStep, "id", self._name(to))) is not None:
            return False
        return not to.account_id or may_know(self.people[to.account_id], list_named(alert))

    def _escalate(self) -> Iterator[Write]:
        if self.plan.is_escalated:
            step = self._make_step(StepKind.ESCALATED)
            yield write_step(self.post.keys, name_step(self.post.keys, step, *self._run), step)

    def _tell(self, alert: Row, to: Recipient) -> Iterator[Write]:
        person = self.people.get(to.account_id)
        is_mailed_already = person is None and self._is_mailed
        ways = self.post.list_ways(person)
        step = self._make_step(StepKind.TOLD, to, " ".join(ways))
        yield write_step(self.post.keys, self._name(to), step)
        if not is_mailed_already:
            yield from self.post.write(self._name(to), step, person, is_test=alert["cause"] == TEST)

    @property
    def _is_mailed(self) -> bool:
        """Tell whether the duty contact's e-mail was written with the alert itself."""
        return self.plan.level == 0 and self.plan.run.is_mailed

    @property
    def _run(self) -> tuple[str, str]:
        return self.plan.run.name, str(self.plan.level)

    def _name(self, to: Recipient) -> str:
        return name_step(self.post.keys, self._make_step(StepKind.TOLD), *self._run, to.account_id)

    def _make_step(self, kind: StepKind, to: Recipient | None = None, way: str = "") -> Step:
        return Step(
            self.alert_id,
            kind,
            self.now,
            to_account=to.account_id if to else "",
            to_role=to.role if to else "",
            way=way,
            level=self.plan.level,
            code=self.plan.run.name,
        )
