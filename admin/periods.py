"""A period of London days, the first and the last included; and those that councils count by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from forms.london import start_of_day

if TYPE_CHECKING:
    from datetime import datetime


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
        return f"{self.first_on:%d/%m/%Y} to {self.last_on:%d/%m/%Y}"


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


def list_quarters(year: Period) -> tuple[Period, ...]:
    """List the four quarters of a council's year."""
    months = list_months(year)
    return tuple(Period(months[n].first_on, months[n + 2].last_on) for n in range(0, len(months), 3))
