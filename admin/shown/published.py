"""The figures as they may be published: small numbers hidden, and whatever would give them back. Pure.

What is hidden, and why: docs/decisions/2026-11-30-published.md. Whoever adds a number to `ShownSummary` finds
it a table here; a solver in the tests takes what is published and looks for what is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.shown.model import ShownSummary
from admin.shown.past import Behind, Edition
from admin.shown.published_forms import publish_forms
from admin.shown.published_groups import publish_groups
from admin.shown.published_lists import publish_lists
from admin.shown.published_measures import find_known, publish_measures
from admin.shown.published_words import publish_gathered, publish_placements, publish_themes
from admin.shown.sieve import Sieve
from admin.shown.tables import Counts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from admin.summary.summary import Summary


@dataclass(frozen=True, slots=True)
class Published:
    """What may be published, and what whoever reads it knows then of each period in it, the newest last."""

    shown: ShownSummary
    editions: tuple[Edition, ...]


def show_published(
    summary: Summary, council: str, counted_on: date, below: int, past: Sequence[Edition] = ()
) -> ShownSummary:
    """Show what may be published where counts from 1 to under `below` are small; `past`: newest first."""
    return publish(summary, council, counted_on, below, past).shown


def publish(
    summary: Summary, council: str, counted_on: date, below: int, past: Sequence[Edition] = ()
) -> Published:
    """Find out what may be published beside what was before. Other periods in it are told first."""
    editions: tuple[Edition, ...] = ()
    others = []
    for one in summary.list_comparisons():
        beside = Sieve(Behind(below, one.figures.period, (*reversed(editions), *past)))
        others.append(find_known(Counts.of_period(one.figures), beside))
        editions = (*editions, Edition(one.figures.period, beside.told))
    sieve = Sieve(Behind(below, summary.period, (*reversed(editions), *past)))
    known = find_known(Counts.of_period(summary.counted), sieve)
    forms, collated = publish_forms(summary.forms, sieve)
    shown = ShownSummary(
        council=council,
        period=summary.period,
        definition=summary.definition,
        hidden_below=below,
        counted_on=counted_on,
        measures=tuple(publish_measures(summary, known, others)),
        tables=tuple(publish_lists(summary, known, sieve)),
        forms=forms,
        placements=tuple(publish_placements(summary.placements, sieve)),
        groups=tuple(publish_groups(summary, known, sieve)),
        quotes=summary.quotes,
        pairs=summary.pairs,
        themes=tuple(publish_themes(summary.themes, sieve)),
        gathered=publish_gathered(summary.gathered, below),
        collated=collated,
    )
    return Published(shown, (*editions, Edition(summary.period, sieve.told)))
