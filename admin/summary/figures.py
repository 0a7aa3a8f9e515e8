"""Counts as figures: every measure with its share, by a definition and by the default one beside it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from admin.measures.called import Good
from admin.measures.counting import count_facts, find_share
from admin.measures.kinds import Definition, Unit
from admin.measures.measures import MEASURES
from forms.participation import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.measures.counting import Counts
    from admin.measures.facts import Facts
    from admin.measures.kinds import Measure
    from admin.measures.shares import Share
    from admin.periods import Period


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


def find_all_figures(facts: Facts, period: Period, definition: Definition) -> Figures:
    """Count every measure of facts by a definition, and by the default one beside it."""
    return make_figures(count_facts(facts), period, definition)


def find_figures(facts: Facts, definition: Definition) -> tuple[Figure, ...]:
    """Count every measure of facts by a definition."""
    return list_figures(count_facts(facts), definition)


def make_figures(counts: Counts, period: Period, definition: Definition) -> Figures:
    """Make the figure of every measure by a definition, and by the default one beside it."""
    default = () if definition is Definition.ELIGIBLE else list_figures(counts, Definition.ELIGIBLE)
    codes = {**counts.codes, NO_CODE: counts.uncoded}
    return Figures(period, definition, list_figures(counts, definition), default, codes)


def list_figures(counts: Counts, definition: Definition) -> tuple[Figure, ...]:
    """Make the figure of every measure that was counted."""
    counted = (measure for measure in MEASURES if measure.name in counts.tallies)
    return tuple(_make_figure(measure, counts, definition) for measure in counted)


def _make_figure(measure: Measure, counts: Counts, definition: Definition) -> Figure:
    share, reading = find_share(measure, counts, definition), measure.read_by(definition)
    return Figure(measure.name, share, str(reading), measure.unit, measure.title, measure.good)
