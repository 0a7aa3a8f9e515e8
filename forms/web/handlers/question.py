"""One question a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from forms.answers import RejectionCode
from forms.definition import Kind
from forms.moves import Explain, Note
from forms.problems import Problem, ProblemCode
from forms.speaking import gettext
from forms.web import places, views
from forms.web.faults import ProblemError
from forms.web.gate import GATE
from forms.web.given import first
from forms.web.given_files import list_moves, remake_files
from forms.web.held import find_held, find_held_here
from forms.web.pages import go
from forms.web.parts import PARTS
from forms.web.posted import find_ticket, read_posted
from forms.web.turns import take
from forms.web.uploaded import UPLOAD_TYPE, read_uploaded
from forms.wording import CHOOSE_FILE, explain, explain_file

if TYPE_CHECKING:
    from forms.definition import Form, Question
    from forms.given_files import Refusal
    from forms.intake import Taken
    from forms.web.posted import Posted


async def show_question(request: web.Request) -> web.Response:
    """GET /conversation/N: the question with its present answer. Changes nothing."""
    held = await find_held_here(request)
    question = _find_question(request, held.form) if held else None
    if held is None or question is None or not views.is_asked(held.form, held.state, question):
        return go(places.CONVERSATION)
    return views.show_question(request, held.form, held.state, question)


async def answer_question(request: web.Request) -> web.Response:
    """POST /conversation/N: an answer, perhaps with files, 'Skip', 'Stop for now' or 'That is all'."""
    if request.content_type != UPLOAD_TYPE:
        return await _take_posted(request, await read_posted(request))
    held = await find_held_here(request)
    ticket = find_ticket(request)
    if ticket is None or held is None or not _takes_files(request, held.form):
        raise web.HTTPUnsupportedMediaType
    async with request.app[GATE].admit(ticket.owner(request.app[PARTS].keys).hash):
        return await _take_posted(request, await read_uploaded(request))


def _takes_files(request: web.Request, form: Form) -> bool:
    """Tell whether the page takes files, at either length: which it is stands in what comes."""
    asked = (_find_question(request, each) for each in (form, form.in_a_minute) if each)
    return any(question.takes for question in asked if question)


async def _take_posted(request: web.Request, posted: Posted) -> web.Response:
    parts = request.app[PARTS]
    held = await find_held(parts, posted.ticket)
    if held is None:
        raise ProblemError(Problem(ProblemCode.NO_CONVERSATION))
    shown = _find_shown(held.form, first(posted.fields, "form"))
    question = _find_question(request, shown) if shown else None
    if held.receipt or question is None:
        return go(places.CONVERSATION)
    files, refusal = await remake_files(parts, posted)
    moves = list_moves(question, posted, tuple(file.given for file in files), refused=refusal is not None)
    taken = await take(parts, posted.ticket, *moves, files=files)
    return _answer(request, question, posted, taken, refusal)


def _find_shown(form: Form, named: str) -> Form | None:
    """Return the form whose page this was: the one held, or the same cut to a minute, from before.

    Its numbers are its own: what was written there still goes to the question that it was written to.
    """
    lengths = (form, form.in_a_minute)
    return next((each for each in lengths if each and named in {"", each.name_on_page}), None)


def _find_question(request: web.Request, form: Form) -> Question | None:
    found = places.find_numbered(form, int(request.match_info["number"]))
    return None if found is None or found.kind is Kind.NOTE else found


def _answer(
    request: web.Request, question: Question, posted: Posted, taken: Taken, refusal: Refusal | None
) -> web.Response:
    said = taken.outbound[0]
    if not isinstance(said, Explain):
        if fault := _find_file_fault(posted, refusal):
            return views.show_question(request, taken.form, taken.state, question, fault=fault)
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


def _find_file_fault(posted: Posted, refusal: Refusal | None) -> str:
    """Say why a file is not there; the page shows the words beside it, which are kept."""
    if refusal:
        return explain_file(refusal)
    return gettext(CHOOSE_FILE) if posted.act == "add" and not posted.files else ""
