"""The annex: every scale as it was answered, and the questions that the chapter leaves to it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.making import make_section
from admin.report.model import Column, Holds, Row, Table
from admin.report.numbers import make_whole
from admin.report.parts.answers import is_in_chapter, is_yes_no, list_choices, make_choice, say_left_out
from admin.report.parts.told import find_score
from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.report.collated import Collated
    from admin.report.model import Cell, Section
from admin.report.parts.answers import Told


def write_annex(told: Told, before: tuple[Collated, ...] = ()) -> Section | None:
    """Write the long tables of one audience; `before` are the same questions a period earlier."""
    scales = [one for one in told.asked if one.kind == Kind.RANGE and one.is_shown]
    score = find_score(told)
    others = [one for one in scales if one is not score]
    blocks = (*_list_scales(told, others), _make_means(told, scales, before), _make_yes_no_counts(told))
    return make_section(f"annex_{told.key}", told.title, (*blocks, *_list_rest(told)))


def _list_scales(told: Told, scales: list[Collated]) -> Iterator[Table]:
    """Yield a table for each scale: a row a question, a column a point."""
    alike: dict[tuple[str, ...], list[Collated]] = {}
    for one in scales:
        alike.setdefault(tuple(cell.value for cell in one.cells), []).append(one)
    for place, asked in enumerate(alike.values(), 1):
        yield _make_scale(told, f"annex_{told.key}_scale_{place}", asked)


def _make_scale(told: Told, key: str, asked: list[Collated]) -> Table:
    """Make a table of questions with the same points, named where every question names them alike."""
    named = {tuple(cell.label for cell in one.cells) for one in asked}
    points = named.pop() if len(named) == 1 else tuple(cell.value for cell in asked[0].cells)
    columns = (Column("Question", Holds.WORDS), *map(Column, points), Column("Answered"))
    rows = tuple(Row((_name(one, asked), *(cell.count for cell in one.cells), one.answered)) for one in asked)
    ends = (asked[0].cells[0].value, asked[0].cells[-1].value)
    caption = f"{told.title}: how many chose which point from {' to '.join(ends)}"
    return Table(key, caption, columns, rows, say_left_out(asked))


def _name(one: Collated, among: list[Collated]) -> str:
    """Name a question; with its forms where another of the table has the same key or words."""
    same = [other for other in among if one.key == other.key or one.label == other.label]
    return f"{one.label} ({one.where})" if len(same) > 1 else one.label


def _make_means(told: Told, scales: list[Collated], before: tuple[Collated, ...]) -> Table | None:
    """Make the table of means, medians and changes, each of one scale alone; None where none is shown."""
    earlier = {(one.key, one.forms, tuple(one.counts)): one for one in before}
    found = [
        (one, earlier.get((one.key, one.forms, tuple(one.counts)))) for one in scales if one.mean is not None
    ]
    compares = any(other is not None and other.mean is not None for _, other in found)
    columns = [Column("Question", Holds.WORDS), Column("Scale", Holds.WORDS)]
    columns += [Column("Mean", Holds.NUMBER), Column("Median", Holds.NUMBER)]
    columns += [Column("Mean before", Holds.NUMBER), Column("Change", Holds.NUMBER)] if compares else []
    rows = tuple(_make_mean(one, other, compares=compares) for one, other in found)
    caption = f"{told.title}: means and medians, each of its own scale"
    return Table(f"annex_{told.key}_means", caption, tuple(columns), rows) if rows else None


def _make_mean(one: Collated, other: Collated | None, *, compares: bool) -> Row:
    points = sorted(one.points)
    cells: list[Cell] = [one.label, f"{points[0]} to {points[-1]}", one.mean, _make_whole(one.median)]
    if compares:
        before = other.mean if other else None
        cells += [before, None if before is None or one.mean is None else round(one.mean - before, 2)]
    return Row(tuple(cells))


def _make_whole(number: float | None) -> float | None:
    return None if number is None else make_whole(number)


def _make_yes_no_counts(told: Told) -> Table | None:
    """Make the table of yes and no by how many, the closing questions among them."""
    asked = [one for one in told.asked if is_yes_no(one) and one.is_shown]
    values = ("yes", "partly", "no", "not_sure")
    rows = tuple(
        Row((one.label, *(one.counts.get(value) for value in values), one.answered)) for one in asked
    )
    titles = ("Yes", "Partly", "No", "Not sure", "Answered")
    columns = (Column("Question", Holds.WORDS), *map(Column, titles))
    caption = f"{told.title}: yes and no, by how many"
    return Table(f"annex_{told.key}_yes_no", caption, columns, rows, say_left_out(asked)) if rows else None


def _list_rest(told: Told) -> Iterator[Table]:
    """Yield the tables of the questions that stand in no section before, if anything of them is shown."""
    choices = list_choices(told)
    for one in choices:
        if one.is_shown and not is_in_chapter(one, choices):
            yield make_choice(told, one, choices)
