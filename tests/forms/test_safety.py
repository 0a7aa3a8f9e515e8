from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms.library import load_form
from forms.safety import Signal, find_signals, has_worrying_words

FORM = load_form(Path(__file__).parent / "every_kind.md")


@pytest.mark.parametrize("score", [0, 1, 2, 3])
def test_low_safety_score_calls_a_person(score: int) -> None:
    assert find_signals(FORM, {}, {"safe": score}) == (Signal("choice", "safe"),)


@pytest.mark.parametrize("score", [4, 10, None])
def test_other_safety_score_or_skip_calls_nobody(score: int | None) -> None:
    assert find_signals(FORM, {}, {"safe": score}) == ()


def test_signal_comes_from_what_changed_only() -> None:
    assert find_signals(FORM, {"safe": 1}, {"safe": 1, "words": "fine"}) == ()
    assert find_signals(FORM, {"safe": 1}, {"safe": 2}) == (Signal("choice", "safe"),)


def test_signal_from_an_answer_that_fell_off_the_route() -> None:
    answers = {"going": "yes", "why_not": "I am scared of him"}
    assert find_signals(FORM, {}, answers) == (Signal("words", "why_not"),)


@pytest.mark.parametrize(
    "words",
    [
        "he hits me",
        "She hurts my sister",
        "sometimes I cut myself",
        "I want to die",
        "i don\u2019t feel safe at home",
        "I am scared of going back",
        "they make me carry things",
        "I ran away last week",
        "he said keep it secret",
        "SUICIDE",
        "I do not feel safe",
        "we are never really safe here",
        "i didnt feel safe there",
        "he  hits\nme",
        "I want to end it",
        "nobody feeds us",
    ],
)
def test_worrying_words_call_a_person(words: str) -> None:
    assert has_worrying_words(words)


@pytest.mark.parametrize(
    "words",
    [
        "I like school",
        "I feel safe",
        "I want to be safe",
        "my football team was beaten 3-0",
        "I want to see my mum more",
        "Nothing to say",
    ],
)
def test_other_words_call_nobody(words: str) -> None:
    assert not has_worrying_words(words)


def test_signal_never_carries_the_answer() -> None:
    signal = find_signals(FORM, {}, {"words": "he hits me"})[0]
    assert "hits" not in repr(replace(signal))
