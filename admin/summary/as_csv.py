"""The summary as one long table, a number a row: for spreadsheets, and for stacking one period on another."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, TypeAlias

from admin.cells_out import guard_cell
from admin.measures.shares import Share
from admin.summary.compared import find_points
from forms.participation import ParticipationCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from admin.summary.forms import FormCount
    from admin.summary.questions import QuestionCount
    from admin.summary.summary import Figure, Summary
    from forms.definition import Question

Cells: TypeAlias = "dict[str, Any]"

SHARE = ("count", "out_of", "percent", "low", "high")
COLUMNS = ("section", "name", "key", *SHARE, "definition", "mean", "median")
OF_ALL_ROWS = ("period_from", "period_to", "counted_by")
"""On every row, so that the tables of several periods can be put under each other."""


def as_csv(summary: Summary) -> str:
    """Write the table. A cell without a number is empty; none is one that a spreadsheet would run."""
    named = {
        "period_from": summary.period.first_on,
        "period_to": summary.period.last_on,
        "counted_by": summary.definition.value,
    }
    text = io.StringIO()
    columns = (*COLUMNS, *OF_ALL_ROWS, *_list_columns_beside(summary))
    table = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    table.writeheader()
    for cells in _list_rows(summary):
        table.writerow({name: _write_cell(value) for name, value in {**cells, **named}.items()})
    return text.getvalue()


def _write_cell(value: Any) -> str:  # noqa: ANN401 - a number, a day, a text or nothing
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return guard_cell("".join(sign for sign in " ".join(value.split()) if sign.isprintable()))


def _list_columns_beside(summary: Summary) -> Iterator[str]:
    """List the columns that stand beside the first where another definition or period was asked for."""
    if summary.counted.default:
        yield from (f"default_{name}" for name in SHARE)
    if summary.compared:
        yield from ("compare_from", "compare_to")
        yield from (f"compare_{name}" for name in SHARE)
        yield from ("points", "direction")
    if summary.compared and summary.compared.default:
        yield from (f"compare_default_{name}" for name in SHARE)


def _share_cells(share: Share | None, before: str = "") -> Cells:
    return {before + name: getattr(share, name) for name in SHARE} if share else {}


def _list_rows(summary: Summary) -> Iterator[Cells]:
    for figure in summary.figures:
        beside = _list_cells_beside(summary, figure.name)
        yield _row("measures", figure.name, "", figure.share, figure.definition) | beside
    words = {code.value: code.words for code in ParticipationCode}
    yield from _list_counts("participation_codes", summary.participation_codes, words)
    yield from _list_counts("reasons_not_attending", summary.reasons_not_attending, {})
    yield from _list_counts("child_reasons", summary.child_reasons, {})
    yield from _list_counts("reasons_no_views", summary.reasons_no_views, {})
    yield from _list_counts("reasons_parents_not_invited", summary.reasons_parents_not_invited, {})
    yield from _list_counts("meetings_by_kind", summary.meetings_by_kind, {})
    for count in summary.forms:
        yield from _list_form(count)
    for placed in summary.placements:
        for key in ("scans", "starts", "completions"):
            yield _row("placements", placed.name, key, Share(getattr(placed, key)), placed.title)


def _row(section: str, name: str, key: str, share: Share, definition: str = "") -> Cells:
    cells = {"section": section, "name": name, "key": key, "definition": definition}
    return cells | _share_cells(share)


def _list_cells_beside(summary: Summary, name: str) -> Cells:
    cells = _share_cells(_find_share(summary.counted.find_default(name)), "default_")
    if summary.compared is None:
        return cells
    other, points = summary.compared, find_points(summary)[name]
    return {
        **cells,
        "compare_from": other.period.first_on,
        "compare_to": other.period.last_on,
        **_share_cells(_find_share(other.find(name)), "compare_"),
        **_share_cells(_find_share(other.find_default(name)), "compare_default_"),
        "points": None if points is None else abs(points),
        "direction": _find_direction(points),
    }


def _find_share(figure: Figure | None) -> Share | None:
    return figure.share if figure else None


def _find_direction(points: float | None) -> str:
    """Say it in a word: a number with a minus before it would be a cell that starts like a formula."""
    if points is None:
        return ""
    return "up" if points > 0 else "down" if points < 0 else "same"


def _list_counts(section: str, counts: Mapping[str, int], words: Mapping[str, str]) -> Iterator[Cells]:
    for key, count in counts.items():
        yield _row(section, section, key, Share(count), words.get(key, ""))


def _list_form(count: FormCount) -> Iterator[Cells]:
    name = count.form.key
    for key in ("invited", "opened", "submitted", "filled_in", "anonymous"):
        yield _row("forms", name, key, Share(getattr(count, key)), count.definition)
    if not count.is_shared:
        yield _row("forms", name, "response_rate", Share(count.asked, count.invited), count.definition)
    for channel, sent in count.channels.items():
        yield _row("channels", name, channel, Share(sent, count.submitted))
    for question in count.questions:
        yield from _list_question(f"{name}.{question.key}", question, count.form.find_question(question.key))


def _list_question(name: str, counted: QuestionCount, question: Question | None) -> Iterator[Cells]:
    dropped = "_dropped" if counted.dropped else ""
    label = "" if counted.dropped or question is None else question.label
    asked = counted.answered + counted.skipped
    middle = {"mean": counted.mean, "median": counted.median}
    yield _row(f"questions{dropped}", name, "answered", Share(counted.answered, asked), label) | middle
    yield _row(f"questions{dropped}", name, "skipped", Share(counted.skipped, asked), label)
    labels = {option.value: option.label for option in question.options} if question and label else {}
    for key, number in counted.counts.items():
        yield _row(f"answers{dropped}", name, key, Share(number, counted.answered), labels.get(key, ""))
