"""What is typed into a reply, read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from admin.typed_days import read_typed_day
from forms.web.given import first
from forms.web.pages import Fault

if TYPE_CHECKING:
    from forms.web.given import Fields

MAX_WORDS = 2_000
NO_WORDS = "Write what you want to say."
TOO_LONG = f"Keep it under {MAX_WORDS:,} letters."
NO_DAY = "Write the day as 01/12/2026, not before today; or leave it empty."


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it was written."""

    words: str
    promised_on: date | None


def read_reply(fields: Fields, today: date) -> Reply | tuple[Fault, ...]:
    """Read it; or what is wrong."""
    words = first(fields, "words").replace("\r\n", "\n").strip()
    promised_on = read_promise(fields, today)
    faults = [promised_on] if isinstance(promised_on, Fault) else []
    if len(words) > MAX_WORDS or not words:
        faults.insert(0, Fault(TOO_LONG if words else NO_WORDS, "words"))
    if faults or isinstance(promised_on, Fault):
        return tuple(faults)
    return Reply(words, promised_on)


def read_promise(fields: Fields, today: date) -> date | Fault | None:
    """Read the day by which somebody is to hear (more); None where none is promised."""
    typed = first(fields, "promised_on").strip()
    if not typed:
        return None
    day = read_typed_day(typed)
    return day if isinstance(day, date) and day >= today else Fault(NO_DAY, "promised_on")
