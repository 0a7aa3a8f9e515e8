"""When an answer was sent, as other systems write it. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from admin.imports.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from admin.imports.cells import BadCell

_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)", re.ASCII)
_TWO_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})(?!\d)", re.ASCII)
_ZONE = re.compile(r"\s+(GMT|UTC|BST)([+-]\d{1,2})?(:\d\d)?$", re.IGNORECASE)
MONTHS = 12


def read_day(text: str, *, is_month_first: bool) -> date | BadCell | None:
    """Read a day with or without a time; blank is None. Google names a zone behind it: the day stands."""
    text = _ZONE.sub("", text.strip())
    year_first = _YEAR_FIRST.match(text)
    if year_first:
        year, month, day = (int(part) for part in year_first.groups())
        text = f"{year:04}-{month:02}-{day:02}{text[year_first.end() :]}"
    two_first = _TWO_FIRST.match(text)
    if two_first:
        one, other, year = (int(part) for part in two_first.groups())
        day, month = (other, one) if is_month_first else (one, other)
        text = f"{day:02}/{month:02}/{year if year > 99 else year + 2000:04}{text[two_first.end() :]}"  # noqa: PLR2004 - a year of two digits
    return read_date(text)


def find_month_first(texts: Iterable[str]) -> bool:
    """Tell whether days are written month first, as American settings do: one beyond the twelfth shows it.

    Where none shows it, they are read day first, as here.
    """
    found = [match for match in map(_TWO_FIRST.match, texts) if match]
    seconds = any(int(match[2]) > MONTHS for match in found)
    return seconds and not any(int(match[1]) > MONTHS for match in found)
