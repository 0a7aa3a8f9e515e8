"""What somebody wants counted, and the way from there to figures that may be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.measures.kinds import Definition
from admin.shown.published import show_published
from admin.shown.true import show_true
from admin.signed.in_place import put_signed_in_place
from admin.summary.beside import Beside, list_beside, overlap
from admin.summary.summary import summarise

if TYPE_CHECKING:
    from datetime import date

    from admin.groups import Dimension
    from admin.periods import Period
    from admin.shown.model import ShownSummary
    from admin.summary.summary import Summary
    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """A period, by which definition, beside which others, and parted by what."""

    period: Period
    definition: Definition = Definition.ELIGIBLE
    compared_with: Period | None = None
    """A period that was chosen."""
    beside: tuple[Beside, ...] = (Beside.LAST_YEAR, Beside.BEFORE)
    by: tuple[Dimension, ...] = ()
    edition: int | None = None
    """Of a signed period: which; the last one where none is named."""
    is_anew: bool = False
    """Counted now, whether it was signed or not."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where it is counted. Without `keys` no words are in it, approved or not."""

    store: Store
    library: Library
    settings: Settings
    keys: Keys | None = None


async def count_true(source: Source, asked: Asked, today: date) -> ShownSummary:
    """Count it, as it stands `today`, or as it was signed, small numbers too.

    Raises StoreUnavailableError; UnreadableError where what was signed cannot be read.
    """
    summary, signed_on = await _count(source, asked, today)
    shown = replace(show_true(summary, source.settings.council, today), signed_on=signed_on)
    return add_targets(shown, source.settings)


async def add_earlier(source: Source, asked: Asked, shown: ShownSummary, today: date) -> ShownSummary:
    """Put the answers of another period beside, shown in the same way: the chosen one's, else last year's.

    As it is where there is none, or where the two share days: what one hides the other could then give back.
    Raises StoreUnavailableError.
    """
    others = list_beside(asked.period, asked.beside, asked.compared_with).values()
    other = next((each for each in others if not overlap(each, asked.period)), None)
    if other is None:
        return shown
    count = count_published if shown.is_published else count_true
    return replace(shown, earlier=await count(source, Asked(other, asked.definition, beside=()), today))


async def count_published(source: Source, asked: Asked, today: date) -> ShownSummary:
    """Count it as it may be published, small numbers hidden; what was signed likewise.

    Raises StoreUnavailableError; UnreadableError where what was signed cannot be read.
    """
    summary, signed_on = await _count(source, asked, today)
    shown = show_published(summary, source.settings.council, today, source.settings.suppress_below)
    return add_targets(replace(shown, signed_on=signed_on), source.settings)


def add_targets(shown: ShownSummary, settings: Settings) -> ShownSummary:
    """Put beside each measure what the council aims at, if it does."""
    targets = dict(settings.targets)
    return replace(
        shown,
        measures=tuple(replace(measure, target=targets.get(measure.name)) for measure in shown.measures),
    )


async def _count(source: Source, asked: Asked, today: date) -> tuple[Summary, date | None]:
    """Count it, and put what was signed in its place; return the day it was signed."""
    summary = await summarise(
        source.store,
        source.library,
        asked.period,
        asked.definition,
        today,
        compared_with=asked.compared_with,
        beside=asked.beside,
        by=asked.by,
        bands=source.settings.age_bands,
        keys=source.keys,
    )
    return await put_signed_in_place(source, asked, summary)
