"""How wide each column of a table is: by what stands in it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTER = 112
"""About how wide a letter of 9.5 points is, in twentieths of a point."""
PADDING = 200
"""The room at both sides of a cell."""
LEAST = 4
MOST = 60
"""How many letters of a cell ask for room: longer ones take a second line."""
LONGEST_WORD = 24
"""A longer word is broken."""


def share_width(width: int, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Part the width of the text among the columns.

    Each gets what its longest word needs; what is left goes by how much stands in the columns.
    """
    columns = [[row[place] for row in rows if place < len(row)] for place in range(len(heads))]
    needed = [_need(head, column) for head, column in zip(heads, columns, strict=True)]
    wanted = [max(need, _want(column)) for need, column in zip(needed, columns, strict=True)]
    return _fit(width, needed, wanted)


def _fit(width: int, needed: list[int], wanted: list[int]) -> tuple[int, ...]:
    """Give everybody what they need and part the rest by what more they want; too little is parted evenly."""
    spare = width - sum(needed)
    if spare < 0:
        return _even(width, needed)
    more = [want - need for want, need in zip(wanted, needed, strict=True)]
    total = sum(more)
    if not total:
        return _even(width, needed)
    return _settle(width, [need + spare * each // total for need, each in zip(needed, more, strict=True)])


def _even(width: int, needed: list[int]) -> tuple[int, ...]:
    total = sum(needed) or 1
    return _settle(width, [width * need // total for need in needed])


def _settle(width: int, widths: list[int]) -> tuple[int, ...]:
    """Give what rounding left to the first column."""
    return (widths[0] + width - sum(widths), *widths[1:]) if widths else ()


def _need(head: str, column: Sequence[str]) -> int:
    longest = max((len(word) for text in (head, *column) for word in text.split()), default=0)
    return PADDING + LETTER * min(max(longest, LEAST), LONGEST_WORD)


def _want(column: Sequence[str]) -> int:
    return PADDING + LETTER * min(max((len(text) for text in column), default=0), MOST)
