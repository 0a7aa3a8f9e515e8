"""A period of London days, the first and the last included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


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


def start_of_day(day: date) -> datetime:
    """Return the moment a London day begins, in UTC: 23:00 of the day before in summer."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def london_day(moment: datetime) -> date:
    """Return the day it is in London."""
    return moment.astimezone(LONDON).date()
