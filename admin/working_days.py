"""Working days in England: Monday to Friday without bank holidays. Pure.

The law counts them ("within 20 working days"), and so do the clocks of alerts, replies and complaints. The
bank holidays come from the library `holidays`, moved ones and those of one year only among them: a newly
announced one arrives with its next version.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

SATURDAY = 5
"""As Python counts weekdays: Monday is 0."""
DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def list_bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of a year in England."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    """Tell whether a day is a bank holiday in England."""
    return day in list_bank_holidays(day.year)


def is_working_day(day: date) -> bool:
    """Tell whether a day is a working day in England."""
    return day.weekday() < SATURDAY and not is_bank_holiday(day)


@lru_cache(maxsize=4096)
def add_working_days(day: date, count: int) -> date:
    """Return the day that lies `count` working days after `day`; before it, if negative.

    The day itself does not count: one working day after a Friday or a Sunday is the Monday. Adding none
    leaves the day as it is, even one that is no working day.
    """
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day = _next_working_day(day, step)
    return day


def count_working_days(first: date, last: date) -> int:
    """Count the working days after `first`, up to and with `last`; negative if `last` lies before.

    So a deadline is kept while `count_working_days(began, done) <= allowed`.
    """
    if last < first:
        return -count_working_days(last - DAY, first - DAY)
    days = (first + DAY * number for number in range(1, (last - first).days + 1))
    return sum(map(is_working_day, days))


def _next_working_day(day: date, step: timedelta) -> date:
    day += step
    while not is_working_day(day):
        day += step
    return day
