"""Days in London: what a review, a report or a key of the day means by a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_day(moment: datetime) -> date:
    """Return the day it is in London."""
    return moment.astimezone(LONDON).date()


def start_of_day(day: date) -> datetime:
    """Return the moment a London day begins, in UTC: 23:00 of the day before in summer."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
