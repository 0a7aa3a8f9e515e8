"""Counting a period to be signed, and once more when it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.groups import Dimension
from admin.shown.checksum import write_down
from admin.shown.true import show_true
from admin.signed.causes import find_causes
from admin.signed.codec import leave_words_out
from admin.signed.differences import find_differences, list_lines
from admin.summary.summary import summarise

if TYPE_CHECKING:
    from datetime import date

    from admin.measures.kinds import Definition
    from admin.periods import Period
    from admin.shown.asked import Source
    from admin.shown.checksum import Written
    from admin.signed.causes import Cause
    from admin.signed.differences import Difference, Line
    from admin.signed.keeping import Signed
    from admin.summary.summary import Summary


SIGNED_BY = (Dimension.TEAM, Dimension.AGE_BAND, Dimension.REVIEW_TYPE, Dimension.CHANNEL)
"""By what a signed period is parted. Not by IRO: nobody's own numbers are kept for good."""


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """A signed period held against what is counted now."""

    now: Written
    differences: tuple[Difference, ...]
    lines: tuple[Line, ...]
    causes: tuple[Cause, ...]


async def count_to_sign(source: Source, period: Period, definition: Definition, today: date) -> Summary:
    """Count what a signature is about: the counts of a period, without words.

    Raises StoreUnavailableError.
    """
    summary = await summarise(source.store, source.library, period, definition, today, keys=source.keys)
    return leave_words_out(summary)


def write_true(summary: Summary, today: date) -> Written:
    """Write the true figures down, as they are signed."""
    return write_down(show_true(summary, "", today))


async def hold_against_now(source: Source, signed: Signed, today: date) -> HeldAgainst:
    """Count a signed period anew, by the same definition, and find what differs.

    Raises StoreUnavailableError.
    """
    now = write_true(await count_to_sign(source, signed.period, signed.summary.definition, today), today)
    differences = find_differences(signed.written.own, now.own)
    lines = list_lines(differences, signed.written.own, now.own)
    return HeldAgainst(now, differences, lines, await find_causes(source.store, source.library, signed))
