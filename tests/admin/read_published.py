"""What was published, read back from the printed JSON: a reader of the file has nothing else."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from admin.gathered import Theme
from admin.groups import Dimension
from admin.measures.kinds import Definition, Unit
from admin.periods import Period
from admin.shown.model import (
    Mark,
    ShownCell,
    ShownCollated,
    ShownForm,
    ShownGroup,
    ShownGroups,
    ShownItem,
    ShownMeasure,
    ShownPlacement,
    ShownShare,
    ShownSummary,
    ShownTable,
    ShownTheme,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from admin.shown.model import Number
    from forms.definition import Form

TABLES = (
    *("participation_codes", "reasons_not_attending", "child_reasons", "reasons_no_views"),
    *("reasons_parents_not_invited", "meetings_by_kind"),
)
NO_TOTAL = Mark.HIDDEN
"""The total of a list is not printed in JSON."""


def read_published(text: str, forms: Iterable[Form]) -> ShownSummary:
    """Read a file; `forms` are known to everybody: who is asked which questions by them."""
    printed = json.loads(text)
    by_key = {form.key: form for form in forms}
    shares = printed["measures"]
    default = printed.get("default_measures", {})
    return ShownSummary(
        "",
        Period(*(date.fromisoformat(printed["period"][end]) for end in ("from", "to"))),
        Definition(printed["definition"]),
        printed["hidden_below"],
        date.max,
        tuple(_read_measure(name, share, default.get(name)) for name, share in shares.items()),
        tuple(ShownTable(key, "", _read_numbers(printed[key]), {}, NO_TOTAL) for key in TABLES),
        tuple(_read_form(form, by_key[form["form"]]) for form in printed["forms"]),
        placements=tuple(_read_placement(one) for one in printed["placements"]),
        groups=tuple(_read_groups(name, groups) for name, groups in printed["groups"].items()),
        themes=tuple(map(_read_theme, printed["themes"])),
        collated=tuple(
            ShownCollated(one["people"], _read_item(one), tuple(one["forms"]), tuple(one["left_out"]))
            for one in printed["collated"]
        ),
    )


def _read(number: Any) -> Any:
    """Read a number; of words only the two marks may stand in its place."""
    return Mark(number) if isinstance(number, str) else number


def _read_numbers(cells: Mapping[str, Any]) -> dict[str, Number]:
    return {name: _read(number) for name, number in cells.items()}


def _read_share(share: Mapping[str, Any]) -> ShownShare:
    return ShownShare(*(_read(share[name]) for name in ("count", "out_of", "percent", "low", "high")))


def _read_measure(
    name: str, share: Mapping[str, Any], default: Mapping[str, Any] | None = None
) -> ShownMeasure:
    by_default = _read_share(default) if default else None
    return ShownMeasure(name, "", Unit.REVIEW, "", _read_share(share), by_default)


def _read_form(form: Mapping[str, Any], known: Form) -> ShownForm:
    numbers = (
        _read(form[name])
        for name in ("invited", "opened", "submitted", "filled_in", "anonymous", "response_rate")
    )
    items = tuple(map(_read_item, form["questions"]))
    channels = _read_numbers(form["channels"])
    return ShownForm(known, "", known.audience, known.timing, form["definition"], *numbers, channels, items)


def _read_item(item: Mapping[str, Any]) -> ShownItem:
    cells = (ShownCell(value, value, _read(count), Mark.NONE) for value, count in item["counts"].items())
    kind = item["kind"]
    numbers = (_read(item["answered"]), _read(item["skipped"]), tuple(cells), _read(item["mean"]))
    return ShownItem(item["key"], kind, "", *numbers, _read(item["median"]), kind == "select_multiple")


def _read_placement(one: Mapping[str, Any]) -> ShownPlacement:
    return ShownPlacement(one["name"], "", *(_read(one[name]) for name in ("scans", "starts", "completions")))


def _read_groups(name: str, groups: Iterable[Mapping[str, Any]]) -> ShownGroups:
    found = (
        ShownGroup(
            group["key"],
            "",
            tuple(_read_measure(measure, share) for measure, share in group["measures"].items()),
        )
        for group in groups
    )
    return ShownGroups(Dimension(name), tuple(found))


def _read_theme(one: Mapping[str, Any]) -> ShownTheme:
    theme = Theme(one["key"], one["title"], one["audience"], one["timing"], 0, 0)
    return ShownTheme(theme, *(_read(one[name]) for name in ("responses", "out_of", "percent")))
