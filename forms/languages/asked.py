"""What there is to translate in a questionnaire, and which of it is about safety."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Form, Question

TRANSLATED = (
    "have_your_say_12_17",
    "have_your_say_12_17_simple",
    "have_your_say_leaver",
    "have_your_say_leaver_simple",
    "check_in",
    "check_in_simple",
    "feedback_child",
    "feedback_child_simple",
    "have_your_say_8_11_simple",
    "have_your_say_4_7_simple",
)
"""The shipped forms that are in every catalogue: those that a young person meets, and each with few words."""

SAFETY_PHRASES = ("someone will check that you are OK", "someone may be hurt")
"""What the texts about safety say: those before an answer that calls a person, and the one exception."""


def is_about_safety(text: str) -> bool:
    """Tell whether a text of a form is one that must be checked by a person before it is said."""
    return any(phrase in text for phrase in SAFETY_PHRASES)


def list_texts(form: Form) -> Iterator[tuple[str, str]]:
    """Return each text of a form, and what it is: the label of which question, an answer to which."""
    yield form.title, "title"
    for question in form.questions:
        yield from ((text, f"{question.key}: {what}") for text, what in _list_texts_of(question) if text)


def _list_texts_of(question: Question) -> Iterator[tuple[str, str]]:
    yield question.heading, "heading"
    yield question.label, "the question" if question.kind != "note" else "note"
    yield question.hint, "hint"
    yield question.low_label, "name of the lowest point"
    yield question.high_label, "name of the highest point"
    yield question.constraint_message, "said when an answer does not fit"
    for option in question.options:
        yield option.label, "answer to choose"
