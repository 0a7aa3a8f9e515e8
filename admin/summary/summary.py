"""The figures of a period: reviews by their codes, and every form by its answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from admin.gathered import NOTHING_GATHERED, Gathered
from admin.gathering.counted import read_gathered
from admin.measures.called import Good
from admin.measures.facts import STAYED_AWAY
from admin.measures.kinds import Definition, Unit
from admin.measures.measures import MEASURES
from admin.quotes import read_pairs, read_quotes
from admin.summary.forms import count_forms
from admin.summary.placements import read_placements
from admin.summary.reading import read_facts
from forms.participation import NO_CODE, ParticipationCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from admin.gathered import Theme
    from admin.groups import Grouped
    from admin.measures.facts import Facts
    from admin.measures.kinds import Measure, Reading
    from admin.measures.shares import Share
    from admin.periods import Period
    from admin.quotes import Pair, Quoted
    from admin.summary.forms import FormCount
    from admin.summary.placements import PlacementSum
    from forms.keys import Keys
    from forms.library import Library
    from forms.store import Store


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure, counted: its name, the share, in a sentence what it is a share of, its unit and title.

    `good` tells which way is better.
    """

    name: str
    share: Share
    definition: str
    unit: Unit = Unit.REVIEW
    title: str = ""
    good: Good = Good.NEITHER


@dataclass(frozen=True, slots=True)
class Figures:
    """Every measure of a period, by a definition.

    `default` holds them by the default definition as well, where another was chosen. `codes` counts the
    reviews held by participation code, those without a valid one under `NO_CODE`.
    """

    period: Period
    definition: Definition
    chosen: tuple[Figure, ...]
    default: tuple[Figure, ...] = ()
    codes: Mapping[str, int] = field(default_factory=dict)

    def find(self, name: str) -> Figure | None:
        """Return a figure; None if there is none of that name."""
        return next((figure for figure in self.chosen if figure.name == name), None)

    def find_default(self, name: str) -> Figure | None:
        """Return a figure by the default definition; None where that is the one chosen."""
        return next((figure for figure in self.default if figure.name == name), None)


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
    facts = await read_facts(store, library, period, today)
    compared = None
    if compared_with:
        other = await read_facts(store, library, compared_with, today)
        compared = find_all_figures(other, compared_with, definition)
    held = facts.held
    return Summary(
        counted=find_all_figures(facts, period, definition),
        uncoded=sum(fact.code is None for fact in held),
        participation_codes=_count_codes(facts),
        reasons_not_attending=_count_reasons(
            fact.reason_not_attending for fact in held if fact.code in STAYED_AWAY
        ),
        reasons_no_views=_count_reasons(
            fact.reason_no_views for fact in held if fact.code is ParticipationCode.PN7
        ),
        child_reasons=_count_reasons(fact.child_reason for fact in held if fact.code in STAYED_AWAY),
        reasons_parents_not_invited=_count_reasons(
            fact.parent_not_invited_reason for fact in held if fact.parent_invited is not True
        ),
        meetings_by_kind=facts.meetings,
        forms=await count_forms(store, library, period, today),
        placements=await read_placements(store, period),
        compared=compared,
        quotes=await read_quotes(store, keys, library, period, today) if keys else (),
        pairs=await read_pairs(store, keys, period, today) if keys else (),
        gathered=await read_gathered(store, keys, period) if keys else NOTHING_GATHERED,
    )


def find_all_figures(facts: Facts, period: Period, definition: Definition) -> Figures:
    """Count every measure by a definition, and by the default one beside it."""
    default = () if definition is Definition.ELIGIBLE else find_figures(facts, Definition.ELIGIBLE)
    codes = {**_count_codes(facts), NO_CODE: sum(fact.code is None for fact in facts.held)}
    return Figures(period, definition, find_figures(facts, definition), default, codes)


def find_figures(facts: Facts, definition: Definition) -> tuple[Figure, ...]:
    """Count every measure by a definition."""
    return tuple(_count(measure, measure.read_by(definition), facts) for measure in MEASURES)


def _count(measure: Measure, reading: Reading, facts: Facts) -> Figure:
    return Figure(measure.name, reading.find(facts), str(reading), measure.unit, measure.title, measure.good)


def _count_codes(facts: Facts) -> dict[str, int]:
    found = Counter(fact.code for fact in facts.held)
    return {code.value: found[code] for code in ParticipationCode}


def _count_reasons(reasons: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(filter(None, reasons)).items()))
