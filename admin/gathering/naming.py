"""Whether words that are to be printed name somebody after all. Pure.

A check for slips, no promise: the second person who approves the words is the one who knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DOTTED = re.compile(r"(?<![^\W\d_])[A-Z]\.\s?[A-Z](?![a-z])")
"""Initials as people write them in papers about children: `J.S.`, `J. S`."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "and", "the", "of", "iro"})
MIN_PART = 2
"""Letters of a part of a name that is looked for: one alone is anybody's."""


def names_somebody(words: str, staff: str, known: Iterable[str] = ()) -> bool:
    """Tell whether words hold part of a name that was typed as `staff`, initials, or a known full name."""
    found = {word.casefold() for word in _WORD.findall(words)}
    if _DOTTED.search(words) or not found.isdisjoint(_list_parts(staff)):
        return True
    if any(re.search(rf"\b{initials}\b", words) for initials in _list_initials(staff)):
        return True
    said = _put_plainly(words)
    return any(f" {_put_plainly(name)} " in f" {said} " for name in known if len(name.split()) > 1)


def _list_parts(staff: str) -> Iterator[str]:
    for word in _WORD.findall(staff):
        folded = word.casefold()
        if len(folded) >= MIN_PART and folded not in _TITLES:
            yield folded


def _list_initials(staff: str) -> Iterator[str]:
    """Yield the initials of each name of several parts, as in `TO` for Tola Okafor."""
    for name in re.split(r"[,;\n]", staff):
        parts = [word for word in _WORD.findall(name) if word.casefold() not in _TITLES]
        if len(parts) > 1:
            yield "".join(part[0].upper() for part in parts)


def _put_plainly(text: str) -> str:
    return " ".join(word.casefold() for word in _WORD.findall(text))
