"""A period of London days, the first and the last included; and those that councils count by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from admin.written_days import write_day
from forms.london import start_of_day

if TYPE_CHECKING:
    from datetime import datetime


EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
"""Of days that somebody asks for: nothing was said before, and nothing will be after."""
APRIL = 4
"""In which a council's year begins."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last."""

    first_on: date
    last_on: date

    @property
    def starts_at(self) -> datetime:
        """Midnight in London before the first day, in UTC."""
        return start_of_day(self.first_on)

    @property
    def ends_at(self) -> datetime:
        """Midnight in London after the last day, in UTC: the first moment that is outside."""
        return start_of_day(self.last_on + timedelta(days=1))

    @property
    def name(self) -> str:
        """Say it in words: a council year, a month, or from day to day."""
        if self == find_council_year(self.first_on):
            return f"April {self.first_on.year} to March {self.last_on.year}"
        if self == find_month(self.first_on):
            return f"{self.first_on:%B %Y}"
        if self in list_quarters(find_council_year(self.first_on)):
            return f"{self.first_on:%B} to {self.last_on:%B %Y}"
        return f"{write_day(self.first_on)} to {write_day(self.last_on)}"


def find_council_year(day: date) -> Period:
    """Return the council's year that a day is in: April to March."""
    year = day.year if day.month >= APRIL else day.year - 1
    return Period(date(year, APRIL, 1), date(year + 1, APRIL, 1) - timedelta(days=1))


def find_month(day: date) -> Period:
    """Return the month that a day is in."""
    first_on = day.replace(day=1)
    return Period(first_on, (first_on + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def list_months(year: Period) -> tuple[Period, ...]:
    """List the twelve months of a council's year."""
    months = [find_month(year.first_on)]
    while months[-1].last_on < year.last_on:
        months.append(find_month(months[-1].last_on + timedelta(days=1)))
    return tuple(months)


def find_before(period: Period) -> Period:
    """Return the period before: the month before a month, the quarter before a quarter, else as many days."""
    last_on = period.first_on - timedelta(days=1)
    if period == find_month(period.first_on):
        return find_month(last_on)
    if period == find_council_year(period.first_on):
        return find_council_year(last_on)
    if period in list_quarters(find_council_year(period.first_on)):
        return list_quarters(find_council_year(last_on))[-1 - _count_quarters_left(last_on)]
    return Period(last_on - (period.last_on - period.first_on), last_on)


def _count_quarters_left(day: date) -> int:
    """Tell how many quarters of its council's year come after the one that a day is in."""
    return sum(quarter.first_on > day for quarter in list_quarters(find_council_year(day)))


def find_year_before(period: Period) -> Period:
    """Return the same days a year ago. The end of a month stays the end of a month."""
    first_on, last_on = (_go_back_a_year(day) for day in (period.first_on, period.last_on))
    if period.last_on == find_month(period.last_on).last_on:
        last_on = find_month(last_on).last_on
    return Period(first_on, last_on)


def _go_back_a_year(day: date) -> date:
    last_of_month = find_month(day.replace(year=day.year - 1, day=1)).last_on
    return last_of_month.replace(day=min(day.day, last_of_month.day))


def list_quarters(year: Period) -> tuple[Period, ...]:
    """List the four quarters of a council's year."""
    months = list_months(year)
    return tuple(Period(months[n].first_on, months[n + 2].last_on) for n in range(0, len(months), 3))
