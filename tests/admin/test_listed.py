"""The rows behind each figure are as many as the figure says, by every definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from admin.measures.kinds import Definition, Unit
from admin.measures.measures import MEASURES
from admin.periods import Period
from admin.summary.listed import list_counted
from admin.summary.summary import summarise
from tests.admin.counted_table import TODAY, CountedTable
from tests.admin.test_answers_by_hand import AT_MIDNIGHT, LATE_DEED, write
from tests.admin.test_measures_by_hand import (
    COUNCILS,
    EDGES,
    PERIODS,
    START,
    Council,
    make_library,
    write_council,
)
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.library import Library

LATE_ALERT = {"cause": "help", "raised_at": AT_MIDNIGHT, "steps": [("escalated", AT_MIDNIGHT)]}
WHOLE = Period(START, TODAY)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountedTable]:
    with CountedTable.made(tmp_path_factory.mktemp("listed") / "h.db") as made:
        yield made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return make_library(tmp_path_factory.mktemp("forms"))


def check(table: CountedTable, library: Library, period: Period, definition: Definition) -> int:
    run = table.runner.run
    summary = run(summarise(table.store, library, period, definition, TODAY))
    found = 0
    for measure in MEASURES:
        rows = run(list_counted(table.store, library, period, definition, measure.name, TODAY))
        share = summary.find(measure.name)
        in_base = sum(row.is_in_base for row in rows)
        assert sum(row.counts for row in rows) == share.count, measure.name
        assert share.out_of in {in_base, None}, measure.name
        assert len({row.ref for row in rows}) == len(rows)
        assert not [row for row in rows if row.counts and not row.is_in_base]
        found += len(rows)
    return found


@settings(max_examples=examples(3), deadline=None)
@given(COUNCILS, PERIODS, st.sampled_from([*Definition]))
@example(EDGES, WHOLE, Definition.UNDER_FOURS_COUNT)
@example(EDGES, WHOLE, Definition.ALL_REVIEWS)
def test_rows_behind_a_figure_are_as_many_as_it_says(
    table: CountedTable, library: Library, council: Council, period: Period, definition: Definition
) -> None:
    table.fill(write_council(council))
    check(table, library, period, definition)


def test_rows_behind_figures_of_answering_name_what_they_are(table: CountedTable, library: Library) -> None:
    table.fill(write([LATE_DEED], [], [LATE_ALERT]))
    assert check(table, library, WHOLE, Definition.ELIGIBLE) > len(MEASURES) // 2
    for name, ref in (
        ("told_back", "action/D0"),
        ("alerts_acknowledged_in_time", "L0"),
        ("children_heard", "1"),
    ):
        rows = table.runner.run(list_counted(table.store, library, WHOLE, Definition.ELIGIBLE, name, TODAY))
        assert [row.ref for row in rows] == [ref]
    assert {measure.unit for measure in MEASURES} == set(Unit)


def test_there_are_no_rows_behind_what_is_not_counted(table: CountedTable, library: Library) -> None:
    with pytest.raises(KeyError):
        table.runner.run(list_counted(table.store, library, WHOLE, Definition.ELIGIBLE, "happiness", TODAY))
