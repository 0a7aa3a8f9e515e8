"""Three faces are counted like any scale: by point, with the points that nobody chose."""

from __future__ import annotations

import pytest

from admin.summary.questions import AnswerGroup, count_question
from forms.library import Library

LIBRARY = Library.shipped()


@pytest.mark.parametrize("form_key", ["have_your_say_4_7", "have_your_say_8_11_simple"])
def test_three_faces_are_counted_by_point(form_key: str) -> None:
    question = LIBRARY.current(form_key).find_question("home_feel")
    assert question is not None
    groups = [AnswerGroup(value, has_words=False, responses=number) for value, number in (("3", 4), ("1", 1))]
    counted = count_question(question, [*groups, AnswerGroup(None, has_words=False, responses=2)])
    assert (counted.answered, counted.skipped) == (5, 2)
    assert counted.counts == {"1": 1, "2": 0, "3": 4}
    assert (counted.mean, counted.median) == (2.6, 3.0)
