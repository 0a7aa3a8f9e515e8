"""The figures of a period: reviews by their codes, and every form by its answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from admin.gathered import NOTHING_GATHERED, Gathered
from admin.gathering.counted import read_gathered
from admin.measures.called import Good
from admin.measures.counting import count_facts, find_share
from admin.measures.kinds import Definition, Unit
from admin.measures.measures import MEASURES
from admin.quotes import read_pairs, read_quotes
from admin.summary.counted import read_counts
from admin.summary.forms import count_forms
from admin.summary.lists import read_lists
from admin.summary.of_reviews import Reviews
from admin.summary.placements import read_placements
from admin.themes.counted import count_themes
from forms.participation import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from admin.gathered import Theme
    from admin.groups import Grouped
    from admin.measures.counting import Counts
    from admin.measures.facts import Facts
    from admin.measures.kinds import Measure
    from admin.measures.shares import Share
    from admin.periods import Period
    from admin.quotes import Pair, Quoted
    from admin.summary.forms import FormCount
    from admin.summary.placements import PlacementSum
    from forms.keys import Keys
    from forms.library import Library
    from forms.store import Store


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that is counted about a period; `compared` are the measures of another one."""

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
    keys: Keys | None = None,
) -> Summary:
    """Count a period, as it stands `today`, and another beside it. Raises StoreUnavailableError.

    Without `keys` no words are in it, approved or not.
    """
    counts = await read_counts(store, Reviews(library, period, today))
    lists = await read_lists(store, period, today)
    compared = None
    if compared_with:
        other = await read_counts(store, Reviews(library, compared_with, today))
        compared = make_figures(other, compared_with, definition)
    quotes = await read_quotes(store, keys, library, period, today) if keys else ()
    return Summary(
        counted=make_figures(counts, period, definition),
        uncoded=counts.uncoded,
        participation_codes=counts.codes,
        reasons_not_attending=lists.reasons_not_attending,
        reasons_no_views=lists.reasons_no_views,
        child_reasons=lists.child_reasons,
        reasons_parents_not_invited=lists.reasons_parents_not_invited,
        meetings_by_kind=lists.meetings_by_kind,
        forms=await count_forms(store, library, period, today),
        placements=await read_placements(store, period),
        compared=compared,
        quotes=quotes,
        pairs=await read_pairs(store, keys, period, today) if keys else (),
        themes=await count_themes(store, library, period, today, quotes),
        gathered=await read_gathered(store, keys, period) if keys else NOTHING_GATHERED,
    )
