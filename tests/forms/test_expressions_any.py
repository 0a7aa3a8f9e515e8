"""Conditions of every shape, over answers of every shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from forms.expression_tree import (
    ORDERINGS,
    Both,
    Compare,
    Condition,
    CountSelected,
    Either,
    Literal,
    Named,
    Not,
    Selected,
    StringLength,
    This,
)
from forms.expressions import ExpressionFaultError, parse_expression

if TYPE_CHECKING:
    from forms.answers import Answer

KEYS = st.sampled_from(["a", "b", "home_feel", "or", "not"])
QUOTABLE = st.text(st.characters(exclude_characters="'\"", codec="utf-8"), max_size=8) | st.sampled_from(
    ["it's", 'a "b"']
)
NUMBERS = st.integers(-999_999_999, 999_999_999)
ANSWERS: st.SearchStrategy[Answer] = (
    st.none() | st.text(max_size=30) | st.integers() | st.lists(st.text()).map(tuple)
)

plain_terms = st.builds(Named, KEYS) | st.just(This()) | st.builds(Literal, NUMBERS)
terms = plain_terms | st.builds(CountSelected, plain_terms) | st.builds(StringLength, plain_terms)
tests = (
    st.builds(Compare, terms, st.sampled_from(["=", "!=", *ORDERINGS]), terms)
    | st.builds(Compare, terms, st.sampled_from(["=", "!="]), st.builds(Literal, QUOTABLE))
    | st.builds(Selected, terms, QUOTABLE)
)


def several(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[tuple[Condition, ...]]:
    return st.lists(inner, min_size=2, max_size=3).map(tuple)


conditions: st.SearchStrategy[Condition] = st.recursive(
    tests,
    lambda inner: st.builds(Not, inner) | st.builds(Both, several(inner)) | st.builds(Either, several(inner)),
    max_leaves=8,
)


@given(conditions)
def test_what_is_printed_is_read_as_the_same(tree: Condition) -> None:
    assert parse_expression(str(tree)).tree == tree


@given(conditions, st.dictionaries(KEYS, ANSWERS), ANSWERS)
def test_any_answers_are_judged(tree: Condition, answers: dict[str, Answer], this: Answer) -> None:
    assert parse_expression(str(tree)).holds(answers, this) in {True, False}


@given(st.text(st.sampled_from("${}ab.'\"=<>!()31 -,or")) | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_expression(text).holds({})
    except ExpressionFaultError as fault:
        assert str(fault)  # noqa: PT017 - both ends are right, a crash is not
