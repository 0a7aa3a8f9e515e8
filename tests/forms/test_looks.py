"""Which look a form has: by itself, never by a person or an answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms.definition import Form, Look
from forms.library import Library
from forms.looks import SUBJECTS, choose_look, has_pictures, is_simple

LIBRARY = Library.shipped()
FORMS = [*map(LIBRARY.current, LIBRARY.keys())]
TEMPLATE = Path(__file__).parents[2] / "forms" / "web" / "templates" / "pictures.html"
OF = {
    Look.LITTLE: "have_your_say_4_7 have_your_say_4_7_simple feedback_child_4_7",
    Look.MIDDLE: """have_your_say_8_11 have_your_say_8_11_simple feedback_child feedback_child_simple
        check_in_simple""",
    Look.OLDER: """have_your_say_12_17 have_your_say_12_17_simple have_your_say_leaver
        have_your_say_leaver_simple check_in""",
    Look.ADULT: """parent_before carer_before how_i_show_you feedback_parent feedback_carer
        feedback_professional feedback_conference parent_before_simple carer_before_simple
        feedback_parent_simple feedback_carer_simple feedback_professional_simple
        feedback_conference_simple""",
}


def test_every_shipped_form_looks_as_its_age_does() -> None:
    expected = {key: look for look, keys in OF.items() for key in keys.split()}
    assert {form.key: choose_look(form) for form in FORMS} == expected


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_few_words_and_pictures_are_chosen_apart_from_age(form: Form) -> None:
    assert is_simple(form) == form.key.endswith("_simple")
    assert has_pictures(form) == (is_simple(form) or choose_look(form) in {Look.LITTLE, Look.MIDDLE})


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_what_a_form_says_of_its_look_holds(form: Form) -> None:
    assert {choose_look(replace(form, look=look)) for look in Look} == set(Look)


def test_form_without_a_name_looks_like_the_one_with_it() -> None:
    chosen = [form for form in FORMS if form.anonymous == "choice"]
    assert [choose_look(form.unnamed) for form in chosen] == [choose_look(form) for form in chosen]


def test_every_subject_is_a_question_of_ours_and_has_a_drawing() -> None:
    drawn = TEMPLATE.read_text(encoding="utf-8")
    names = set(SUBJECTS.values()) - {"picture"}
    assert {name for name in names if f"name == '{name}'" not in drawn} == set()
    assert set(SUBJECTS) - {row.key for form in FORMS for row in form.questions} == set()
