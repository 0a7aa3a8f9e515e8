"""The figures of a period: reviews by their codes, and every form by its answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from admin.facts import STAYED_AWAY
from admin.measures import MEASURES
from admin.summary_facts import read_facts
from admin.summary_forms import count_forms
from forms.participation import ParticipationCode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from admin.facts import Facts
    from admin.measure_kinds import Definition
    from admin.periods import Period
    from admin.shares import Share
    from admin.summary_forms import FormCount
    from forms.library import Library
    from forms.store import Store


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure, counted: its name, the share, and in a sentence what it is a share of."""

    name: str
    share: Share
    definition: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that is counted about a period."""

    period: Period
    definition: Definition
    figures: tuple[Figure, ...]
    uncoded: int
    participation_codes: Mapping[str, int]
    reasons_not_attending: Mapping[str, int]
    forms: tuple[FormCount, ...]

    def find(self, name: str) -> Share:
        """Return the share called `name`. Raises StopIteration if there is none."""
        return next(figure.share for figure in self.figures if figure.name == name)


async def summarise(
    store: Store, library: Library, period: Period, definition: Definition, today: date
) -> Summary:
    """Count a period, as it stands `today`. Raises StoreUnavailableError."""
    facts = await read_facts(store, library, period, today)
    forms = await count_forms(store, library, period)
    return make_summary(facts, forms, period, definition)


def make_summary(
    facts: Facts, forms: tuple[FormCount, ...], period: Period, definition: Definition
) -> Summary:
    """Count facts that have been read."""
    return Summary(
        period=period,
        definition=definition,
        figures=find_figures(facts, definition),
        uncoded=sum(fact.code is None for fact in facts.held),
        participation_codes=_count_codes(facts),
        reasons_not_attending=_count_reasons(facts),
        forms=forms,
    )


def find_figures(facts: Facts, definition: Definition) -> tuple[Figure, ...]:
    """Count every measure by a definition."""
    readings = [(measure.name, measure.read_by(definition)) for measure in MEASURES]
    return tuple(Figure(name, reading.find(facts), str(reading)) for name, reading in readings)


def _count_codes(facts: Facts) -> dict[str, int]:
    found = Counter(fact.code for fact in facts.held)
    return {code.value: found[code] for code in ParticipationCode}


def _count_reasons(facts: Facts) -> dict[str, int]:
    """Count why children stayed away, at reviews whose code says that they did (PN0, PN5, PN6, PN7)."""
    away = [fact.reason_not_attending for fact in facts.held if fact.code in STAYED_AWAY]
    return dict(sorted(Counter(filter(None, away)).items()))


def as_json(summary: Summary) -> dict[str, Any]:
    """Return the summary in the shape of contract.md, ready for `json.dumps`.

    Quotes, placements, pairs of what was said and done, and compliments are not gathered yet: empty.
    """
    return {
        "period": {"from": str(summary.period.first_on), "to": str(summary.period.last_on)},
        "definition": summary.definition.value,
        "measures": {figure.name: _figure_as_json(figure) for figure in summary.figures},
        "participation_codes": dict(summary.participation_codes),
        "reasons_not_attending": dict(summary.reasons_not_attending),
        "forms": [_form_as_json(count) for count in summary.forms],
        "placements": [],
        "quotes": [],
        "you_said_we_did": [],
        "compliments": [],
    }


def _figure_as_json(figure: Figure) -> dict[str, Any]:
    share = figure.share
    return {
        "count": share.count,
        "out_of": share.out_of,
        "percent": share.percent,
        "low": share.low,
        "high": share.high,
        "definition": figure.definition,
    }


def _form_as_json(count: FormCount) -> dict[str, Any]:
    return {
        "form": count.form.key,
        "audience": count.form.audience.value,
        "invited": count.invited,
        "opened": count.opened,
        "submitted": count.submitted,
        "response_rate": count.response_rate,
        "definition": count.definition,
        "channels": dict(count.channels),
        "questions": [
            {
                "key": question.key,
                "kind": question.kind,
                "answered": question.answered,
                "skipped": question.skipped,
                "counts": dict(question.counts),
                "mean": question.mean,
                "median": question.median,
            }
            for question in count.questions
        ],
    }
