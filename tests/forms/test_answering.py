"""By which way somebody may be answered, and never by another."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answering import NOTICE, SafeWay, Way, find_safe_way, write_back
from forms.library import Library

WORDS = "what the heron said"
CHOSEN = st.sampled_from([None, *Way, "pigeon", ""])
SEEN = st.sampled_from([None, "yes", "some", "no", "perhaps"])
ANSWERS = st.fixed_dictionaries({}, optional={"safe_way": CHOSEN, "could_see": SEEN})


@pytest.mark.parametrize(
    ("answers", "safe"),
    [
        ({}, SafeWay(Way.IN_PERSON)),
        ({"safe_way": None, "could_see": "no"}, SafeWay(Way.IN_PERSON)),
        ({"safe_way": "letter", "could_see": "no"}, SafeWay(Way.LETTER)),
        ({"safe_way": "letter", "could_see": "some"}, SafeWay(Way.LETTER, carries_words=False)),
        ({"safe_way": "phone"}, SafeWay(Way.PHONE, carries_words=False)),
        ({"safe_way": "in_person", "could_see": "yes"}, SafeWay(Way.IN_PERSON)),
    ],
)
def test_the_safe_way_follows_from_what_was_said(answers: dict[str, Any], safe: SafeWay) -> None:
    assert find_safe_way(answers) == safe


@given(ANSWERS, st.sampled_from(Way))
def test_no_other_way_than_the_chosen_carries_anything(answers: dict[str, Any], way: Way) -> None:
    said = write_back(answers, way, WORDS)
    chosen = answers.get("safe_way") if answers.get("safe_way") in set(Way) else Way.IN_PERSON
    assert (said is None) == (way != chosen)


@given(ANSWERS, st.sampled_from([way for way in Way if way is not Way.IN_PERSON]))
def test_words_go_only_where_nobody_could_see(answers: dict[str, Any], way: Way) -> None:
    said = write_back(answers, way, WORDS)
    assert said != WORDS or answers["could_see"] == "no"
    assert said in {None, WORDS, NOTICE}


@pytest.mark.parametrize("key", Library.shipped().keys())
def test_every_way_that_is_offered_is_known(key: str) -> None:
    question = Library.shipped().current(key).find_question("safe_way")
    assert {option.value for option in question.options} <= set(Way) if question else True


ASKING = [
    key for key in sorted(Library.shipped().keys()) if key.startswith(("have_your_say", "feedback_child"))
]
"""The check-ins are five questions: after them the most careful way holds."""


@pytest.mark.parametrize("key", ASKING)
def test_every_childs_form_asks_at_its_end_who_could_see_and_how_to_answer(key: str) -> None:
    asked = [question.key for question in Library.shipped().current(key).questions]
    assert {"could_see", "safe_way"} <= set(asked[-8:])


@pytest.mark.parametrize("key", ASKING)
def test_where_nobody_comes_back_to_nobody_can_choose_here(key: str) -> None:
    form = Library.shipped().current(key)
    for asked in (form.away, form.on_paper):
        question = asked.find_question("safe_way")
        assert question is not None
        assert question.options
        assert Way.WEB not in {option.value for option in question.options}
