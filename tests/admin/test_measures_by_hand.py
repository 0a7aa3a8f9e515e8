"""Random reviews in a real database: what `summary` would print is what a count by hand gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admin.measure_kinds import Definition
from admin.periods import Period
from forms.library import Library
from tests.admin.by_hand import CODES, ByHand, Row
from tests.admin.counted_table import (
    MADE_AT,
    TODAY,
    CountedTable,
    Written,
    make_invitation,
    make_response,
    make_review,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARY = Library.shipped()
OWN_FORM = "have_your_say_12_17"
START = date(2026, 3, 1)
DAYS = st.integers(0, 12).map(lambda days: START + timedelta(days=days))
FLAGS = st.sampled_from([None, 0, 1])
BIRTHS = st.one_of(
    st.none(),
    st.integers(-3, 15).map(lambda days: date(2022, 3, 1) + timedelta(days=days)),  # four at some of DAYS
    st.just(date(2012, 2, 29)),
)
ROWS = st.fixed_dictionaries(
    {
        "child_ref": st.sampled_from(["1", "2", "3"]),
        "meeting_kind": st.sampled_from(["cla_review"] * 4 + ["icpc", "pathway"]),
        "review_type": st.sampled_from(["first", "second", "subsequent", ""]),
        "due_on": st.one_of(st.none(), DAYS, st.sampled_from([TODAY - timedelta(days=1), TODAY])),
        "held_on": st.one_of(st.none(), DAYS, DAYS, st.sampled_from([TODAY, TODAY + timedelta(days=1)])),
        "mode": st.sampled_from(["in_person", "virtual", "hybrid", ""]),
        "participation_code": st.sampled_from([*CODES, "", ""]),
        "reason_not_attending": st.sampled_from(["too_young", "did_not_wish", "other", ""]),
        "co_chaired": FLAGS,
        "parent_attended": FLAGS,
        "parent_consulted": FLAGS,
        "iro_contact": st.sampled_from(["done", "declined", "not_appropriate", "not_offered", ""]),
        "told": st.booleans(),
    }
)
PERIODS = st.one_of(
    st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days))),
    DAYS.map(lambda day: Period(day, day)),
    st.sampled_from(
        [
            Period(date(2026, 4, 1), date(2027, 3, 31)),  # still running
            Period(TODAY, TODAY),
            Period(date(2019, 1, 1), date(2019, 1, 1)),  # nothing in it
        ]
    ),
)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> CountedTable:
    made = CountedTable(tmp_path_factory.mktemp("by_hand") / "h.db")
    made.make()
    return made


def write_rows(rows: list[Row], births: dict[str, date | None]) -> Iterator[Written]:
    """Yield children, reviews, and of each an invitation with a form that was sent if the child `told`."""
    for child_ref, born in births.items():
        yield "child", {"child_ref": child_ref, "date_of_birth": born}
    for number, row in enumerate(rows):
        columns: dict[str, Any] = {name: value for name, value in row.items() if name != "told"}
        yield make_review(f"R{number}", **columns)
        yield make_invitation(f"I{number}", f"R{number}", OWN_FORM)
        yield make_response(f"A{number}", f"I{number}", OWN_FORM, MADE_AT, MADE_AT if row["told"] else None)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(ROWS, max_size=14),
    st.fixed_dictionaries(dict.fromkeys("123", BIRTHS)),
    PERIODS,
    st.sampled_from([*Definition]),
)
def test_every_measure_is_what_a_count_by_hand_gives(
    table: CountedTable,
    rows: list[Row],
    births: dict[str, date | None],
    period: Period,
    definition: Definition,
) -> None:
    table.fill(write_rows(rows, births))
    printed = table.summarise(LIBRARY, period, definition)
    names = ("count", "out_of", "percent", "low", "high")
    found = {name: tuple(measure[key] for key in names) for name, measure in printed["measures"].items()}
    by_hand = ByHand(rows, births, period.first_on, period.last_on, TODAY, definition.value)
    assert found == by_hand.find()
    codes = [row["participation_code"] for row in by_hand.held]
    assert printed["participation_codes"] == {code: codes.count(code) for code in CODES}
    assert printed["reasons_not_attending"] == by_hand.find_reasons()
