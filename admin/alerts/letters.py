"""What staff are told of an alert outside these pages: that there is one. No name, no review, no words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.records import OutboxMessage
from forms.units import Insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from admin.alerts.routing import Person
    from forms.alert_steps import Step
    from forms.keys import Keys
    from forms.settings import Settings

ALERTS = "/console/alerts"
EMAIL, SMS = "email", "sms"
NEW = "Have Your Say: an alert waits for somebody"
WAITS = "There is an alert in Have Your Say. Somebody may need a person, and nobody has taken it on yet."
LATE = "Have Your Say: an alert has waited too long"
WAITED = "There is an alert in Have Your Say that nobody has taken on in time. It comes to you now."
TRIED = "Have Your Say: this is a test"
TRYING = "Somebody tries whether alerts reach you. This is a test: nobody is waiting for help."
LOOK = "Please sign in and look:"
ANSWER = "Please sign in and say that it reached you:"
NO_DETAILS = "This e-mail carries no details on purpose."


@dataclass(frozen=True, slots=True)
class Post:
    """By which ways this council sends messages, and where its pages are."""

    keys: Keys
    settings: Settings

    def list_ways(self, person: Person | None) -> tuple[str, ...]:
        """Return by which ways somebody is told; None is the duty contact."""
        by_mail = bool(self.settings.smtp_url) and (person is None or bool(person.email))
        by_text = bool(self.settings.notify_key) and person is not None and bool(person.mobile)
        return (*((EMAIL,) if by_mail else ()), *((SMS,) if by_text else ()))

    def write(self, step_id: str, step: Step, person: Person | None, *, is_test: bool) -> Iterator[Insert]:
        """Write the messages of a step to whom it tells, one for each way. No step writes more."""
        for way in self.list_ways(person):
            letter = {"alert": step.alert_id, "role": step.to_role, **self._say(step.level, is_test=is_test)}
            if person is not None:
                letter |= {
                    "account": person.account_id,
                    "to": person.email if way == EMAIL else person.mobile,
                }
            yield self._put(self.keys.mac("message", step_id, way), way, letter, step.happened_at)

    def _say(self, level: int, *, is_test: bool) -> dict[str, str]:
        subject, said, asked = (LATE, WAITED, LOOK) if level else (NEW, WAITS, LOOK)
        if is_test:
            subject, said, asked = TRIED, TRYING, ANSWER
        text = f"{said}\n{asked} {self.settings.public_url}{ALERTS}\n{NO_DETAILS}\n"
        return {"subject": subject, "text": text, **({"test": "yes"} if is_test else {})}

    def _put(self, message_id: str, way: str, letter: dict[str, str], now: datetime) -> Insert:
        row = {
            "id": message_id,
            "channel": way,
            "recipient_hash": "",
            "position": int(now.timestamp() * 1_000_000),
            "sealed": self.keys.seal_message(json.dumps(letter).encode()),
            "created_at": now,
            "due_at": now,
            "attempts": 0,
            "failed_at": None,
        }
        return Insert(OutboxMessage, row, unless_there=True)
