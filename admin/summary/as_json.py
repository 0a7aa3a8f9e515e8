"""The summary as JSON, in the shape that others rely on: keys are added, never changed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from admin.summary.compared import find_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.gathered import Compliment
    from admin.summary.forms import FormCount
    from admin.summary.placements import PlacementSum
    from admin.summary.questions import QuestionCount
    from admin.summary.summary import Figure, Figures, Summary


def as_json(summary: Summary) -> dict[str, Any]:
    """Return the summary ready for `json.dumps`."""
    counted = {
        **_figures_as_json(summary.counted),
        "participation_codes": dict(summary.participation_codes),
        "reasons_not_attending": dict(summary.reasons_not_attending),
        "forms": [_form_as_json(count) for count in summary.forms],
        "placements": [_placement_as_json(placement) for placement in summary.placements],
        "quotes": [asdict(quoted) for quoted in summary.quotes],
        "you_said_we_did": [asdict(pair) for pair in summary.pairs],
        "compliments": [_compliment_as_json(each) for each in summary.gathered.compliments],
        "reasons_no_views": dict(summary.reasons_no_views),
        "child_reasons": dict(summary.child_reasons),
        "reasons_parents_not_invited": dict(summary.reasons_parents_not_invited),
        "meetings_by_kind": dict(summary.meetings_by_kind),
    }
    if summary.compared is None:
        return counted
    compared = {**_figures_as_json(summary.compared), "points": find_points(summary)}
    return {**counted, "compare": compared}


def _compliment_as_json(compliment: Compliment) -> dict[str, Any]:
    return {**asdict(compliment), "received_on": str(compliment.received_on)}


def _placement_as_json(placement: PlacementSum) -> dict[str, Any]:
    return {
        "name": placement.name,
        "scans": placement.scans,
        "starts": placement.starts,
        "completions": placement.completions,
    }


def _figures_as_json(figures: Figures) -> dict[str, Any]:
    printed = {
        "period": {"from": str(figures.period.first_on), "to": str(figures.period.last_on)},
        "definition": figures.definition.value,
        "measures": _list_measures(figures.chosen),
    }
    return {**printed, "default_measures": _list_measures(figures.default)} if figures.default else printed


def _list_measures(figures: Iterable[Figure]) -> dict[str, Any]:
    return {figure.name: _figure_as_json(figure) for figure in figures}


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
        "filled_in": count.filled_in,
        "anonymous": count.anonymous,
        **({"dropped": True} if count.dropped else {}),
        "questions": [_question_as_json(question) for question in count.questions],
    }


def _question_as_json(question: QuestionCount) -> dict[str, Any]:
    """Return one question; `dropped` stands only where an earlier version of the form asked it."""
    return {
        "key": question.key,
        "kind": question.kind,
        "answered": question.answered,
        "skipped": question.skipped,
        "counts": dict(question.counts),
        "mean": question.mean,
        "median": question.median,
        **({"dropped": True} if question.dropped else {}),
    }
