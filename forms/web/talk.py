"""What was said so far, for a chat: from the draft of the browser that asks, to it alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms import wording
from forms.definition import THREE_FACES, Form, Kind, Question
from forms.looks import is_simple
from forms.route import find_route
from forms.web.given import read_number
from forms.web.places import address_question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiohttp import web

    from forms.moves import State

HOLDS = "Say-Chat"
"""The header by which a chat says how many exchanges it still shows, and so asks for those that follow."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was asked, with the notes before it, and what was said."""

    question: Question
    notes: tuple[Question, ...]
    said: str
    is_skipped: bool
    address: str


def may_be_chat(form: Form) -> bool:
    """Tell whether a form is offered as a chat: not one of few words, or whose answers are three faces."""
    return not is_simple(form) and not any(
        row.kind is Kind.RANGE and row.high == len(THREE_FACES) for row in form.questions
    )


def list_exchanges(request: web.Request, form: Form, state: State, until: Question) -> list[Exchange] | None:
    """List the exchanges before a question that the chat does not hold yet; None where no chat asks."""
    holds = read_number(request.headers.get(HOLDS, ""))
    return None if holds is None else list(_exchange(form, state, until))[holds:]


def _exchange(form: Form, state: State, until: Question) -> Iterator[Exchange]:
    notes: tuple[Question, ...] = ()
    for row in find_route(form, state.answers):
        if row == until:
            return
        if row.kind is Kind.NOTE:
            notes = (*notes, row)
            continue
        answer, files = state.answers.get(row.key), state.files.get(row.key, ())
        said = wording.label_all(wording.label_answer(row, answer), answer, files)
        yield Exchange(row, notes, said, answer is None and not files, address_question(form, row))
        notes = ()
