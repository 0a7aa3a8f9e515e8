"""Somebody asked not to be reminded, or may be reminded again: as staff write it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.records import NoReminder
from forms.reminders import CONSOLE, write_no_reminder
from forms.units import Delete, Key, Rows, Writes

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys
    from forms.reminders import Reminded


@dataclass(frozen=True, slots=True)
class StopUnit:
    """Write it down. False: it was so already."""

    keys: Keys
    whom: Reminded
    now: datetime
    is_lifted: bool = False

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(NoReminder, "id", self.whom.name(self.keys)),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether that changed anything."""
        is_stopped = rows.get(self.reads[0]) is not None
        if is_stopped is not self.is_lifted:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        lifted = Delete(NoReminder, {"id": self.reads[0].value})
        stopped = write_no_reminder(self.keys, self.whom, self.now, CONSOLE)
        return Writes(True, (lifted if self.is_lifted else stopped,))  # noqa: FBT003 - likewise
