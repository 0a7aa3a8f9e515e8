"""Names of sheets: what Excel takes, and no two alike. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from admin.report.written import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 31
"""Excel refuses a longer name."""
NOT_TAKEN = re.compile(r"[\[\]:*?/\\']")
ABOUT = "About"
"""The first sheet."""
LAST = ("In words", "Definitions", "Data dictionary")
"""The sheets after the tables."""
OF_WORDS = frozenset({ABOUT, *LAST})
"""Sheets in which no number of the report stands."""
RESERVED = frozenset({"history"})
"""A name that Excel keeps for itself."""


def name_sheets(wanted: Iterable[str]) -> list[str]:
    """Return a name for each, as near to the wanted as may be; a second one alike gets a number."""
    names: list[str] = []
    taken = set(RESERVED)
    for words in wanted:
        name = _find_free(" ".join(NOT_TAKEN.sub(" ", clean(words)).split()) or "Sheet", taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _find_free(words: str, taken: set[str]) -> str:
    name, number = _shorten(words, ""), 1
    while name.casefold() in taken:
        number += 1
        name = _shorten(words, f" {number}")
    return name


def _shorten(words: str, ending: str) -> str:
    """Cut in UTF-16 units, as Excel counts them."""
    kept = words
    while len((kept + ending).encode("utf-16-le")) // 2 > LONGEST:
        kept = kept[:-1]
    return kept.rstrip() + ending
