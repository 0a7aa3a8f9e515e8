"""What moves of a conversation are made of: a step, and how it is explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forms.definition import Form, Kind, Question
from forms.moves import Explain, Note, Outbound, State
from forms.route import find_position, find_route

if TYPE_CHECKING:
    from forms.answers import RejectionCode


@dataclass(frozen=True, slots=True)
class Step:
    """What a move does before anybody looks: the new state, what to say of it, and whether to ask on."""

    state: State
    said: tuple[Outbound, ...] = ()
    asks: bool = True
    form: Form | None = None
    """The form to go on with, where it is another one than before."""


def explain(state: State, code: RejectionCode | Note, question: Question | None = None) -> Step:
    """Say why something was not taken, or how it was; the state stays as it is."""
    return Step(state, (Explain(code, question),))


def find_asked(form: Form, state: State, key: str) -> Question | None:
    """Find a question that is on the route; None if it is not, or is a note."""
    question = form.find_question(key)
    if question is None or question.kind is Kind.NOTE:
        return None
    return question if not form.has_conditions or question in find_route(form, state.answers) else None


def is_late(state: State, question: Question, revision: int | None) -> bool:
    """Tell whether the question was answered since it was shown."""
    return revision not in {None, state.revision} and state.answers.get(question.key) is not None


def place_after(state: State, question: Question) -> str | None:
    """Stay where the person is, unless it was this question that they had gone to."""
    return None if state.at == question.key else state.at


def add_words(held: str, more: str) -> str:
    """Add words to words; a message delivered twice, or one that grew, is there once."""
    if more.startswith(held):
        return more
    return held if held == more or held.endswith(f"\n\n{more}") else f"{held}\n\n{more}"


def explain_at(form: Form, state: State, question: Question, code: RejectionCode) -> Step:
    """Say what is wrong, and ask that question again; the answer held before stays."""
    there = state if find_position(form, state) == question else moved(state, question.key)
    return explain(there, code, question)


def moved(state: State, at: str | None) -> State:
    """Return the state at another question; None: wherever the answers lead."""
    return state if state.at == at else replace(state, at=at, revision=state.revision + 1)
