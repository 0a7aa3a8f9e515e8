"""How staff read a day, and the format in which one is typed: in one place. Pure.

A moment is written as the day it is in London.
"""

from __future__ import annotations

from datetime import date, datetime

from forms.london import LONDON, london_day
from forms.speaking import ENGLISH


def write_day(when: date) -> str:
    """Write a day as people do: 3 December 2026."""
    return ENGLISH.write_day(_find_day(when))


def write_short_day(when: date) -> str:
    """Write it in little room, in the cell of a list: 3 Dec 2026."""
    day = _find_day(when)
    return f"{day.day} {day:%b %Y}"


def write_weekday(when: date) -> str:
    """Write it where people plan by it: Thursday 3 December 2026."""
    return f"{_find_day(when):%A} {write_day(when)}"


def write_moment(moment: datetime) -> str:
    """Write a moment, as a clock in London shows it: 3 December 2026, 14:30."""
    return f"{write_day(moment)}, {moment.astimezone(LONDON):%H:%M}"


def type_day(when: date) -> str:
    """Write it as what stands in a field is typed: 03/12/2026."""
    return f"{_find_day(when):%d/%m/%Y}"


def _find_day(when: date) -> date:
    return london_day(when) if isinstance(when, datetime) else when
