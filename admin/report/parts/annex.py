"""The annex: every scale as it was answered, and the questions that the chapter leaves to it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.making import make_section
from admin.report.model import Column, Holds, Row, Table
from admin.report.numbers import join_words
from admin.report.parts.answers import CLOSING, LESS_ASKED, is_yes_no, list_choices, make_choice, say_left_out
from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.report.collated import Collated
    from admin.report.model import Cell, Section
    from admin.report.parts.answers import Told

NO_MEAN = "A mean is of this scale alone."


def write_annex(told: Told, before: tuple[Collated, ...] = ()) -> Section | None:
    """Write the long tables of one audience; `before` are the same questions a period earlier."""
    return make_section(
        f"annex_{told.key}",
        told.title,
        (*_list_scales(told, before), _make_yes_no_counts(told), *_list_rest(told)),
    )


def _list_scales(told: Told, before: tuple[Collated, ...]) -> Iterator[Table]:
    """Yield a table for each scale: a row a question, a column a point."""
    scales: dict[tuple[str, ...], list[Collated]] = {}
    for one in told.asked:
        if one.kind == Kind.RANGE and one.cells:
            scales.setdefault(tuple(cell.label for cell in one.cells), []).append(one)
    for place, (points, asked) in enumerate(scales.items(), 1):
        yield _make_scale(told, f"annex_{told.key}_scale_{place}", points, asked)
        yield _make_means(told, f"annex_{told.key}_means_{place}", asked, before)


def _make_scale(told: Told, key: str, points: tuple[str, ...], asked: list[Collated]) -> Table:
    forms = join_words(dict.fromkeys(form for one in asked for form in one.forms))
    columns = (Column("Question", Holds.WORDS), *map(Column, points), Column("Answered"))
    rows = tuple(Row((one.label, *(cell.count for cell in one.cells), one.answered)) for one in asked)
    caption = f"{told.title}: how many chose which point ({forms})"
    return Table(key, caption, columns, rows, say_left_out(asked))


def _make_means(told: Told, key: str, asked: list[Collated], before: tuple[Collated, ...]) -> Table:
    earlier = {(one.key, one.forms, tuple(one.counts)): one for one in before}
    found = [(one, earlier.get((one.key, one.forms, tuple(one.counts)))) for one in asked]
    compares = any(other is not None for _, other in found)
    columns = [Column("Question", Holds.WORDS), Column("Mean", Holds.NUMBER), Column("Median", Holds.NUMBER)]
    columns += [Column("Mean before", Holds.NUMBER), Column("Change", Holds.NUMBER)] if compares else []
    rows = tuple(
        Row((one.label, one.mean, one.median, *(_compare(one, other) if compares else ())))
        for one, other in found
    )
    return Table(key, f"{told.title}: means and medians of the same", tuple(columns), rows, (NO_MEAN,))


def _compare(one: Collated, other: Collated | None) -> tuple[Cell, ...]:
    if other is None or one.mean is None or other.mean is None:
        return (None, None)
    return (other.mean, round(one.mean - other.mean, 2))


def _make_yes_no_counts(told: Told) -> Table | None:
    """Make the table of yes and no by how many, the closing questions among them."""
    asked = [one for one in told.asked if is_yes_no(one)]
    values = ("yes", "partly", "no", "not_sure")
    rows = tuple(
        Row((one.label, *(one.counts.get(value) for value in values), one.answered)) for one in asked
    )
    titles = ("Yes", "Partly", "No", "Not sure", "Answered")
    columns = (Column("Question", Holds.WORDS), *map(Column, titles))
    caption = f"{told.title}: yes and no, by how many"
    return Table(f"annex_{told.key}_yes_no", caption, columns, rows, say_left_out(asked)) if rows else None


def _list_rest(told: Told) -> Iterator[Table]:
    """Yield the tables of the questions that stand in no section before."""
    choices = list_choices(told)
    for one in choices:
        if one.key in CLOSING | LESS_ASKED:
            yield make_choice(told, one, choices)
