"""How far two coders agree: by hand-worked examples, and never more than all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.themes.agreement import Pair, compare

THEMES = frozenset("abcd")
SETS = st.frozensets(st.sampled_from(sorted(THEMES)))


def pair(first: str, second: str) -> Pair:
    return Pair(frozenset(first), frozenset(second), THEMES)


def test_nobody_coded_twice_is_said() -> None:
    assert compare([]).said == "No answer was coded by two people yet."


def test_cohens_kappa_of_a_worked_table() -> None:
    """The textbook's 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.7 agreed, 0.5 by chance, kappa 0.4."""
    one = frozenset("a")
    table = {(one, one): 20, (one, frozenset[str]()): 5, (frozenset[str](), one): 10}
    pairs = [Pair(*sides, one) for sides, count in table.items() for _ in range(count)]
    pairs += [Pair(frozenset(), frozenset(), one)] * 15
    found = compare(pairs)
    assert (found.answers, found.same, found.percent) == (50, 35, 70)
    assert found.kappa == pytest.approx(0.4)
    assert found.said == (
        "In 35 of 50 answers both chose the very same themes (70 %). "
        "Cohen's kappa is 0.40: fair agreement beyond chance."
    )


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([pair("", "")] * 30, "too little variety"),
        ([pair("a", "a"), pair("b", "b")], "very good agreement beyond chance. Below 20 answers"),
        ([pair("a", "b"), pair("b", "a")], "poor agreement beyond chance."),
    ],
)
def test_sentence_says_how_good_it_is(pairs: list[Pair], said: str) -> None:
    assert said in compare(pairs).said


@given(st.lists(st.tuples(SETS, SETS), min_size=1))
def test_agreement_is_of_both_alike_and_never_beyond_one(
    sides: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    found = compare([Pair(*both, THEMES) for both in sides])
    turned = compare([Pair(second, first, THEMES) for first, second in sides])
    assert found.kappa == pytest.approx(turned.kappa)
    assert 0 <= found.percent <= 100
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1 + 1e-9
        assert (found.same == found.answers) == (abs(found.kappa - 1) < 1e-9)
