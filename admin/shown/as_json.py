"""The figures as JSON, in the shape that others rely on: keys are added, never changed.

Where small numbers are hidden, a hidden one is "c", and "z" stands where there is none. Where nothing is
hidden, null does.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from admin.measures.measures import BY_NAME
from admin.shown.model import Mark
from forms.participation import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from admin.shown.model import (
        Number,
        ShownCollated,
        ShownComparison,
        ShownForm,
        ShownItem,
        ShownMeasure,
        ShownPlacement,
        ShownShare,
        ShownSummary,
        ShownTheme,
    )

CHOSEN = "chosen"
LISTS = ("reasons_no_views", "child_reasons", "reasons_parents_not_invited", "meetings_by_kind")


def as_json(shown: ShownSummary) -> dict[str, Any]:
    """Return the figures ready for `json.dumps`."""
    counted = {
        **_period_as_json(shown),
        "participation_codes": _cells(shown, "participation_codes"),
        "reasons_not_attending": _cells(shown, "reasons_not_attending"),
        "forms": [_form_as_json(form) for form in shown.forms],
        "placements": [_placement_as_json(one) for one in shown.placements],
        "quotes": [asdict(quoted) for quoted in shown.quotes],
        "you_said_we_did": [asdict(pair) for pair in shown.pairs],
        "compliments": [asdict(one) for one in shown.gathered.compliments],
        **{key: _cells(shown, key) for key in LISTS},
        "groups": {groups.dimension.value: _groups_as_json(groups.groups) for groups in shown.groups},
        "themes": [_theme_as_json(theme) for theme in shown.themes],
        **{
            name: [asdict(one) for one in getattr(shown.gathered, name)]
            for name in ("pledges", "sessions", "elsewhere")
        },
        "comparisons": _comparisons_as_json(shown.measures),
        "collated": [_collated_as_json(one) for one in shown.collated],
        "targets": {one.name: one.target for one in shown.measures if one.target is not None},
        "hidden_below": shown.hidden_below,
    }
    written: dict[str, Any] = _write(counted | _compare_as_json(shown), is_published=shown.is_published)
    return written


def _write(thing: Any, *, is_published: bool) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Write days as ISO, and marks as letters or, for staff, as null."""
    if isinstance(thing, dict):
        return {name: _write(value, is_published=is_published) for name, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_write(value, is_published=is_published) for value in thing]
    if isinstance(thing, Mark):
        return thing.value if is_published else None
    return thing if thing is None or isinstance(thing, str | int | float) else str(thing)


def _period_as_json(shown: ShownSummary) -> dict[str, Any]:
    printed = {
        "period": _days(shown.period.first_on, shown.period.last_on),
        "definition": shown.definition.value,
        "measures": {one.name: _share_as_json(one.share, one.definition) for one in shown.measures},
    }
    if not shown.has_default:
        return printed
    default = {
        one.name: _share_as_json(one.by_default or one.share, str(BY_NAME[one.name].default))
        for one in shown.measures
    }
    return {**printed, "default_measures": default}


def _days(first_on: object, last_on: object) -> dict[str, str]:
    return {"from": str(first_on), "to": str(last_on)}


def _share_as_json(share: ShownShare, definition: str) -> dict[str, Any]:
    return {**asdict(share), "definition": definition}


def _cells(shown: ShownSummary, key: str) -> dict[str, Number]:
    table = shown.find_table(key)
    return {name: count for name, count in table.cells.items() if name != NO_CODE} if table else {}


def _placement_as_json(one: ShownPlacement) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("name", "scans", "starts", "completions")}


def _groups_as_json(groups: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "key": group.key,
            "label": group.label,
            "measures": {one.name: asdict(one.share) for one in group.measures},
        }
        for group in groups
    ]


def _theme_as_json(shown: ShownTheme) -> dict[str, Any]:
    numbers = {"responses": shown.responses, "out_of": shown.out_of, "percent": shown.percent}
    return {**asdict(shown.theme), **numbers}


def _find(measures: Iterable[ShownMeasure], kind: str) -> Mapping[str, ShownComparison]:
    return {one.name: found for one in measures for found in one.compared if found.kind == kind}


def _compare_as_json(shown: ShownSummary) -> dict[str, Any]:
    """Return the period that was asked for beside, in the shape of a period."""
    compared = _find(shown.measures, CHOSEN)
    if not compared:
        return {}
    period = next(iter(compared.values())).period
    chosen = {one.name: one.definition for one in shown.measures}
    beside = {
        "period": _days(period.first_on, period.last_on),
        "definition": shown.definition.value,
        "measures": {name: _share_as_json(one.share, chosen[name]) for name, one in compared.items()},
        "points": {name: one.points for name, one in compared.items()},
    }
    if shown.has_default:
        beside["default_measures"] = {
            name: _share_as_json(one.by_default or one.share, str(BY_NAME[name].default))
            for name, one in compared.items()
        }
    return {"compare": beside}


def _comparisons_as_json(measures: Iterable[ShownMeasure]) -> list[dict[str, Any]]:
    """List every period beside, by kind: the share there, the points, and why they are not alike."""
    kinds = dict.fromkeys(one.kind for measure in measures for one in measure.compared)
    return [_comparison_as_json(kind, _find(measures, kind)) for kind in kinds]


def _comparison_as_json(kind: str, compared: Mapping[str, ShownComparison]) -> dict[str, Any]:
    period = next(iter(compared.values())).period
    return {
        "kind": kind,
        "period": _days(period.first_on, period.last_on),
        "measures": {
            name: {**asdict(one.share), "points": one.points, "not_alike": one.not_alike}
            for name, one in compared.items()
        },
    }


def _form_as_json(form: ShownForm) -> dict[str, Any]:
    return {
        "form": form.form.key,
        "audience": form.audience.value,
        "invited": form.invited,
        "opened": form.opened,
        "submitted": form.submitted,
        "response_rate": form.response_rate,
        "definition": form.definition,
        "channels": dict(form.channels),
        "filled_in": form.filled_in,
        "anonymous": form.anonymous,
        **({"dropped": True} if form.dropped else {}),
        "questions": [_item_as_json(item) for item in form.items],
    }


def _collated_as_json(one: ShownCollated) -> dict[str, Any]:
    """Return one question over several forms: `left_out` are forms that are in no sum."""
    people = {"people": one.people, "forms": one.forms, "left_out": one.left_out}
    return {**people, **_item_as_json(one.item)}


def _item_as_json(item: ShownItem) -> dict[str, Any]:
    """Return one question; `dropped` stands only where an earlier version of the form asked it."""
    return {
        "key": item.key,
        "kind": item.kind,
        "answered": item.answered,
        "skipped": item.skipped,
        "counts": {cell.value: cell.count for cell in item.cells},
        "mean": item.mean,
        "median": item.median,
        **({"dropped": True} if item.dropped else {}),
    }
