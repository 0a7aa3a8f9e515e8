"""What one cell of a council's file says: a value, or what was expected instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from forms.languages.named import find_code
from forms.participation import parse_code

MAX_TEXT = 200
"""Characters in a reference, a team or a name: longer ones mean that the columns have slipped."""

MAX_QUOTED = 20
"""Characters of a bad cell that are shown again: enough for a mistyped date with its time."""

MAX_SITTINGS = 20
"""Sittings of one meeting: a greater number is a slip of another column."""

NOTHING_MORE: Mapping[str, str] = MappingProxyType({})

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


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A cell outside an optional list: `value` is kept in its place, and the person is told."""

    value: str
    expected: str


@dataclass(frozen=True, slots=True)
class NoLanguage:
    """A cell that names no language we know of: nothing is kept of it, and the person is told."""


Value: TypeAlias = str | date | bool | int | BadCell | NearMiss | NoLanguage | None
Reader: TypeAlias = Callable[[str], Value]


def read_text(text: str) -> str | BadCell:
    """Read a reference or a name: leading zeros are kept, a run of spaces becomes one."""
    text = " ".join(text.split())
    is_good = len(text) <= MAX_TEXT and text.isprintable()
    return text if is_good else BadCell(f"at most {MAX_TEXT} printable characters")


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


def read_sitting(text: str) -> int | BadCell | None:
    """Read the number of a sitting, also as a spreadsheet writes it (2.0); blank is None."""
    if not text:
        return None
    found = re.fullmatch(r"0*(\d{1,2})(\.0+)?", text, re.ASCII)
    number = int(found[1]) if found else 0
    return number if 1 <= number <= MAX_SITTINGS else BadCell(f"a number from 1 to {MAX_SITTINGS}, or blank")


def read_language(text: str) -> str | NoLanguage:
    """Read a language by its ISO code or its English name; blank says nothing."""
    return (find_code(text) or NoLanguage()) if text else ""


def read_references(text: str) -> str | BadCell:
    """Read people's references, parted by semicolons, commas or spaces; each is named once.

    A yes or no says nothing about whom: it is no reference.
    """
    refs = tuple(dict.fromkeys(re.split(r"[;,\s]+", text.strip(";, \t\n\r"))))
    if any(ref.casefold() in _YES_NO and not ref.isdigit() for ref in refs):
        return BadCell("the references of the people, or blank")
    return read_text(" ".join(refs))


def one_of(*values: str, also: Mapping[str, str] = NOTHING_MORE, needed: bool = False) -> Reader:
    """Make a reader of a closed list, in any case, with spaces or hyphens for underscores; or blank.

    `also` gives other words for some of the values. Of a cell that is `needed`, blank is not offered.
    """
    expected = list_values(values) if needed else f"{', '.join(values)}, or blank"

    def read(text: str) -> str | BadCell:
        folded = _fold(text)
        folded = also.get(folded, folded)
        return folded if folded in {"", *values} else BadCell(expected)

    return read


def reason_of(*values: str, also: Mapping[str, str] = NOTHING_MORE) -> Reader:
    """Make a reader of a list of reasons, whose last one is kept for whatever else is written.

    A reason in other words is no ground to leave a review out, and is not stored as written: it may be
    somebody's own words.
    """
    known = one_of(*values, also=also)

    def read(text: str) -> Value:
        value = known(text)
        return NearMiss(values[-1], value.expected) if isinstance(value, BadCell) else value

    return read


def _fold(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.casefold().strip(" .'\u2019").replace("\u2019", ""))


def list_values(values: tuple[str, ...]) -> str:
    """Name the words of which one must stand in a cell."""
    return f"{', '.join(values[:-1])} or {values[-1]}"


def quote_cell(text: str) -> str:
    """Show a bad cell again if it looks like a mistyped date, code or keyword; of anything else the length.

    So no reference, no name and no sentence is shown, wherever it stands.
    """
    is_harmless = any(re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE) for pattern in _HARMLESS)
    return f"'{text}'" if is_harmless and len(text) <= MAX_QUOTED else f"something else (length {len(text)})"
