"""A day as a person writes it: 3/12/2026, 3.12.26, 3 December 2026, 3rd Dec 2026, 2026-12-03. Pure.

A council's file says days in one of two ways and is held to them (`admin/imports/dates.py`). Somebody who
types one into a page is understood as they would be by a colleague; a day without a year is asked for again,
since a year that is guessed wrong looks as good as one that is right.
"""

from __future__ import annotations

import re
from datetime import date

from admin.imports.cells import BadCell
from admin.imports.dates import YEARS, read_date

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SHORTEST = 3
"""Letters of a month's name that tell it from the others."""
MAX_TEXT = 60
CENTURY = 2000
"""Of two figures: nothing that staff write down here is of the century before but dates of birth."""
_FIGURES = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s\-]+([a-z]{3,9})\.?,?[\s\-]+(\d{4}|\d{2})",
    re.ASCII,
)


def read_typed_day(text: str) -> date | BadCell | None:
    """Read a day that somebody typed; blank is None."""
    text = " ".join(text.split()).casefold()
    found = read_date(text)
    if not isinstance(found, BadCell) or len(text) > MAX_TEXT:
        return found
    return _read_figures(text) or _read_words(text) or BadCell("a day, such as 3/12/2026 or 3 December 2026")


def _read_figures(text: str) -> date | None:
    found = _FIGURES.fullmatch(text)
    return _make(int(found[1]), int(found[2]), found[3]) if found else None


def _read_words(text: str) -> date | None:
    found = _IN_WORDS.fullmatch(text)
    return _make(int(found[1]), _find_month(found[2]), found[3]) if found else None


def _find_month(name: str) -> int:
    """Return its number; 0, which no date has, where it is none. "Sept" is one as well."""
    named = (number for number, month in enumerate(MONTHS, 1) if month.startswith(name))
    return next(named, 0) if len(name) >= SHORTEST else 0


def _make(day: int, month: int, year: str) -> date | None:
    try:
        made = date(int(year) + (CENTURY if len(year) < len("2026") else 0), month, day)
    except ValueError:
        return None
    return made if made.year in YEARS else None
