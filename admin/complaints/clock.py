"""The clock of a complaint about children's social care in England. Pure.

The Children Act 1989 Representations Procedure (England) Regulations 2006 (SI 2006/1738) and its statutory
guidance "Getting the Best from Complaints" (2006): a complaint is to be resolved locally within 10 working
days of its receipt, and in 20 at most where it is complex. A working day there is what it is here. Whoever is
not content may ask for the next stage within 20 working days of the answer. No source names days for the
acknowledgement: the clock says only how long it has waited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.working_days import add_working_days, count_working_days
from forms.london import london_day

if TYPE_CHECKING:
    from datetime import date

    from forms.units import Row

ANSWER_DAYS = 10
EXTENDED_DAYS = 20
NEXT_STAGE_DAYS = 20


def find_due(complaint: Row) -> date:
    """Return the last day on which it is answered in time. The day it came does not count."""
    days = EXTENDED_DAYS if complaint["extended_at"] else ANSWER_DAYS
    return add_working_days(london_day(complaint["raised_at"]), days)


def find_next_stage(complaint: Row) -> date:
    """Return the last day on which the person may ask for the next stage, once it was answered."""
    return add_working_days(london_day(complaint["answered_at"]), NEXT_STAGE_DAYS)


def is_late(complaint: Row, today: date) -> bool:
    """Tell whether its time ran out, or had run out when it was answered."""
    answered = complaint["answered_at"]
    return (london_day(answered) if answered else today) > find_due(complaint)


def say_clock(complaint: Row, today: date) -> str:
    """Say how much time is left, or that it was answered."""
    due = find_due(complaint)
    if complaint["answered_at"]:
        late = count_working_days(due, london_day(complaint["answered_at"]))
        return f"Answered, {say_days(late)} late" if late > 0 else "Answered in time"
    if today > due:
        return f"Late by {say_days(max(1, count_working_days(due, today)))}"
    left = count_working_days(today, due)
    return f"{say_days(left)} left" if left else "Today is the last day"


def say_acknowledged(complaint: Row, today: date) -> str:
    """Say whether the person was told that we have it, or since when they were not."""
    if complaint["acknowledged_at"]:
        return "Yes"
    waited = count_working_days(london_day(complaint["raised_at"]), today)
    return f"Not yet, after {say_days(waited)}" if waited > 0 else "Not yet"


def say_days(number: int) -> str:
    """Say a number of working days."""
    return f"{number} working day" if number == 1 else f"{number} working days"
