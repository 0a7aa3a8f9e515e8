"""How wide each column of a table is: by what stands in it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

POINTS = 190
"""How high letters of a table are, 9.5 points, in twentieths of a point."""
THIN, USUAL, CAPITAL, BROAD = 0.32, 0.58, 0.74, 0.95
"""How wide letters are beside their height, in Arial and its like, with a little to spare for bold ones."""
THINS = frozenset("iljtfrI.,:;'|!()[] -/")
BROADS = frozenset("mwMW@%")
PADDING = 240
"""The room at both sides of a cell."""
HEAD_LINES = 3
"""A head of several words may take so many lines."""
LEAST = 2 * USUAL
MOST = 36
"""So wide, in heights of a letter, what stands in a cell asks for: longer texts take a second line."""
LONGEST_WORD = 14
"""A word wider than that is broken."""


def share_width(
    width: int, heads: Sequence[str], rows: Sequence[Sequence[str]], wordy: Sequence[bool]
) -> tuple[int, ...]:
    """Part the width of the text among the columns.

    Each gets what its longest word needs, and its head in three lines. What is left goes to those with words
    in them (`wordy`), by how much stands there: numbers stay together at the right.
    """
    columns = [[row[place] for row in rows if place < len(row)] for place in range(len(heads))]
    needed = [
        _need(head, column, is_wordy) for head, column, is_wordy in zip(heads, columns, wordy, strict=True)
    ]
    more = [
        max(1, _want(head, column) - need) if is_wordy else 0
        for head, column, need, is_wordy in zip(heads, columns, needed, wordy, strict=True)
    ]
    return _fit(width, needed, more)


def measure(text: str) -> float:
    """Return about how wide words are, in heights of a letter."""
    return sum(map(_measure_letter, text))


def _measure_letter(letter: str) -> float:
    if letter in THINS:
        return THIN
    return BROAD if letter in BROADS else CAPITAL if letter.isupper() else USUAL


def _fit(width: int, needed: list[int], more: list[int]) -> tuple[int, ...]:
    """Give everybody what they need and part the rest by what more they want; too little is parted alike."""
    spare = width - sum(needed)
    if spare < 0 or not any(more):
        total = sum(needed) or 1
        return _settle(width, [width * need // total for need in needed])
    return _settle(width, [need + spare * each // sum(more) for need, each in zip(needed, more, strict=True)])


def _settle(width: int, widths: list[int]) -> tuple[int, ...]:
    """Give what rounding left to the first column."""
    return (widths[0] + width - sum(widths), *widths[1:]) if widths else ()


def _need(head: str, column: Sequence[str], is_wordy: bool) -> int:  # noqa: FBT001 - as its caller has it
    """Return what a column cannot do without. A number is not broken, nor parted from its sign."""
    pieces = (*head.split(), *(word for text in column for word in (text.split() if is_wordy else (text,))))
    longest = max(map(measure, pieces), default=0)
    longest = max(longest, _find_head_width(head))
    return _as_room(min(LONGEST_WORD, max(LEAST, longest)))


def _find_head_width(head: str) -> float:
    """Return how wide a head must be to take no more lines than it may."""
    words = [measure(word) for word in head.split()]
    widths = sorted(
        {
            sum(words[start:end]) + THIN * (end - start - 1)
            for end in range(1, len(words) + 1)
            for start in range(end)
        }
    )
    return next((width for width in widths if _count_lines(words, width) <= HEAD_LINES), 0)


def _count_lines(words: list[float], width: float) -> int:
    lines, room = 0, 0.0
    for word in words:
        if lines and word + THIN <= room:
            room -= word + THIN
        else:
            lines, room = lines + 1, width - word
    return lines


def _want(head: str, column: Sequence[str]) -> int:
    return _as_room(min(MOST, max(measure(text) for text in (head, *column))))


def _as_room(heights: float) -> int:
    return PADDING + round(heights * POINTS)
