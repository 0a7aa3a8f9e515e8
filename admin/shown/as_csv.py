"""The figures as one long table, a number a row: for spreadsheets, and for stacking one period on another."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, TypeAlias

from admin.cells_out import guard_cell
from admin.disclosure import find_whole_percent
from admin.measures.shares import find_percent
from admin.shown.model import Mark, ShownShare
from forms.participation import NO_CODE, ParticipationCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.shown.model import Number, ShownComparison, ShownForm, ShownItem, ShownMeasure, ShownSummary

Cells: TypeAlias = "dict[str, Any]"

SHARE = ("count", "out_of", "percent", "low", "high")
COLUMNS = ("section", "name", "key", *SHARE, "definition", "mean", "median")
OF_ALL_ROWS = ("period_from", "period_to", "counted_by")
"""On every row, so that the tables of several periods can be put under each other."""
CHOSEN = "chosen"
COLLATED = "_collated"
"""What the sections end in that hold questions over several forms."""


def as_csv(shown: ShownSummary) -> str:
    """Write the table. A cell without a number is empty; none is one that a spreadsheet would run."""
    named = {
        "period_from": shown.period.first_on,
        "period_to": shown.period.last_on,
        "counted_by": shown.definition.value,
    }
    text = io.StringIO()
    columns = (*COLUMNS, *OF_ALL_ROWS, *_list_columns_beside(shown))
    table = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    table.writeheader()
    for cells in _list_rows(shown):
        table.writerow({name: _write_cell(shown, value) for name, value in {**cells, **named}.items()})
    return text.getvalue()


def _write_cell(shown: ShownSummary, value: Any) -> str:  # noqa: ANN401 - a number, a day, a text or nothing
    if value is None or (value is Mark.NONE and not shown.is_published):
        return ""
    if not isinstance(value, str):
        return str(value)
    return guard_cell("".join(sign for sign in " ".join(value.split()) if sign.isprintable()))


def _list_columns_beside(shown: ShownSummary) -> Iterator[str]:
    """List the columns that stand beside the first where another definition or period was asked for."""
    if shown.has_default:
        yield from (f"default_{name}" for name in SHARE)
    if not any(_find_chosen(measure) for measure in shown.measures):
        return
    yield from ("compare_from", "compare_to")
    yield from (f"compare_{name}" for name in SHARE)
    yield from ("points", "direction")
    if shown.has_default:
        yield from (f"compare_default_{name}" for name in SHARE)


def _find_chosen(measure: ShownMeasure) -> ShownComparison | None:
    return next((one for one in measure.compared if one.kind == CHOSEN), None)


def _share_cells(share: ShownShare, before: str = "") -> Cells:
    return {before + name: getattr(share, name) for name in SHARE}


def _row(section: str, name: str, key: str, share: ShownShare, definition: str = "") -> Cells:
    cells = {"section": section, "name": name, "key": key, "definition": definition}
    return cells | _share_cells(share)


def _list_rows(shown: ShownSummary) -> Iterator[Cells]:
    for measure in shown.measures:
        beside = _list_cells_beside(measure, has_default=shown.has_default)
        yield _row("measures", measure.name, "", measure.share, measure.definition) | beside
    yield from _list_tables(shown)
    for form in shown.forms:
        yield from _list_form(shown, form)
    for one in shown.collated:
        if len(one.forms) > 1:  # else it stands above
            yield from _list_item(shown, f"{'+'.join(one.forms)}.{one.item.key}", one.item, COLLATED)
    for placed in shown.placements:
        for key in ("scans", "starts", "completions"):
            yield _row("placements", placed.name, key, ShownShare(getattr(placed, key)), placed.title)
    yield from _list_groups(shown)
    yield from _list_told(shown)
    yield from _list_beside(shown)


def _list_tables(shown: ShownSummary) -> Iterator[Cells]:
    words = {code.value: code.words for code in ParticipationCode}
    for table in shown.tables:
        for key, count in table.cells.items():
            if key != NO_CODE:
                label = words.get(key, table.labels.get(key, ""))
                yield _row(table.key, table.key, key, ShownShare(count), label)


def _list_groups(shown: ShownSummary) -> Iterator[Cells]:
    for groups in shown.groups:
        for group in groups.groups:
            for measure in group.measures:
                section = f"by_{groups.dimension}"
                yield _row(section, measure.name, group.key, measure.share, measure.definition)


def _list_told(shown: ShownSummary) -> Iterator[Cells]:
    """List what was coded by theme, and what was counted of what came otherwise."""
    for one in shown.themes:
        name = f"{one.theme.audience}.{one.theme.timing}"
        share = ShownShare(one.responses, one.out_of, one.percent)
        yield _row("themes", name, one.theme.key, share, one.theme.title)
    for session in shown.gathered.sessions:
        share = ShownShare(session.people)
        yield _row("sessions", session.title, str(session.held_on), share)
    for figure in shown.gathered.elsewhere:
        days = f"{figure.first_on} to {figure.last_on}"
        yield _row("elsewhere", figure.title, days, ShownShare(figure.count, figure.out_of), figure.source)


def _list_beside(shown: ShownSummary) -> Iterator[Cells]:
    """List what measures are held against: the council's aims, and periods besides the one chosen."""
    for measure in shown.measures:
        if measure.target is not None:
            yield {"section": "targets", "name": measure.name, "key": "", "percent": measure.target}
        for one in measure.compared:
            if one.kind != CHOSEN:
                days = f"{one.period.first_on} to {one.period.last_on}"
                yield _row(f"compared_{one.kind}", measure.name, days, one.share, one.not_alike)


def _list_cells_beside(measure: ShownMeasure, *, has_default: bool) -> Cells:
    default = measure.by_default or measure.share
    cells = _share_cells(default, "default_") if has_default else {}
    other = _find_chosen(measure)
    if other is None:
        return cells
    beside = _share_cells(other.by_default or other.share, "compare_default_") if has_default else {}
    return {
        **cells,
        "compare_from": other.period.first_on,
        "compare_to": other.period.last_on,
        **_share_cells(other.share, "compare_"),
        **beside,
        "points": abs(other.points) if isinstance(other.points, int | float) else other.points,
        "direction": _find_direction(other.points),
    }


def _find_direction(points: Number | None) -> str:
    """Say it in a word: a number with a minus before it would be a cell that starts like a formula."""
    if not isinstance(points, int | float):
        return ""
    return "up" if points > 0 else "down" if points < 0 else "same"


def _list_form(shown: ShownSummary, form: ShownForm) -> Iterator[Cells]:
    name = form.form.key
    for key in ("invited", "opened", "submitted", "filled_in", "anonymous"):
        yield _row("forms", name, key, ShownShare(getattr(form, key)), form.definition)
    if form.response_rate is not None:
        share = ShownShare(form.asked or 0, form.invited, form.response_rate)
        yield _row("forms", name, "response_rate", share, form.definition)
    for channel, sent in form.channels.items():
        yield _row("channels", name, channel, _make_share(shown, sent, form.submitted))
    for item in form.items:
        ending = "_dropped" if item.dropped else ""
        yield from _list_item(shown, f"{name}.{item.key}", item, ending)


def _list_item(shown: ShownSummary, name: str, item: ShownItem, ending: str) -> Iterator[Cells]:
    label = "" if item.dropped else item.label
    asked = _add(item.answered, item.skipped)
    answered, skipped = (_make_share(shown, part, asked) for part in (item.answered, item.skipped))
    middle = {"mean": item.mean, "median": item.median}
    yield _row(f"questions{ending}", name, "answered", answered, label) | middle
    yield _row(f"questions{ending}", name, "skipped", skipped, label)
    for cell in item.cells:
        share = ShownShare(cell.count, item.answered, cell.percent)
        label = cell.label if cell.label != cell.value else ""
        yield _row(f"answers{ending}", name, cell.value, share, label)


def _add(one: Number, other: Number) -> Number:
    return Mark.HIDDEN if isinstance(one, str) or isinstance(other, str) else one + other


def _make_share(shown: ShownSummary, count: Number, out_of: Number) -> ShownShare:
    """Make a share of two numbers that may be shown; hidden where one of them is."""
    if isinstance(count, str) or isinstance(out_of, str):
        return ShownShare(count, out_of, Mark.HIDDEN)
    percent = (find_whole_percent if shown.is_published else find_percent)(int(count), int(out_of))
    return ShownShare(count, out_of, Mark.NONE if percent is None else percent)
