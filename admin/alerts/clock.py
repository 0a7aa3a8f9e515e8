"""The clock of an alert: it runs in working hours only. Pure.

People are told in which hours somebody reads (`SAY_WORKING_HOURS`), so only those count: in London, and
without the bank holidays of England, unless a council works on all seven days of the week. An alert is told
of at once, at any hour; the clock only says by when somebody must have taken it on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from admin.working_days import DAY, is_bank_holiday
from forms.london import LONDON, london_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.hours import Hours

NONE = timedelta()
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
LOOK_AHEAD = 60
"""Days in which working hours come again for certain: a week may be lost to bank holidays, two never are."""


@dataclass(frozen=True, slots=True)
class AlertClock:
    """What a council decided: its hours, and how much working time an alert may wait for somebody."""

    hours: Hours
    limit: timedelta

    def worked(self, first: datetime, last: datetime) -> timedelta:
        """Return the working time between two moments; none if `last` comes first."""
        windows = self._windows(london_day(first), london_day(last))
        return sum((max(NONE, min(ends, last) - max(begins, first)) for begins, ends in windows), NONE)

    def add(self, moment: datetime, amount: timedelta) -> datetime:
        """Return the moment by which so much working time has passed."""
        day = london_day(moment)
        while True:
            for begins, ends in self._windows(day, day + DAY * LOOK_AHEAD):
                begun = max(begins, moment)
                if ends - begun >= amount:
                    return begun + amount
                amount -= max(NONE, ends - begun)
            day += DAY * (LOOK_AHEAD + 1)

    def level(self, since: datetime, now: datetime) -> int:
        """Tell how often the whole limit has run out by now: 0 in time, 1 when it goes to the next."""
        return self.worked(since, now) // self.limit

    def due_at(self, since: datetime) -> datetime:
        """Return by when somebody must have taken it on."""
        return self.add(since, self.limit)

    def left(self, since: datetime, now: datetime) -> timedelta:
        """Return the working time that is left; negative once it ran out."""
        return self.limit - self.worked(since, now)

    def opens_next(self, now: datetime) -> datetime | None:
        """Return when working hours begin again; None while they last."""
        day = london_day(now)
        begins, _ = next(window for window in self._windows(day, day + DAY * LOOK_AHEAD) if window[1] > now)
        return begins if begins > now else None

    def _windows(self, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield the working hours of each day, in UTC."""
        for number in range((last - first).days + 1):
            day = first + DAY * number
            if self._is_worked_on(day):
                yield _at(day, self.hours.opens), _at(day, self.hours.closes)

    def _is_worked_on(self, day: date) -> bool:
        if self.hours.is_every_day:
            return True
        return day.weekday() in self.hours.days and not is_bank_holiday(day)


def _at(day: date, minutes: int) -> datetime:
    """Return the moment when a London clock shows so many minutes after midnight of a day."""
    shown = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return shown.replace(tzinfo=LONDON).astimezone(UTC)


def say_left(left: timedelta) -> str:
    """Say what is left of an alert's time: "2 working hours left", "overdue by 35 working minutes"."""
    if left > NONE:
        return f"{_say_span(left)} left"
    return f"overdue by {_say_span(-left)}" if -left >= MINUTE else "due now"


def _say_span(span: timedelta) -> str:
    """Say whole hours and minutes; of a long time, the hours are enough."""
    hours, rest = divmod(span, HOUR)
    minutes = rest // MINUTE
    if hours == 0:
        return _count(max(1, minutes), "working minute")
    if minutes == 0 or hours >= 8:  # noqa: PLR2004 - a working day
        return _count(hours, "working hour")
    return f"{_count(hours, 'working hour')} {_count(minutes, 'minute')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
