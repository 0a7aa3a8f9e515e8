"""The hours in which somebody reads the alerts, as a council writes them: `Mon-Fri 09:00-17:00`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forms.speaking import ENGLISH, N_, gettext, keep_order, spoken

DAYS = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
    "sun": N_("Sunday"),
}
_HOURS = re.compile(
    r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? (?P<opens>\d{2}:\d{2})-(?P<closes>\d{2}:\d{2})",
    re.IGNORECASE,
)


_NAMES = tuple(DAYS)


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours: the days as Python counts them (Monday is 0), and minutes after midnight in London."""

    first: int
    last: int
    opens: int
    closes: int

    @property
    def days(self) -> frozenset[int]:
        """The days of the week; `Fri-Mon` goes on over the weekend."""
        return frozenset((self.first + step) % 7 for step in range((self.last - self.first) % 7 + 1))

    @property
    def is_every_day(self) -> bool:
        """Tell whether somebody works on each day of the week."""
        return len(self.days) == len(DAYS)


def read_hours(written: str) -> Hours:
    """Read hours as a council writes them. Raises ValueError if they are none."""
    found = _HOURS.fullmatch(written.strip())
    if found is None:
        raise ValueError("not written like Mon-Fri 09:00-17:00")
    opens, closes = _read_time(found["opens"]), _read_time(found["closes"])
    if opens >= closes:
        raise ValueError("closes before it opens")
    first, last = _read_day(found["first"]), _read_day(found["last"] or found["first"])
    return Hours(first, last, opens, closes)


def describe_hours(written: str) -> str:
    """Say the hours as people do: "Monday to Friday, 9am to 5pm". Raises ValueError if they are none."""
    hours = read_hours(written)
    first, last = (gettext(DAYS[_NAMES[day]]) for day in (hours.first, hours.last))
    # Translators: days of the week
    days = first if first == last else gettext("{first} to {last}").format(first=first, last=last)
    # Translators: such as Monday to Friday, 9am to 5pm
    said = gettext("{days}, {opens} to {closes}")
    return said.format(days=days, opens=say_time(hours.opens), closes=say_time(hours.closes))


def _read_day(short: str) -> int:
    if short.lower() not in DAYS:
        raise ValueError("no such day")
    return _NAMES.index(short.lower())


def _read_time(written: str) -> int:
    hour, minute = (int(part) for part in written.split(":"))
    if (hour, minute) > (24, 0) or minute > 59:  # noqa: PLR2004 - a clock's own numbers
        raise ValueError("no such time")
    return hour * 60 + minute


def say_time(minutes: int) -> str:
    """Say a time of day, as minutes after midnight."""
    hour, minute = divmod(minutes, 60)
    if spoken().code != ENGLISH.code:
        return keep_order(f"{hour}:{minute:02}")
    if (hour, minute) in {(0, 0), (24, 0)}:
        return "midnight"
    if (hour, minute) == (12, 0):
        return "midday"
    past = f".{minute:02}" if minute else ""
    return f"{hour % 12 or 12}{past}{'am' if hour < 12 else 'pm'}"  # noqa: PLR2004 - a clock's own numbers
