"""What somebody wants counted, and the way from there to figures that may be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.measures.kinds import Definition
from admin.shown.ledger import read_ledger
from admin.shown.published import Published, publish
from admin.shown.true import show_true
from admin.signed.in_place import put_signed_in_place
from admin.summary.beside import Beside, list_beside, overlap
from admin.summary.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from admin.groups import Dimension
    from admin.periods import Period
    from admin.shown.model import ShownSummary
    from admin.shown.past import Edition
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
    earlier = find_earlier(asked)
    if earlier is None:
        return shown
    count = count_published if shown.is_published else count_true
    return replace(shown, earlier=await count(source, earlier, today))


def find_earlier(asked: Asked) -> Asked | None:
    """Return what is to be counted of another period, for its answers; None where there is none."""
    others = list_beside(asked.period, asked.beside, asked.compared_with).values()
    other = next((each for each in others if not overlap(each, asked.period)), None)
    return Asked(other, asked.definition, beside=()) if other else None


async def count_published(source: Source, asked: Asked, today: date) -> ShownSummary:
    """Count it as it may be published beside what was, small numbers hidden; what was signed likewise.

    Nothing is written: whoever hands it out calls `admin.shown.publishing.publish_figures` instead. Raises
    StoreUnavailableError; UnreadableError where what was signed cannot be read.
    """
    ledger = await read_ledger(source.store)
    return (await find_published(source, asked, today, ledger.editions)).shown


async def find_published(source: Source, asked: Asked, today: date, past: Sequence[Edition]) -> Published:
    """Find out what may be published beside what was. Raises what `count_published` does."""
    summary, signed_on = await _count(source, asked, today)
    found = publish(summary, source.settings.council, today, source.settings.suppress_below, past)
    shown = replace(found.shown, signed_on=signed_on)
    return replace(found, shown=add_targets(shown, source.settings))


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
