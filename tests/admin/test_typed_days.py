"""Days as people write them, read; and what is no day, or not one alone, is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.imports.cells import BadCell
from admin.imports.dates import YEARS
from admin.typed_days import read_typed_day
from admin.written_days import type_day, write_day, write_short_day

DAY = date(2026, 12, 3)
DAYS = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "3/12/2026",
        "03/12/2026",
        "2026-12-03",
        "3.12.2026",
        "3-12-26",
        " 3 12 2026 ",
        "3 December 2026",
        "3rd December 2026",
        "3rd of dec 26",
        "3 DEC. 2026",
        "Thursday 3 December, 2026",
        "Thu 3-Dec-2026",
    ],
)
def test_a_day_as_people_write_it_is_read(typed: str) -> None:
    assert read_typed_day(typed) == DAY


def test_nothing_typed_is_no_day() -> None:
    assert read_typed_day("  ") is None


@pytest.mark.parametrize(
    "typed",
    [
        "3/12",
        "3 December",
        "31/02/2026",
        "31 February 2026",
        "12/2026",
        "3 Ma 2026",
        "3 Decembers 2026",
        "3/12/126",
        "3/12/2026 or so",
        "tomorrow",
        "3/12/9999",
        "٣/12/2026",
        "9" * 500,
    ],
)
def test_what_could_be_another_day_is_none(typed: str) -> None:
    assert isinstance(read_typed_day(typed), BadCell)


@given(DAYS)
def test_what_is_written_is_read_again(day: date) -> None:
    assert read_typed_day(write_day(day)) == day
    assert read_typed_day(write_short_day(day)) == day
    assert read_typed_day(type_day(day)) == day


@given(st.text(max_size=80))
def test_nothing_typed_crashes(typed: str) -> None:
    found = read_typed_day(typed)
    assert found is None or isinstance(found, (date, BadCell))
