"""The hours in which somebody reads the alerts, as a council writes them: `Mon-Fri 09:00-17:00`."""

from __future__ import annotations

import re

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


def describe_hours(written: str) -> str:
    """Say the hours as people do: "Monday to Friday, 9am to 5pm". Raises ValueError if they are none."""
    found = _HOURS.fullmatch(written.strip())
    if found is None:
        raise ValueError("not written like Mon-Fri 09:00-17:00")
    opens, closes = _read_time(found["opens"]), _read_time(found["closes"])
    if opens >= closes:
        raise ValueError("closes before it opens")
    first, *last = (_name_day(day) for day in (found["first"], found["last"]) if day)
    # Translators: days of the week
    days = gettext("{first} to {last}").format(first=first, last=last[0]) if last else first
    # Translators: such as Monday to Friday, 9am to 5pm
    said = gettext("{days}, {opens} to {closes}")
    return said.format(days=days, opens=_say_time(*opens), closes=_say_time(*closes))


def _name_day(short: str) -> str:
    if short.lower() not in DAYS:
        raise ValueError("no such day")
    return gettext(DAYS[short.lower()])


def _read_time(written: str) -> tuple[int, int]:
    hour, minute = (int(part) for part in written.split(":"))
    if (hour, minute) > (24, 0) or minute > 59:  # noqa: PLR2004 - a clock's own numbers
        raise ValueError("no such time")
    return hour, minute


def _say_time(hour: int, minute: int) -> str:
    if spoken().code != ENGLISH.code:
        return keep_order(f"{hour}:{minute:02}")
    if (hour, minute) in {(0, 0), (24, 0)}:
        return "midnight"
    if (hour, minute) == (12, 0):
        return "midday"
    minutes = f".{minute:02}" if minute else ""
    return f"{hour % 12 or 12}{minutes}{'am' if hour < 12 else 'pm'}"  # noqa: PLR2004 - a clock's own numbers
