"""What follows from several reports: held against another way to solve equations."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from admin.shown.told_together import Equations, Together, Told

FORMS, ENDS = ("child", "easy"), ("submitted", "filled_in")
PARTS = 4
"""So many days, each a part of its own."""
COLUMNS = list(product(range(PARTS), FORMS, ENDS))
BELOW = 6


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[tuple[int, str, str], int], list[Told]]:
    """Draw what came each day, and what some reports told of it."""
    truth = {column: draw(st.integers(0, 12)) for column in COLUMNS}
    for part in range(PARTS):  # what came is what was filled in
        came = sum(truth[part, form, "submitted"] for form in FORMS)
        first = min(truth[part, "child", "filled_in"], came)
        truth[part, "child", "filled_in"], truth[part, "easy", "filled_in"] = first, came - first
    told = []
    for _ in range(draw(st.integers(1, 8))):
        first = draw(st.integers(0, PARTS - 1))
        end = draw(st.integers(first + 1, PARTS))
        form, name = draw(st.sampled_from(FORMS)), draw(st.sampled_from(ENDS))
        count = sum(truth[part, form, name] for part in range(first, end))
        told.append(Told((first, end), (form, name), count))
    return truth, told


def write_matrix(told: list[Told]) -> np.ndarray:
    rows = [
        [(1 if name == "submitted" else -1) * (at == part) for at, _, name in COLUMNS]
        for part in range(PARTS)
    ]
    for one in told:
        first, end = one.days
        rows.append([int(first <= at < end and (form, name) == one.named) for at, form, name in COLUMNS])
    return np.array(rows)


def is_determined(told: list[Told], of: dict[tuple[int, str, str], int]) -> bool:
    matrix = write_matrix(told)
    more = np.array([[of.get(column, 0) for column in COLUMNS]])
    rank = np.linalg.matrix_rank
    return bool(rank(np.vstack((matrix, more))) == rank(matrix))


@given(worlds())
def test_a_number_is_told_if_no_report_lets_anybody_tell_a_small_one(
    world: tuple[dict[tuple[int, str, str], int], list[Told]],
) -> None:
    """The last report is asked; whatever it newly determines of one look between two days is not small."""
    truth, told = world
    *past, new = told
    together = Together(FORMS, BELOW, new.days, tuple(past))
    small = [
        {(part, form, name): 1 for part in range(first, end)}
        for form, name, first, end in product(FORMS, ENDS, range(PARTS), range(1, PARTS + 1))
        if first < end and 0 < sum(truth[part, form, name] for part in range(first, end)) < BELOW
    ]
    followed = any(is_determined(told, of) and not is_determined(past, of) for of in small)
    if followed and past:
        assert not together.allows({}, new.named, new.count)


@given(worlds())
def test_what_is_determined_is_found_with_its_number(
    world: tuple[dict[tuple[int, str, str], int], list[Told]],
) -> None:
    truth, told = world
    equations = Equations()
    for part in range(PARTS):
        came = {(part, form, "submitted"): 1 for form in FORMS}
        equations.say(came | {(part, form, "filled_in"): -1 for form in FORMS}, 0)
    for one in told:
        equations.say({(part, *one.named): 1 for part in range(*one.days)}, one.count)
    for column in COLUMNS:
        left, count = equations.reduce({column: 1})
        assert (not left) is is_determined(told, {column: 1})
        assert left or count == truth[column]


def test_what_was_told_is_told_again_and_what_followed_before_hides_nothing() -> None:
    past = (Told((0, 2), ("child", "submitted"), 9), Told((0, 1), ("child", "submitted"), 7))
    again = Together(("child",), BELOW, (0, 2), past)
    assert again.allows({}, ("child", "submitted"), 9), "two follow from what was told already"
    fresh = Together(("child",), BELOW, (0, 1), past[:1])
    assert not fresh.allows({}, ("child", "submitted"), 7)
