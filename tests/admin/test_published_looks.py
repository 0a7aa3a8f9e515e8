"""A question that several forms ask alike: what is shown of the sum, and what of each form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from admin.disclosure import Alone
from admin.shown.alike import list_alike
from admin.shown.model import Mark
from admin.shown.published_forms import publish_forms
from admin.shown.sieve import Sieve
from admin.summary.forms import FormCount
from admin.summary.questions import QuestionCount
from forms.definition import Audience, Form, Kind, Option, Question, Timing

if TYPE_CHECKING:
    from admin.shown.model import ShownCollated, ShownForm

YES_NO = tuple(Option(value, value.title()) for value in ("yes", "no"))
OFTEN = Question("often", Kind.SELECT_ONE, "Often?", 1, options=YES_NO)
OTHERS = Question("often", Kind.SELECT_ONE, "Often?", 1, options=(*YES_NO, Option("maybe", "Maybe")))
TOPICS = Question("topics", Kind.SELECT_MULTIPLE, "What about?", 2, options=YES_NO)


def make(
    band: str, yes: int, no: int, *, question: Question = OFTEN, answered: int | None = None
) -> FormCount:
    form = Form(f"have_your_say_{band}", "1", "Have your say", Audience.CHILD, Timing.BEFORE, (question,))
    size = yes + no if answered is None else answered
    counts = {option.value: 0 for option in question.options} | {"yes": yes, "no": no}
    counted = QuestionCount(question.key, question.kind, size, 0, counts)
    return FormCount(form, size, False, size, size, 0, size, {"web": size}, (counted,))  # noqa: FBT003 - as it is named


def publish(*counts: FormCount) -> tuple[tuple[ShownForm, ...], tuple[ShownCollated, ...]]:
    return publish_forms(counts, Sieve(Alone(6)))


def read(form: ShownForm) -> dict[str, object]:
    return {cell.value: cell.count for cell in form.items[0].cells}


def test_the_sum_is_shown_where_a_small_number_hides_each_form() -> None:
    forms, [one] = publish(make("4_7", 40, 4), make("8_11", 60, 3))
    assert {cell.value: cell.count for cell in one.item.cells} == {"yes": 100, "no": 7}
    assert one.forms == ("have_your_say_4_7", "have_your_say_8_11")
    assert [read(form) for form in forms] == [{}, {}]


def test_the_same_answers_are_hidden_in_every_form_that_is_told() -> None:
    """A third answer that is small in one form alone is hidden in both, with a second one."""
    wide = Question("often", Kind.SELECT_ONE, "Often?", 1, options=(*YES_NO, *map(_option, "abc")))
    counts = {"yes": 90, "no": 30, "a": 20, "b": 12, "c": 0}
    forms, [one] = publish(
        _count("4_7", wide, counts | {"b": 3}), _count("8_11", wide, counts), _count("12_17", wide, counts)
    )
    assert {cell.value: cell.count for cell in one.item.cells} == {
        "yes": 270,
        "no": 90,
        "a": 60,
        "b": 27,
        "c": 0,
    }
    assert [read(form) for form in forms] == [
        {"yes": 90, "no": 30, "a": Mark.HIDDEN, "b": Mark.HIDDEN, "c": 0}
    ] * 3


def _option(value: str) -> Option:
    return Option(value, value)


def _count(band: str, question: Question, counts: dict[str, int]) -> FormCount:
    size = sum(counts.values())
    counted = QuestionCount(question.key, question.kind, size, 0, counts)
    return replace(make(band, 0, 0, question=question, answered=size), questions=(counted,))


def test_the_smallest_forms_are_told_together_or_not_at_all() -> None:
    forms, _ = publish(make("4_7", 100, 50), make("8_11", 10, 3), make("12_17", 20, 4))
    assert [read(form) for form in forms] == [{"yes": 100, "no": 50}, {}, {}]
    forms, _ = publish(make("4_7", 100, 50), make("8_11", 10, 3))
    assert [read(form) for form in forms] == [{}, {}]  # the other would follow from the sum


def test_a_form_that_few_filled_in_is_left_out_and_named() -> None:
    _, [one] = publish(make("4_7", 100, 50), make("8_11", 2, 1))
    assert (one.forms, one.left_out) == (("have_your_say_4_7",), ("have_your_say_8_11",))
    assert one.item.answered == 150


def test_of_several_choices_a_form_is_told_whole_or_not_at_all() -> None:
    forms, [one] = publish(
        make("4_7", 30, 20, question=TOPICS, answered=40), make("8_11", 30, 2, question=TOPICS, answered=40)
    )
    assert {cell.value: cell.count for cell in one.item.cells} == {"yes": 60, "no": 22}
    assert [read(form) for form in forms] == [{}, {}]
    forms, _ = publish(
        make("4_7", 30, 20, question=TOPICS, answered=40), make("8_11", 30, 22, question=TOPICS, answered=40)
    )
    assert [read(form) for form in forms] == [{"yes": 30, "no": 20}, {"yes": 30, "no": 22}]


def test_what_all_of_a_few_said_is_told_of_no_form_that_could_be_taken_from_the_sum() -> None:
    forms, _ = publish(make("4_7", 100, 50), make("8_11", 10, 0))
    assert [read(form) for form in forms] == [{}, {}]


@pytest.mark.parametrize(("question", "groups"), [(OFTEN, 1), (OTHERS, 2)])
def test_questions_with_other_options_are_not_added_up(question: Question, groups: int) -> None:
    found = list(list_alike((make("4_7", 9, 9), make("8_11", 9, 9, question=question))))
    assert len(found) == groups
