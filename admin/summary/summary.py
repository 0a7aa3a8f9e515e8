"""The figures of a period: reviews by their codes, and every form by its answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.gathered import NOTHING_GATHERED, Gathered
from admin.gathering.counted import read_gathered
from admin.quotes.nameless import read_nameless_quotes
from admin.quotes.reading import read_pairs, read_quotes
from admin.summary.beside import Beside, Compared, list_beside, read_compared, read_counted
from admin.summary.figures import Figure, Figures, find_all_figures, find_figures, make_figures
from admin.summary.forms import count_forms
from admin.summary.grouped import read_grouped
from admin.summary.lists import read_lists
from admin.summary.of_reviews import Reviews
from admin.summary.placements import read_placements
from admin.themes.counted import count_themes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from admin.gathered import Theme
    from admin.groups import Dimension, Grouped
    from admin.measures.kinds import Definition
    from admin.measures.shares import Share
    from admin.periods import Period
    from admin.quotes.reading import Pair, Quoted
    from admin.summary.forms import FormCount
    from admin.summary.placements import PlacementSum
    from forms.keys import Keys
    from forms.library import Library
    from forms.store import Store

__all__ = ["Figure", "Figures", "Summary", "find_all_figures", "find_figures", "summarise"]
BANDS = (range(4, 8), range(8, 12), range(12, 18))
"""Ages, as the questionnaires have them; a council sets its own with SAY_AGE_BANDS."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that is counted about a period."""

    counted: Figures
    uncoded: int
    participation_codes: Mapping[str, int]
    reasons_not_attending: Mapping[str, int]
    reasons_no_views: Mapping[str, int]
    child_reasons: Mapping[str, int]
    reasons_parents_not_invited: Mapping[str, int]
    meetings_by_kind: Mapping[str, int]
    forms: tuple[FormCount, ...]
    placements: tuple[PlacementSum, ...] = ()
    compared: Figures | None = None
    """The period that was chosen to be compared with; with the others it is in `comparisons` as well."""
    comparisons: tuple[Compared, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    pairs: tuple[Pair, ...] = ()
    """What was said and what was done: both approved by a second person."""
    grouped: tuple[Grouped, ...] = ()
    themes: tuple[Theme, ...] = ()
    gathered: Gathered = NOTHING_GATHERED

    @property
    def period(self) -> Period:
        """The days that are counted."""
        return self.counted.period

    @property
    def definition(self) -> Definition:
        """How participation is counted."""
        return self.counted.definition

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every measure, in the order of `admin.measures`."""
        return self.counted.chosen

    def list_comparisons(self) -> tuple[Compared, ...]:
        """List the other periods; one counted without a reason to doubt it stands as the chosen one."""
        alone = (Compared(Beside.CHOSEN, self.compared, {}),) if self.compared else ()
        return self.comparisons or alone

    def find(self, name: str) -> Share:
        """Return the share called `name`. Raises StopIteration if there is none."""
        return next(figure.share for figure in self.figures if figure.name == name)


async def summarise(  # noqa: PLR0913 - where from, over what, by what: each its own thing
    store: Store,
    library: Library,
    period: Period,
    definition: Definition,
    today: date,
    *,
    compared_with: Period | None = None,
    beside: Collection[Beside] = (),
    by: Sequence[Dimension] = (),
    bands: Sequence[range] = BANDS,
    keys: Keys | None = None,
) -> Summary:
    """Count a period, as it stands `today`, other periods beside it, and its groups.

    `bands` are the ages of the age bands. Without `keys` no words are in it, approved or not. Raises
    StoreUnavailableError.
    """
    reviews = Reviews(library, period, today, tuple((band.start, band.stop - 1) for band in bands))
    now, forms = await asyncio.gather(
        read_counted(store, reviews), count_forms(store, library, period, today)
    )
    counts = now.counts
    lists = await read_lists(store, period, today)
    others = list_beside(period, beside, compared_with)
    comparisons = await read_compared(store, reviews, now, others, definition)
    quotes = await _read_quotes(store, library, keys, period, today) if keys else ()
    return Summary(
        counted=make_figures(counts, period, definition),
        uncoded=counts.uncoded,
        participation_codes=counts.codes,
        reasons_not_attending=lists.reasons_not_attending,
        reasons_no_views=lists.reasons_no_views,
        child_reasons=lists.child_reasons,
        reasons_parents_not_invited=lists.reasons_parents_not_invited,
        meetings_by_kind=lists.meetings_by_kind,
        forms=forms,
        placements=await read_placements(store, period),
        compared=next((one.figures for one in comparisons if one.kind is Beside.CHOSEN), None),
        comparisons=comparisons,
        grouped=tuple([await read_grouped(store, reviews, dimension, definition) for dimension in by]),
        quotes=quotes,
        pairs=await read_pairs(store, keys, period, today) if keys else (),
        themes=await count_themes(store, library, period, today, quotes),
        gathered=await read_gathered(store, keys, period) if keys else NOTHING_GATHERED,
    )


async def _read_quotes(
    store: Store, library: Library, keys: Keys, period: Period, today: date
) -> tuple[Quoted, ...]:
    """Read the approved quotations, with a name or without."""
    named = await read_quotes(store, keys, library, period, today)
    return (*named, *await read_nameless_quotes(store, keys, period))
