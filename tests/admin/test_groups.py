"""Groups of a dimension: each review is in one, so they add up to the whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admin.groups import Dimension, Grouped
from admin.measures.kinds import Definition, Rows, Unit
from admin.measures.measures import BY_NAME
from admin.periods import Period
from admin.summary.counted import OF_REVIEWS
from admin.summary.summary import Summary, summarise
from tests.admin.counted_table import TODAY, CountedTable, make_invitation, make_response, make_review
from tests.admin.test_measures_by_hand import (
    COUNCILS,
    MADE_AT,
    PERIODS,
    START,
    Council,
    count_by_hand,
    make_library,
    write_council,
)
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.library import Library
    from tests.admin.counted_table import Written

DAY = Period(START, START)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountedTable]:
    with CountedTable.made(tmp_path_factory.mktemp("groups") / "h.db") as made:
        yield made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return make_library(tmp_path_factory.mktemp("forms"))


def count(table: CountedTable, library: Library, period: Period, *by: Dimension) -> Summary:
    counted = summarise(table.store, library, period, Definition.ELIGIBLE, TODAY, by=by)
    return table.runner.run(counted)


def name_groups(grouped: Grouped) -> dict[str, int]:
    held = {group.label: group.figures[0] for group in grouped.groups}
    assert {figure.name for figure in held.values()} <= {"reviews_held"}
    return {label: figure.share.count for label, figure in held.items()}


@settings(max_examples=examples(6), deadline=None)
@given(COUNCILS, PERIODS)
def test_groups_add_up_to_the_whole(
    table: CountedTable, library: Library, council: Council, period: Period
) -> None:
    table.fill(write_council(council))
    summary = count(table, library, period, *Dimension)
    assert [grouped.dimension for grouped in summary.grouped] == [*Dimension]
    for grouped, figure in ((grouped, figure) for grouped in summary.grouped for figure in summary.figures):
        measure = BY_NAME[figure.name]
        shares = [one.share for group in grouped.groups for one in group.figures if one.name == figure.name]
        if measure.rows not in OF_REVIEWS:
            assert {(share.count, share.out_of) for share in shares} <= {(0, 0)}
        elif measure.unit is Unit.REVIEW:
            assert sum(share.count for share in shares) == figure.share.count, (
                figure.name,
                grouped.dimension,
            )
            assert sum(share.out_of or 0 for share in shares) == (figure.share.out_of or 0)
        else:
            assert sum(share.out_of or 0 for share in shares) >= (figure.share.out_of or 0)


@settings(max_examples=examples(5), deadline=None)
@given(COUNCILS, st.sampled_from(["North", "South", ""]))
def test_a_team_is_counted_as_a_council_of_its_own(
    table: CountedTable, library: Library, council: Council, team: str
) -> None:
    period = Period(START, TODAY)
    table.fill(write_council(council))
    (grouped,) = count(table, library, period, Dimension.TEAM).grouped
    found = {
        figure.name: (figure.share.count, figure.share.out_of)
        for group in grouped.groups
        if group.key == team
        for figure in group.figures
        if BY_NAME[figure.name].rows is not Rows.VISITS
    }
    mine = [row for row in council.rows if row["team"] == team]
    alone = count_by_hand(
        Council(mine, council.visits, [], council.births), period, Definition.ELIGIBLE
    ).find()
    left_out = {"heard_at_midpoint"}  # the review before may be another team's
    assert {name: pair for name, pair in found.items() if name in alone and name not in left_out} == {
        name: share[:2] for name, share in alone.items() if name in found and name not in left_out
    }


def write_ages() -> Iterator[Written]:
    """A child of each age at the edges of the bands, and one whose birth is not known."""
    births = [date(2026 - age, 3, 2) for age in (4, 8, 12, 18)] + [
        date(2026 - age, 3, 1) for age in (4, 8, 12, 18)
    ]
    for number, born in enumerate([*births, None]):
        yield "child", {"child_ref": str(number), "date_of_birth": born}
        columns = {"due_on": None, "held_on": START, "review_type": ["first", "subsequent", ""][number % 3]}
        yield make_review(f"R{number}", child_ref=str(number), **columns)
    yield make_invitation("I0", "R0", "own")
    yield make_response("A0", "I0", "own", MADE_AT, MADE_AT)


def test_groups_stand_in_their_order_and_are_named(table: CountedTable, library: Library) -> None:
    table.fill(write_ages())
    by = (Dimension.AGE_BAND, Dimension.REVIEW_TYPE, Dimension.CHANNEL)
    ages, types, channels = count(table, library, DAY, *by).grouped
    expected = {"Up to 7": 3, "8 to 11": 2, "12 and over": 3, "Age not known": 1}
    assert list(name_groups(ages).items()) == list(expected.items())
    assert list(name_groups(types).items()) == [
        ("First reviews", 3),
        ("Later reviews", 3),
        ("Not recorded", 3),
    ]
    assert list(name_groups(channels).items()) == [("Web", 1), ("No form of the child's own", 8)]
