"""Suggestions: learned from made-up coded answers, better than chance, and never from what is held back."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.themes.learned import (
    ENOUGH,
    MOST,
    SMALL_WORDS,
    Example,
    learn,
    list_stems,
    measure,
    sum_up,
)
from admin.themes.learning import KEPT_FOR, Learned, study
from tests.admin.coded_words import SENTENCES, make_coded
from tests.admin.planted import NOW

if TYPE_CHECKING:
    from collections.abc import Iterable


def make_examples(coded: Iterable[tuple[str, frozenset[str]]]) -> list[Example]:
    return [Example(list_stems(words), themes) for words, themes in coded]


def test_stems_forgive_endings_and_leave_small_words_out() -> None:
    assert list_stems("My SISTERS' sister: it is the sister!") == {"sister"}
    assert list_stems("I am… 12 😀") == {"am"}


@given(st.text(max_size=200))
def test_every_answer_has_stems_of_letters(words: str) -> None:
    stems = list_stems(words)
    assert all(stem and stem == stem.strip() for stem in stems)
    assert not SMALL_WORDS & {stem for stem in stems if len(stem) < 6}


def test_theme_is_learned_once_it_was_found_often_enough() -> None:
    rare, often = frozenset({"rare"}), frozenset({"often"})
    examples = [Example(frozenset({"heron"}), rare)] * (ENOUGH - 1)
    examples += [Example(frozenset({"moorhen"}), often)] * ENOUGH
    model = learn(examples)
    assert set(model.weights) == {"often"}
    assert model.suggest({"moorhen"}, ["often", "rare", "never heard of"]) == ["often"]
    assert model.suggest({"heron"}, ["often", "rare"]) == []


def test_no_more_than_three_are_suggested_and_only_offered_ones() -> None:
    five = frozenset(f"theme{number}" for number in range(5))
    examples = [Example(frozenset({"heron"}), five)] * ENOUGH
    examples += [Example(frozenset({"weir"}), frozenset({"another"}))] * ENOUGH
    model = learn(examples)
    assert len(model.suggest(["heron"], five)) == MOST
    assert model.suggest(["heron"], ["theme4", "another"]) == ["theme4"]
    assert model.suggest((), ["theme4"]) == [], "of no words nothing is said"


def test_suggestions_are_far_better_than_chance_on_answers_held_back() -> None:
    overall = sum_up(measure(make_examples(make_coded("a", 400))))
    assert overall.precision is not None
    assert overall.recall is not None
    assert overall.precision > 0.4
    assert overall.recall > 0.7


def test_an_answer_given_word_for_word_by_many_shows_nothing_about_new_words() -> None:
    alike = [Example(frozenset({"heron", "weir"}), frozenset({"a"}))] * 30
    others = [Example(frozenset({f"word{number}"}), frozenset({"b"})) for number in range(30)]
    found = {quality.theme: quality for quality in measure([*alike, *others])}
    assert (found["a"].found, found["a"].right) == (30, 30)
    new = {quality.theme: quality for quality in measure([*alike, *others], by_wording=True)}
    assert (new["a"].found, new["a"].right) == (30, 0)
    assert found["b"].found == new["b"].found == 30


@given(st.lists(st.sampled_from("abc"), min_size=1), st.booleans())
def test_every_answer_is_held_back_once(letters: list[str], by_wording: bool) -> None:  # noqa: FBT001 - given by name
    examples = [Example(frozenset({letter}), frozenset({letter})) for letter in letters * ENOUGH]
    found = {quality.theme: quality.found for quality in measure(examples, by_wording=by_wording)}
    assert found == {letter: letters.count(letter) * ENOUGH for letter in set(letters)}


def test_too_few_are_not_measured() -> None:
    assert measure(make_examples(make_coded("c", 5))) == []
    assert sum_up([]).precision is None


def test_lesson_is_forgotten_after_a_day_and_prints_no_word() -> None:
    learned = Learned()
    assert learned.find(NOW) is None
    lesson = study(make_examples([("the heron stood by the weir", frozenset({"home"}))] * 12), NOW)
    learned.keep(lesson)
    assert learned.find(NOW + KEPT_FOR - timedelta(seconds=1)) is lesson
    said = json.dumps([repr(learned), repr(lesson), repr(lesson.model), str(lesson)])
    assert "heron" not in said
    assert learned.find(NOW + KEPT_FOR) is None


@pytest.mark.parametrize("theme", SENTENCES)
def test_every_made_up_theme_has_sentences_to_learn_from(theme: str) -> None:
    assert len(SENTENCES[theme]) >= 7
