"""Random reviews in a real database: what `summary` would print is what a count by hand gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
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
DAYS = st.integers(0, 4).map(lambda days: START + timedelta(days=days))
FLAGS = st.sampled_from([None, 0, 1])
FOURTH = [date(2022, 3, 1) + timedelta(days=days) for days in range(-1, 6)]
"""Births that make a child four on one of DAYS, or the day before or after them."""
BIRTHS = st.sampled_from([None, date(2012, 2, 29), *FOURTH])
ROWS = st.fixed_dictionaries(
    {
        "child_ref": st.sampled_from(["1", "2", "3"]),
        "meeting_kind": st.sampled_from(["cla_review"] * 8 + ["icpc", "pathway"]),
        "review_type": st.sampled_from(["first", "second", "subsequent", ""]),
        "due_on": st.one_of(st.none(), DAYS, st.sampled_from([TODAY - timedelta(days=1), TODAY])),
        "held_on": st.one_of(DAYS, DAYS, DAYS, st.sampled_from([None, TODAY, TODAY + timedelta(days=1)])),
        "mode": st.sampled_from(["in_person", "virtual", "hybrid", ""]),
        "participation_code": st.sampled_from([*CODES, "", "PN0", ""]),
        "reason_not_attending": st.sampled_from(["too_young", "did_not_wish", "other", ""]),
        "co_chaired": FLAGS,
        "parent_attended": FLAGS,
        "parent_consulted": FLAGS,
        "iro_contact": st.sampled_from(["done", "declined", "not_appropriate", "not_offered", ""]),
        "told": st.booleans(),
    }
)
MANY = st.lists(st.tuples(ROWS, st.sampled_from([1, 1, 5, 8])), min_size=1, max_size=10).map(
    lambda found: [row for row, times in found for _ in range(times)]
)
"""Some reviews stand several times: a base of 16 or 80 is where rounding meets its half."""
PERIODS = st.one_of(
    st.just(Period(START, START + timedelta(days=4))),
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


def make_edges() -> list[Row]:
    """Each code about the fourth birthday, and 3 of 16 who took part: 18.75 %, a half to be rounded."""
    birthday = START + timedelta(days=1)
    codes = [(code, birthday + timedelta(days=day)) for code in ("PN0", "PN1", "") for day in (-1, 0, 1)]
    plain: Row = {"child_ref": "1", "meeting_kind": "cla_review", "due_on": None, "told": False}
    plain |= dict.fromkeys(("review_type", "mode", "reason_not_attending", "iro_contact"), "")
    plain |= dict.fromkeys(("co_chaired", "parent_attended", "parent_consulted"))
    return [
        {**plain, "participation_code": code, "held_on": day}
        for code, day in [*codes, *[("PN7", START)] * 13]
    ]


@settings(max_examples=200, deadline=None)
@given(
    MANY,
    st.fixed_dictionaries(dict.fromkeys("123", BIRTHS)),
    PERIODS,
    st.sampled_from([*Definition]),
)
@example(make_edges(), dict.fromkeys("123", date(2022, 3, 2)), Period(START, TODAY), Definition.ELIGIBLE)
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
