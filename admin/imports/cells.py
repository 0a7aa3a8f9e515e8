"""What one cell of a council's file says: a value, or what was expected instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from forms.participation import parse_code

MAX_TEXT = 200
"""Characters in a reference, a team or a name: longer ones mean that the columns have slipped."""

YEARS = range(1900, 2101)
"""No child and no review is of another year: that is a slip of the hand, or a system's "never" (9999)."""

MAX_QUOTED = 20
"""Characters of a bad cell that are shown again: enough for a mistyped date with its time."""

_HARMLESS = (
    r"\d{1,4}[-/. ](\d{1,2}|[a-z]{3})[-/. ]\d{1,4}([ T]\d\d:\d\d(:\d\d)?Z?)?",  # a date, and a time
    r"PN\W?\w{0,2}",  # a code
    r"(?-i:[a-z_]+)",  # a keyword
)
"""What may be shown again of a bad cell. A reference may have slipped into it from another column."""

_YES_NO = {
    "yes": True,
    "y": True,
    "true": True,
    "1": True,
    "no": False,
    "n": False,
    "false": False,
    "0": False,
}


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be read: `expected` ends the sentence that the person gets."""

    expected: str


Value: TypeAlias = str | date | bool | BadCell | None
Reader: TypeAlias = Callable[[str], Value]


def read_text(text: str) -> str | BadCell:
    """Read a reference or a name: leading zeros are kept, a run of spaces becomes one."""
    text = " ".join(text.split())
    is_good = len(text) <= MAX_TEXT and text.isprintable()
    return text if is_good else BadCell(f"at most {MAX_TEXT} printable characters")


def read_date(text: str) -> date | BadCell | None:
    """Read 2026-01-31 or 31/01/2026; blank is None."""
    if not text:
        return None
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text, re.ASCII)
    british = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    parts = iso.groups() if iso else tuple(reversed(british.groups())) if british else ()
    try:
        day = date(*(int(part) for part in parts))
    except (TypeError, ValueError):
        day = date.min
    return day if day.year in YEARS else BadCell("a date as 2026-01-31 or 31/01/2026")


def read_yes_no(text: str) -> bool | BadCell | None:
    """Read yes, no, y, n, true, false, 1 or 0 in any case; blank is None."""
    if not text:
        return None
    found = _YES_NO.get(text.casefold())
    return BadCell("yes, no or blank") if found is None else found


def read_code(text: str) -> str | BadCell:
    """Read a participation code or its label; blank is no fault."""
    if not text:
        return ""
    code = parse_code(text)
    return code.value if code else BadCell("PN0 to PN7, the words of one of them, or blank")


def one_of(*values: str) -> Reader:
    """Make a reader of a closed list, in any case, with spaces or hyphens for underscores; or blank."""

    def read(text: str) -> str | BadCell:
        folded = re.sub(r"[\s-]+", "_", text.casefold())
        return folded if folded in {"", *values} else BadCell(f"{', '.join(values)}, or blank")

    return read


def quote_cell(text: str) -> str:
    """Show a bad cell again if it looks like a mistyped date, code or keyword; of anything else the length.

    So no reference, no name and no sentence is shown, wherever it stands.
    """
    is_harmless = any(re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE) for pattern in _HARMLESS)
    return f"'{text}'" if is_harmless and len(text) <= MAX_QUOTED else f"something else (length {len(text)})"
