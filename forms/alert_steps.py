"""The steps of an alert, from the first who was told to what came of it: written once, kept for good.

Nothing takes a step away again. Where what a child said is erased, `unlink_alert` leaves the bare fact: that
there was an alert, of which kind, and what was done when, without a link to anybody who answered.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from forms.keys import seal, unseal
from forms.records import Alert, AlertStep
from forms.units import Insert, Update, Write

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys
    from forms.units import Row


class StepKind(StrEnum):
    """What can happen to an alert. That it was raised is the alert itself."""

    ASKED_AGAIN = "asked_again"
    """The person who asked for help said more: nobody has seen that yet."""
    ESCALATED = "escalated"
    """Its time ran out, so it went to the next."""
    HANDED_ON = "handed_on"
    TOLD = "told"
    """It stands on somebody's page from now on, and a message about it goes out to them by `way`, if any."""
    SENT = "sent"
    """A mail server, or whoever carries texts, took the message."""
    NOT_SENT = "not_sent"
    """They refused it for good."""
    ACKNOWLEDGED = "acknowledged"
    OUTCOME = "outcome"


ORDER: dict[str, int] = {kind: place for place, kind in enumerate(StepKind)}
"""In which order things of one moment happened."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, apart from its words. `by`: an account; empty where the service did it."""

    alert_id: str
    kind: StepKind
    happened_at: datetime
    by: str = ""
    to_account: str = ""
    to_role: str = ""
    way: str = ""
    level: int = 0
    code: str = ""


def name_step(keys: Keys, step: Step, *same: str) -> str:
    """Return a step's id. `same` says what makes it the same step, whenever it is written and by whom."""
    return keys.mac("alert step", step.alert_id, step.kind, *same)


def write_step(keys: Keys, step_id: str, step: Step, words: str = "") -> Insert:
    """Write a step; one that is there stays as it is."""
    row: dict[str, Any] = {"id": step_id, **asdict(step), "sealed_key": None, "sealed": None}
    if words:
        data_key = keys.new_data_key()
        row["sealed_key"] = data_key.sealed
        row["sealed"] = seal(data_key.plain, words.encode(), _name(step_id))
    return Insert(AlertStep, row, unless_there=True)


def open_step_words(keys: Keys, row: Row) -> str:
    """Open the words of a step; empty if it has none. Raises TamperedError."""
    if not row["sealed_key"]:
        return ""
    return unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], _name(row["id"])).decode()


def _name(step_id: str) -> str:
    return f"alert step/{step_id}"


def place_step(row: Row) -> tuple[datetime, int, str]:
    """Return where a step stands among the others of its alert: one of a later release stands last."""
    return row["happened_at"], ORDER.get(row["kind"], len(ORDER)), row["id"]


def unlink_alert(alert_id: str) -> tuple[Write, ...]:
    """Take away what leads from an alert to whoever answered, and everybody's words about them.

    What stays: its cause, when it was raised, acknowledged and closed, by whom at work, and who must not know
    (roles). For whoever erases a person; it is the only thing that changes a step.
    """
    nobody = dict.fromkeys(("response_id", "invitation_id", "review_ref", "question_key", "contact_words"))
    wishes = dict.fromkeys(
        ("answer_by", "contact_how", "contact_through", "contact_when", "contact_not_when"), ""
    )
    return (
        Update(Alert, {"id": alert_id}, {**nobody, **wishes}),
        Update(AlertStep, {"alert_id": alert_id}, {"sealed_key": None, "sealed": None}),
    )
