"""One question a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import RejectionCode
from forms.definition import Kind
from forms.moves import Explain, Note, Skip, Stop
from forms.problems import Problem, ProblemCode
from forms.web import places, views
from forms.web.faults import ProblemError
from forms.web.given import make_move, read_given
from forms.web.held import find_held, find_held_here
from forms.web.pages import go
from forms.web.parts import PARTS
from forms.web.posted import read_posted
from forms.web.turns import take
from forms.wording import explain

if TYPE_CHECKING:
    from aiohttp import web

    from forms.definition import Question
    from forms.intake import Taken
    from forms.moves import Inbound
    from forms.web.held import Held
    from forms.web.posted import Posted


async def show_question(request: web.Request) -> web.Response:
    """GET /conversation/N: the question with its present answer. Changes nothing."""
    held = await find_held_here(request)
    question = _find_question(request, held) if held else None
    if held is None or question is None or not views.is_asked(held.form, held.state, question):
        return go(places.CONVERSATION)
    return views.show_question(request, held.form, held.state, question)


async def answer_question(request: web.Request) -> web.Response:
    """POST /conversation/N: an answer, 'Skip' or 'Stop for now'."""
    posted = await read_posted(request)
    parts = request.app[PARTS]
    held = await find_held(parts, posted.ticket)
    if held is None:
        raise ProblemError(Problem(ProblemCode.NO_CONVERSATION))
    question = _find_question(request, held)
    if held.receipt or question is None:
        return go(places.CONVERSATION)
    taken = await take(parts, posted.ticket, *_list_moves(question, posted))
    return _answer(request, question, posted, taken)


def _find_question(request: web.Request, held: Held) -> Question | None:
    found = places.find_numbered(held.form, int(request.match_info["number"]))
    return None if found is None or found.kind is Kind.NOTE else found


def _list_moves(question: Question, posted: Posted) -> tuple[Inbound, ...]:
    given = read_given(question, posted.fields)
    if posted.act == "skip":
        return (Skip(question.key, posted.revision),)
    answer = make_move(question, given, posted.revision)
    if posted.act == "stop":
        return (answer, Stop()) if given else (Stop(),)
    return (answer,)


def _answer(request: web.Request, question: Question, posted: Posted, taken: Taken) -> web.Response:
    said = taken.outbound[0]
    if not isinstance(said, Explain):
        return go(places.find_address(taken.form, taken.outbound))
    if isinstance(said.code, RejectionCode) and views.is_asked(taken.form, taken.state, question):
        return views.show_question(
            request,
            taken.form,
            taken.state,
            question,
            fields=posted.fields,
            fault=explain(said.code, question),
        )
    note = said.code if isinstance(said.code, Note) else Note.NOT_ASKED
    return views.show_prompt(request, taken, note)
