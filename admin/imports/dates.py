"""What a date says in a council's file, with or without a time of day behind it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

from admin.imports.cells import BadCell
from forms.london import london_day

YEARS = range(1900, 2101)
"""No child and no review is of another year: that is a slip of the hand, or a system's "never" (9999)."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_TIME = re.compile(
    r"[ T]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(:(?P<second>\d\d)([.,]\d{1,9})?)?"
    r"( ?(?P<half>[ap])m)?( ?(?P<zone>Z|[+-]\d\d:?\d\d))?",
    re.ASCII | re.IGNORECASE,
)


def read_date(text: str) -> date | BadCell | None:
    """Read 2026-01-31 or 31/01/2026; blank is None.

    A time of day behind it is left out, as case systems write midnight there. Where it names its zone, the
    day is London's: the midnight of a summer's day is 23:00Z of the day before.
    """
    if not text:
        return None
    try:
        day = _read_day(text)
    except (OverflowError, ValueError):
        day = date.min
    return day if day.year in YEARS else BadCell("a date as 2026-01-31 or 31/01/2026")


def _read_day(text: str) -> date:
    """Read the whole cell. Raises ValueError, OverflowError."""
    found = _DAY.match(text)
    if found is None:
        raise ValueError(text)
    year, month, day = found.groups()[:3] if found[1] else found.groups()[:2:-1]
    read = date(int(year), int(month), int(day))
    rest = text[found.end() :]
    return _leave_time_out(read, rest) if rest else read


def _leave_time_out(day: date, rest: str) -> date:
    found = _TIME.fullmatch(rest)
    if found is None:
        raise ValueError(rest)
    at = time(_read_hour(found), int(found["minute"]), int(found["second"] or 0))
    return london_day(datetime.combine(day, at, _read_zone(found["zone"]))) if found["zone"] else day


def _read_hour(found: re.Match[str]) -> int:
    hour, half = int(found["hour"]), (found["half"] or "").casefold()
    return hour % 12 + 12 * (half == "p") if half else hour


def _read_zone(text: str) -> timezone:
    digits = re.sub(r"\D", "", text).ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text.startswith("-") else offset)
