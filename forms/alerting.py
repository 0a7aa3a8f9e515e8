"""What goes out beside an alert, in the same unit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from forms.records import Alert, OutboxMessage
from forms.units import Insert, Row, Write

if TYPE_CHECKING:
    from forms.keys import Keys


def with_mail(keys: Keys, alert: Row) -> tuple[Write, Write]:
    """Pair an alert with the e-mail that says there is one: no name, no review, no words."""
    letter = {
        "subject": "Have Your Say: please look at the alerts",
        "text": "There is a new alert in Have Your Say. Somebody may need a person.\n"
        "Please have the list of alerts opened now: `haveyoursay alerts`, where the service runs.\n"
        "This e-mail carries no details on purpose.\n",
    }
    mail = {
        "id": keys.mac("mail", alert["id"]),
        "channel": "email",
        "recipient_hash": "",
        "position": int(alert["raised_at"].timestamp() * 1_000_000),
        "sealed": keys.seal_message(json.dumps(letter).encode()),
        "created_at": alert["raised_at"],
        "due_at": alert["raised_at"],
        "attempts": 0,
        "failed_at": None,
    }
    return Insert(Alert, alert, unless_there=True), Insert(OutboxMessage, mail, unless_there=True)
