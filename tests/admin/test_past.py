"""Two reports together: what a reader of both knows."""

from __future__ import annotations

import json
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admin.periods import Period
from admin.shown.ledger import read_editions, write_editions
from admin.shown.past import Behind, Edition, find_told, gives_back
from tests.examples import examples

BELOW = 6
ONE = frozenset({"PN1"})
APRIL, JULY, MARCH, NEXT = date(2025, 4, 1), date(2025, 7, 1), date(2026, 3, 1), date(2026, 4, 1)


def until(first: date, end: date) -> Period:
    return Period(first, end - date.resolution)


def make_edition(first: date, end: date, count: int) -> Edition:
    return Edition(until(first, end), {"codes": {ONE: count}})


def allows(period: Period, count: int, *editions: Edition) -> bool:
    return Behind(BELOW, period, editions).allows("codes", ONE, count)


def test_a_year_after_eleven_months_of_it_gives_back_march() -> None:
    eleven = make_edition(APRIL, MARCH, 90)
    assert not allows(until(APRIL, NEXT), 93, eleven)
    assert allows(until(APRIL, NEXT), 96, eleven)
    assert allows(until(APRIL, NEXT), 90, eleven)  # nobody in March


def test_three_months_and_their_quarter() -> None:
    months = [
        make_edition(date(2025, 4, 1), date(2025, 5, 1), 9),
        make_edition(date(2025, 6, 1), date(2025, 7, 1), 9),
    ]
    quarter = until(APRIL, JULY)
    assert not allows(quarter, 20, *months)  # two in May
    assert allows(quarter, 24, *months)
    hidden = Edition(until(date(2025, 5, 1), date(2025, 6, 1)), {"codes": {frozenset({"PN1", "PN2"}): 30}})
    assert not allows(quarter, 24, *months, hidden)  # what was hidden once stays hidden beside it


def test_forms_are_told_in_the_very_blocks_that_were_told_before() -> None:
    apart = [frozenset({"8_11 =yes"}), frozenset({"4_7 =yes", "12_17 =yes"})]
    others = frozenset({"parent =yes"})
    past = Edition(until(APRIL, JULY), {"looks/often/select_one": dict.fromkeys((*apart, others), 9)})

    def told_so(period: Period, *blocks: frozenset[str]) -> bool:
        return Behind(BELOW, period, (past,)).told_so("looks/often/select_one", blocks)

    assert told_so(until(APRIL, NEXT), *apart)
    assert not told_so(until(APRIL, NEXT), apart[0] | apart[1])
    assert told_so(until(JULY, NEXT), *apart[:1])  # they share no day


def test_what_was_written_of_each_form_by_itself_is_read_as_told_of_all() -> None:
    tables = {
        "form/8_11/often/select_one": [[["=yes"], 30], [["=no", "skipped"], 9]],
        "form/4_7/often/select_one": [[["=yes"], 20]],
        "form/8_11/channels": [[["web"], 39]],
    }
    [edition] = read_editions(json.dumps([{"from": "2025-04-01", "to": "2025-06-30", "tables": tables}]))
    assert edition.tables["form/8_11/channels"] == {frozenset({"web"}): 39}
    assert edition.tables["looks/often/select_one"] == edition.tables["asked/often/select_one"]
    asked = edition.tables["asked/often/select_one"]
    assert find_told(asked, frozenset({"8_11 =yes", "4_7 =yes"})) == 50
    assert find_told(asked, frozenset({"8_11 =no", "4_7 =no"})) is None
    assert read_editions(write_editions([edition])) == (edition,)


def test_two_overlapping_periods_share_no_end_and_tell_nothing() -> None:
    assert allows(until(JULY, NEXT), 40, make_edition(APRIL, date(2025, 10, 1), 50))


def test_the_same_again_is_told_again_and_a_small_correction_is_not() -> None:
    year = make_edition(APRIL, NEXT, 400)
    finer = make_edition(APRIL, MARCH, 397)
    assert allows(until(APRIL, NEXT), 400, year, finer)
    assert not allows(until(APRIL, NEXT), 401, year)
    assert allows(until(APRIL, NEXT), 440, year)


def test_days_that_touch_no_other_are_free() -> None:
    hidden = Edition(until(APRIL, JULY), {"codes": {frozenset({"PN1", "PN2"}): 9}})
    assert not allows(until(APRIL, NEXT), 100, hidden)
    assert allows(until(JULY, NEXT), 100, hidden)
    assert allows(until(APRIL, NEXT), 100, Edition(until(APRIL, JULY), {"codes": {}}))


@pytest.mark.parametrize(
    ("blocks", "told"),
    [({ONE: 9}, 9), ({frozenset({"PN1", "PN2"}): 9}, None), ({frozenset({"PN2"}): 9}, 0), ({}, 0)],
)
def test_what_was_told_of_a_block(blocks: dict[frozenset[str], int], told: int | None) -> None:
    assert find_told(blocks, ONE) == told


@st.composite
def histories(draw: st.DrawFn) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    """Draw how many there were each day, and of which days it was told."""
    size = draw(st.integers(2, 5))
    counts = draw(st.tuples(*[st.integers(0, 9)] * size))
    pairs = st.tuples(st.integers(0, size - 1), st.integers(1, size)).filter(lambda ends: ends[0] < ends[1])
    return counts, tuple(draw(st.lists(pairs, min_size=1, max_size=4, unique=True)))


@settings(max_examples=examples(60))
@given(history=histories())
def test_whatever_adding_and_subtracting_gives_is_found(
    history: tuple[tuple[int, ...], tuple[tuple[int, int], ...]],
) -> None:
    """Try every way to add and subtract what was told; what is left is some days, each once."""
    counts, ends = history
    told = [(each, sum(counts[slice(*each)])) for each in ends]
    small = False
    for signs in product((-1, 0, 1), repeat=len(told)):
        days = [
            sum(sign for sign, ((first, end), _) in zip(signs, told, strict=True) if first <= day < end)
            for day in range(len(counts))
        ]
        if set(days) == {0, 1} or set(days) == {1}:
            total = sum(sign * count for sign, (_, count) in zip(signs, told, strict=True))
            small = small or 0 < total < BELOW
    assert gives_back(told[0], told[1:], BELOW) >= small
