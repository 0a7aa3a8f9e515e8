"""A signed period in place of a new count: what was signed is printed, with the words of today.

The same holds for a period that stands beside: last year's figure is the one that was signed, if it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from admin.signed.keeping import read_by, read_signed
from admin.signed.unreadable import UnreadableError

if TYPE_CHECKING:
    from datetime import date

    from admin.gathered import Gathered
    from admin.measures.kinds import Definition
    from admin.periods import Period
    from admin.shown.asked import Asked, Source
    from admin.summary.beside import Compared
    from admin.summary.figures import Figures
    from admin.summary.summary import Summary

CHANGED = "What stands in the database of a signed period is not what was signed: see Signed periods"


async def put_signed_in_place(source: Source, asked: Asked, summary: Summary) -> tuple[Summary, date | None]:
    """Return the counts that are to be shown, and the day they were signed; None where they are counted now.

    Where a period was signed by a definition that does not have these figures, it is counted now. Raises
    UnreadableError where what was signed cannot be read, or was changed; StoreUnavailableError.
    """
    if source.keys is None or asked.is_anew:
        return summary, None
    beside = await _put_beside(source, asked, summary)
    found = await _find(source, asked.period, asked.definition, asked.edition)
    if found is None:
        return beside, None
    signed, signed_on = found
    return _take(beside, signed, asked), signed_on


def _take(now: Summary, signed: Summary, asked: Asked) -> Summary:
    """Take every count from the signature; words, and what stands beside, from today."""
    said = {(one.key, one.audience, one.timing): one.quotes for one in now.themes}
    return replace(
        signed,
        compared=now.compared,
        comparisons=now.comparisons,
        quotes=now.quotes,
        pairs=now.pairs,
        grouped=tuple(one for one in signed.grouped if one.dimension in asked.by),
        themes=tuple(
            replace(one, quotes=said.get((one.key, one.audience, one.timing), ())) for one in signed.themes
        ),
        gathered=_take_gathered(now.gathered, signed.gathered),
    )


def _take_gathered(now: Gathered, signed: Gathered) -> Gathered:
    return replace(now, elsewhere=signed.elsewhere, past=signed.past)


async def _put_beside(source: Source, asked: Asked, summary: Summary) -> Summary:
    compared = summary.compared
    if compared is not None:
        compared = await _find_figures(source, compared, asked.definition)
    return replace(
        summary,
        compared=compared,
        comparisons=tuple([await _put(source, one, asked.definition) for one in summary.comparisons]),
    )


async def _put(source: Source, other: Compared, definition: Definition) -> Compared:
    return replace(other, figures=await _find_figures(source, other.figures, definition))


async def _find_figures(source: Source, counted: Figures, definition: Definition) -> Figures:
    """Return the figures of another period as they were signed, else as they are counted."""
    found = await _find(source, counted.period, definition)
    return found[0].counted if found else counted


async def _find(
    source: Source, period: Period, definition: Definition, edition: int | None = None
) -> tuple[Summary, date] | None:
    if source.keys is None:
        return None
    signed = await read_signed(source.store, source.keys, source.library, period, edition)
    if signed is None:
        return None
    if not signed.is_whole:
        raise UnreadableError(CHANGED)
    summary = read_by(signed.summary, definition)
    return (summary, signed.signed_on) if summary else None
