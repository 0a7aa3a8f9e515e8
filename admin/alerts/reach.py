"""How somebody at work is told of an alert besides by e-mail: what they say of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.records import StaffReach
from forms.units import Insert, Key, Rows, Update, Writes

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class ChangeReachUnit:
    """Keep somebody's mobile number; empty: they want no texts."""

    account_id: str
    mobile: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(StaffReach, "account_id", self.account_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Keep it."""
        key = {"account_id": self.account_id}
        values = {"mobile": self.mobile, "changed_at": self.now}
        held = rows.get(self.reads[0])
        write = Insert(StaffReach, {**key, **values}) if held is None else Update(StaffReach, key, values)
        return Writes(True, (write,))  # noqa: FBT003 - the result is the answer
