"""Cells in files that we hand out: none that a spreadsheet would run as a formula."""

from __future__ import annotations

import unicodedata

STARTS_FORMULA = frozenset("=+-@\t\r")


def guard_cell(text: str) -> str:
    """Return the text, with an apostrophe before it if a spreadsheet could take it for a formula.

    Full-width signs count, and so do signs after spaces.
    """
    folded = unicodedata.normalize("NFKC", text)
    start = (folded.strip(" ") or " ")[0]
    return f"'{text}" if start in STARTS_FORMULA else text
