"""Reports made up at random, with every kind of number, mark and gap, for the tests of the formats."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from admin.report.model import Chart, Column, Drawn, Holds, Row, Section, Series, Table
from admin.shown.model import Mark
from tests.report.specimen import SPECIMEN

if TYPE_CHECKING:
    from admin.report.model import Report
    from admin.shown.model import Number

HOLDS = (Holds.COUNT, Holds.PERCENT, Holds.POINTS, Holds.NUMBER)


def make_report(seed: int, *, published: bool) -> Report:
    """Make one up: the same seed gives the same."""
    chance = random.Random(seed)
    sections = tuple(_make_section(chance, number, published=published) for number in range(4))
    stamp = replace(SPECIMEN.stamp, hidden_below=6 if published else None)
    return replace(SPECIMEN, sections=sections, stamp=stamp)


def _make_section(chance: random.Random, number: int, *, published: bool) -> Section:
    holds = [chance.choice(HOLDS) for _ in range(chance.randint(1, 5))]
    columns = (Column("Measure", Holds.WORDS), *(Column(f"Column {at}", one) for at, one in enumerate(holds)))
    rows = tuple(
        Row(
            (
                f"Row {at}, table {number}",
                *(_make_number(chance, one, published=published) for one in holds),
            ),
            f"What row {at} counts" if chance.random() < 0.3 else "",
            is_total=chance.random() < 0.1,
        )
        for at in range(chance.randint(1, 12))
    )
    table = Table(f"table_{number}", f"Table {number}", columns, rows)
    charts = tuple(
        _draw(chance, table, place)
        for place, column in enumerate(columns)
        if column.holds in {Holds.COUNT, Holds.PERCENT} and chance.random() < 0.8
    )
    return Section(f"section_{number}", f"Section {number}", (table, *charts))


def _draw(chance: random.Random, table: Table, place: int) -> Chart:
    names = tuple(str(row.cells[0]) for row in table.rows)
    values = tuple(_take(row.cells[place]) for row in table.rows)
    same = [at for at, column in enumerate(table.columns) if column.holds is table.columns[place].holds]
    series = [Series(table.columns[place].title, values)]
    if chance.random() < 0.5:
        series = [
            Series(table.columns[at].title, tuple(_take(row.cells[at]) for row in table.rows)) for at in same
        ]
    kind = chance.choice(list(Drawn))
    key = f"{table.key}_{place}"
    return Chart(
        key, f"Chart {key}", kind, table.columns[place].holds, names, tuple(series), f"What {key} shows"
    )


def _take(cell: object) -> Number | None:
    return cell if isinstance(cell, int | float | Mark) else None


def _make_number(chance: random.Random, holds: Holds, *, published: bool) -> Number | None:
    if chance.random() < 0.15:
        return chance.choice((None, Mark.NONE, *((Mark.HIDDEN, Mark.HIDDEN) if published else ())))
    whole = published or holds is Holds.COUNT
    low = -100 if holds is Holds.POINTS else 0
    if whole and holds is not Holds.NUMBER:
        return chance.randint(low, 100 if holds is not Holds.COUNT else 3_000)
    return chance.randint(low * 10, 1_000) / 10
