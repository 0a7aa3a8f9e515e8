"""Which answers call a person.

Signals come from choices (a low safety score) and from words. Words only route to a person, they decide
nothing; misses are certain, which is why every question shows where help is. Nothing here may change what
the person answering sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from forms.definition import Kind
from forms.worrying import has_listed_words, name_writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.answers import Answer
    from forms.definition import Form, Question

Cause = Literal["choice", "words"]


@dataclass(frozen=True, slots=True)
class Signal:
    """An answer that a person should look at. Never carries the answer."""

    cause: Cause
    question_key: str

    @property
    def name(self) -> str:
        """A stable name, to raise each signal once."""
        return f"{self.cause}:{self.question_key}"


WORRYING_WORDS = (
    r"\b(hit(s|ting)?|beat(s|ing|en)?|hurt(s|ing)?|kick(s|ed)?) (me|us|him|her|them|my)",
    r"\b(punch|slap|chok|burn)\w* (me|us|him|her|them|my)",
    r"\btouch(es|ed|ing)? (me|my|him|her)\b",
    r"\b(kill|cut|cutting|harm|harming|hurt|hurting)( \w+)? (myself|yourself|himself|herself|themselves)\b",
    r"\bkill(s|ed|ing)? (me|him|her|them|us)\b",
    r"\b(self|selfs)[ -]?harm\w*",
    r"\bsuicid\w*|\boverdos\w*",
    r"\b(want|wanna|wish|going) (to |i could |i was )?(die|dead|be dead)\b",
    r"\bend (my|it|their|his|her) (life|all)\b|\bdon'?t want to (live|be here|be alive)\b",
    r"\babus\w*|\brap(e|ed|es|ing|ist)\b|\bmolest\w*|\bgroom(ed|ing)\b|\btraffick\w*",
    r"\b(not|never|(do|does|did|is|was|are)n'?t)( \w+){0,2} safe\b|\bunsafe\b",
    r"\bwan(t to|na) end it\b|\bcan'?t (cope|go on)\b|\bno(body| one) (feeds|believes|looks after) (me|us)\b",
    r"\b(scared|afraid|frightened|terrified) (of|at|to go|for my)\b",
    r"\bthreat\w*|\bblackmail\w*|\bforc(es|ed|ing) (me|him|her|us)\b",
    r"\bmakes? me (do|take|touch|carry|sell|hold)\b|\bknife\b|\bstab\w*|\bgun\b",
    r"\b(run|running|ran) away\b|\bhelp me\b|\bkeep(ing)? (it |this |a )?secret\b",
    r"\block(s|ed|ing)? me\b|\b(no|not enough|without) food\b|\bstarv\w*",
)
"""What children and adults write when somebody may be hurt: broad on purpose, since the cost of asking
is a look and the cost of a miss may be a child. Misses are certain: people who know children should read
this list often, and add to it. Other languages have a table of drafts: `forms.worrying`."""

_WORRYING = re.compile("|".join(WORRYING_WORDS), re.IGNORECASE)


def find_signals(form: Form, before: Mapping[str, Answer], after: Mapping[str, Answer]) -> tuple[Signal, ...]:
    """Return the signals among the answers that were given or changed between `before` and `after`."""
    telling = (question for question in form.questions if question.alert or question.kind is Kind.TEXT)
    changed = (question for question in telling if _is_changed(question.key, before, after))
    return tuple(signal for question in changed for signal in _signals_in(question, after))


def _is_changed(key: str, before: Mapping[str, Answer], after: Mapping[str, Answer]) -> bool:
    return after.get(key) is not None and after.get(key) != before.get(key)


def _signals_in(question: Question, answers: Mapping[str, Answer]) -> tuple[Signal, ...]:
    answer = answers[question.key]
    if question.alert is not None and question.alert.holds(answers, this=answer):
        return (Signal("choice", question.key),)
    if question.kind is Kind.TEXT and has_worrying_words(str(answer)):
        return (Signal("words", question.key),)
    return ()


def find_writing(form: Form, answers: Iterable[tuple[Question, Answer]]) -> str:
    """Say in what words were written that no checked list was looked through for; empty where one was."""
    texts = (str(answer) for question, answer in answers if question.kind is Kind.TEXT and answer is not None)
    return name_writing(form.language, texts)


def has_worrying_words(text: str) -> bool:
    """Tell whether the words should be looked at by a person soon."""
    is_met = _WORRYING.search(" ".join(text.replace("\u2019", "'").split())) is not None
    return is_met or has_listed_words(text)
