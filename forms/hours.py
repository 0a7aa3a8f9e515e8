"""The hours in which somebody reads the alerts, as a council writes them: `Mon-Fri 09:00-17:00`."""

from __future__ import annotations

import re

DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_HOURS = re.compile(
    r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? (?P<opens>\d{2}:\d{2})-(?P<closes>\d{2}:\d{2})",
    re.IGNORECASE,
)


def describe_hours(written: str) -> str:
    """Say the hours as people do: "Monday to Friday, 9am to 5pm". Raises ValueError if they are none."""
    found = _HOURS.fullmatch(written.strip())
    if found is None:
        raise ValueError("not written like Mon-Fri 09:00-17:00")
    opens, closes = _read_time(found["opens"]), _read_time(found["closes"])
    if opens >= closes:
        raise ValueError("closes before it opens")
    days = " to ".join(_name_day(day) for day in (found["first"], found["last"]) if day)
    return f"{days}, {_say_time(*opens)} to {_say_time(*closes)}"


def _name_day(short: str) -> str:
    if short.lower() not in DAYS:
        raise ValueError("no such day")
    return DAYS[short.lower()]


def _read_time(written: str) -> tuple[int, int]:
    hour, minute = (int(part) for part in written.split(":"))
    if (hour, minute) > (24, 0) or minute > 59:  # noqa: PLR2004 - a clock's own numbers
        raise ValueError("no such time")
    return hour, minute


def _say_time(hour: int, minute: int) -> str:
    if (hour, minute) in {(0, 0), (24, 0)}:
        return "midnight"
    if (hour, minute) == (12, 0):
        return "midday"
    minutes = f".{minute:02}" if minute else ""
    return f"{hour % 12 or 12}{minutes}{'am' if hour < 12 else 'pm'}"  # noqa: PLR2004 - a clock's own numbers
