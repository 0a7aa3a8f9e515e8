"""Cells in files that we hand out: none that a spreadsheet would run as a formula."""

from __future__ import annotations

import unicodedata

STARTS_FORMULA = frozenset("=+-@\t\r")
GUARD = "'"


def guard_cell(text: str) -> str:
    """Return the text, with an apostrophe before it if a spreadsheet could take it for a formula.

    Full-width signs count, and so do signs after spaces.
    """
    return f"{GUARD}{text}" if _needs_guard(text) else text


def unguard_cell(text: str) -> str:
    """Return what `guard_cell` was given: a file of ours comes back as it went out."""
    return text[1:] if text.startswith(GUARD) and _needs_guard(text[1:]) else text


def _needs_guard(text: str) -> bool:
    """Tell whether it starts like a formula, guarded or not: or theirs could not be told from ours."""
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    start = (folded.lstrip(GUARD).strip(" ") or " ")[0]
    return start in STARTS_FORMULA
