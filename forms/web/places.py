"""Addresses of the pages. They name a place in the form, never a person, a code or an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from forms.moves import Ask, CheckAnswers, Explain, Outbound, Pause, Signpost, Thank

if TYPE_CHECKING:
    from forms.definition import Form, Question

DOOR = "/"
CONVERSATION = "/conversation"
CHECK = "/conversation/check"
SENT = "/conversation/sent"
STOPPED = "/conversation/stopped"
DELETE = "/conversation/delete"
WHOLE = "/conversation/whole"
WHOSE = "/conversation/whose"
ALONE = "/conversation/alone"
MINE = "/conversation/mine"
KEPT = "/conversation/kept"
MESSAGES = "/conversation/messages"
LAST_TIME = "/conversation/last-time"
HEARD = "/heard"
HELP = "/help"
HELP_ASKED = "/help/asked"
PRIVACY = "/privacy"
LANGUAGE = "/language"


def number_question(form: Form, question: Question) -> int:
    """Return a question's place among all rows of the form, from 1: it never shifts while answering."""
    return next(n for n, row in enumerate(form.questions, 1) if row.key == question.key)


def address_question(form: Form, question: Question) -> str:
    """Return the address of a question's page."""
    return f"{CONVERSATION}/{number_question(form, question)}"


def find_numbered(form: Form, number: int) -> Question | None:
    """Return the row with that number."""
    return form.questions[number - 1] if 1 <= number <= len(form.questions) else None


def find_address(form: Form, outbound: tuple[Outbound, ...]) -> str:
    """Return where the browser goes after a turn: to the page of the first thing said that is a page."""
    said = outbound[0]
    match said:
        case Ask():
            return address_question(form, said.question)
        case CheckAnswers():
            return CHECK
        case Thank():
            return SENT
        case Pause():
            return STOPPED
        case Signpost():
            return HELP_ASKED
        case Explain():
            return find_address(form, outbound[1:])
    assert_never(said)
