"""A form as it is asked in another language: keys, values and version stay, words change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.definition import NAMED_SCALES, Kind
from forms.languages.asked import is_about_safety, list_texts
from forms.speaking import ENGLISH, LeftInEnglish, gettext, speak, speaking, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.definition import Form, Option, Question
    from forms.speaking import Language


def translate_form(form: Form, language: Language) -> Form:
    """Return the form in a language; unchanged in English, where any of its words is not known there.

    Never half of it: somebody who reads no English must not meet it at question 9.
    """
    if form.whole:
        return translate_form(form.whole, language).in_a_minute or form
    if language.code == form.language or not is_known(form, language):
        return form
    said = _Saying(language)
    return replace(
        form,
        title=said.say(form.title),
        questions=tuple(said.ask(question) for question in form.questions),
        language=language.code,
    )


def speak_of(form: Form) -> Form:
    """Return the form in the language spoken now; where it is not known there, English is spoken from now on.

    So that the words around a question are never in another language than the question.
    """
    said = translate_form(form, spoken())
    if said.language != spoken().code:
        speak(ENGLISH)
    return said


def say_not_here(chosen: Language) -> str:
    """Say in the chosen language that these questions are in English; nothing, where they are not."""
    if chosen.code == spoken().code:
        return ""
    with speaking(chosen):
        return gettext("These questions are not in this language yet. They are in English.")


def is_known(form: Form, language: Language) -> bool:
    """Tell whether every word of the form is known in a language."""
    texts = {text for text, _ in list_texts(form)}
    names = {name for question in form.questions for name in _name_points(question)}
    safety = {text for text in texts if is_about_safety(text)} if language.safety else set()
    about_safety = {text for text in texts if is_about_safety(text)}
    return (texts - about_safety) | names <= language.words.keys() and safety <= language.safety.keys()


def _name_points(question: Question) -> Iterable[str]:
    """Return the names of a scale of faces, in English."""
    named = NAMED_SCALES.get((question.appearance, question.high), {})
    return named.values() if question.kind is Kind.RANGE else ()


class _Saying:
    """Says a form's texts in a language."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def say(self, text: str) -> str:
        """Say one; what is about safety stays English until it was checked, and says so."""
        if not text:
            return text
        if is_about_safety(text):
            return self._language.safety.get(text) or LeftInEnglish(text)
        return self._language.words[text]

    def ask(self, question: Question) -> Question:
        """Say all of a question."""
        return replace(
            question,
            heading=self.say(question.heading),
            label=self.say(question.label),
            hint=self.say(question.hint),
            low_label=self.say(question.low_label),
            high_label=self.say(question.high_label),
            constraint_message=self.say(question.constraint_message),
            options=tuple(self._offer(option) for option in question.options),
        )

    def _offer(self, option: Option) -> Option:
        return replace(option, label=self.say(option.label))
