"""What goes out beside an alert, in the same unit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from forms.records import Alert, OutboxMessage
from forms.units import Insert, Row, Write

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys


def with_mail(keys: Keys, alert: Row) -> tuple[Write, Write]:
    """Pair an alert with the e-mail that says there is one: no name, no review, no words.

    It goes to the duty contact, who stands on no list of those who must not know: `forms.must_not_know`.
    """
    return Insert(Alert, alert, unless_there=True), write_mail(keys, alert["id"], alert["raised_at"])


def write_mail(keys: Keys, alert_id: str, now: datetime) -> Insert:
    """Write the e-mail about an alert; one that still waits to be sent says it as well."""
    letter = {
        "alert": alert_id,
        "subject": "Have Your Say: please look at the alerts",
        "text": "There is a new alert in Have Your Say. Somebody may need a person.\n"
        "Please see that somebody signs in now and takes it on. Without an account, it is listed by\n"
        "`haveyoursay alerts`, where the service runs.\n"
        "This e-mail carries no details on purpose.\n",
    }
    mail = {
        "id": keys.mac("mail", alert_id),
        "channel": "email",
        "recipient_hash": "",
        "position": int(now.timestamp() * 1_000_000),
        "sealed": keys.seal_message(json.dumps(letter).encode()),
        "created_at": now,
        "due_at": now,
        "attempts": 0,
        "failed_at": None,
    }
    return Insert(OutboxMessage, mail, unless_there=True)
