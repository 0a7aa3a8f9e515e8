"""The page where a manager codes answers without a name: one after the other, none of them named on record.

That one was opened is written down, with its form and week. How it was coded is not: the moment at which
somebody coded would stand in one transaction with the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.themes.coding import KEEPS, OPEN, THEMES
from admin.console.themes.showing import Shown, Turn, show_answer
from admin.themes.book import Circle, read_book
from admin.themes.nameless import CodeNamelessUnit, NamelessAnswers, UncodeNamelessUnit
from forms.audit import Done
from forms.keys import TamperedError
from forms.opening import FindUnit
from forms.records import AnonymousResponse
from forms.responses import read_answer
from forms.units import Key
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.themes.answers import Progress
    from admin.themes.nameless import NamelessAnswer

CODE = f"{THEMES}/nameless"
READ = "/console/feedback/anonymous"


async def ask_code(request: web.Request) -> web.Response:
    """GET /console/themes/nameless: nothing is opened by an address alone."""
    del request
    return go(THEMES)


async def code(request: web.Request) -> web.Response:
    """POST /console/themes/nameless: keep how one answer was coded, and open the next."""
    fields = await read_desk_form(request)
    if first(fields, "circle") not in set(Circle):
        return go(THEMES)
    turn = Turn(Circle(first(fields, "circle")), fields, CODE, READ)
    answers = _find_answers(request)
    if turn.act == "undo":
        back = await _take_back(answers, turn)
        found = back or await answers.find_next(turn.circle)
        return await _show(request, turn, found, None, turn.count(-1 if back else 0))
    done = await _keep(answers, turn)
    found = await answers.find_next(turn.circle, turn.find_place("answer"))
    return await _show(request, turn, found, done, turn.count(1 if done else 0))


def _find_answers(request: web.Request) -> NamelessAnswers:
    parts = request.app[PARTS]
    return NamelessAnswers(parts.store, parts.library, parts.clock())


async def _keep(answers: NamelessAnswers, turn: Turn) -> NamelessAnswer | None:
    """Keep the themes that were ticked; return the answer that can be taken back."""
    place = turn.find_place("answer")
    answer = await answers.find(place) if place else None
    if place is None or answer is None or answer.is_coded or turn.act not in KEEPS:
        return None
    themes = turn.choose((await read_book(answers.store)).list_asked(answer.circles))
    return answer if await answers.store.write(CodeNamelessUnit(place, themes, answers.now)) else None


async def _take_back(answers: NamelessAnswers, turn: Turn) -> NamelessAnswer | None:
    """Take back how the last one was coded; return it, to be coded again. None: it is gone."""
    place = turn.find_place("before")
    answer = await answers.find(place) if place else None
    if place is None or answer is None:
        return None
    await answers.store.write(UncodeNamelessUnit(place))
    return answer


async def _show(
    request: web.Request,
    turn: Turn,
    answer: NamelessAnswer | None,
    before: NamelessAnswer | None,
    progress: Progress | None,
) -> web.Response:
    """Open an answer and show it; or say that there is none left."""
    if progress is None or answer is None:
        progress = (await _find_answers(request).count())[turn.circle]
    words = await _open(request, answer) if answer else None
    return await show_answer(request, turn, Shown(answer, words, before, progress))


async def _open(request: web.Request, answer: NamelessAnswer) -> str | None:
    """Open one, once it is on record that one of its form and week was; None if it is gone meanwhile."""
    done = Done(OPEN, Role.MANAGER, answer.on_record)
    unit = FindUnit(Key(AnonymousResponse, "id", answer.response_id))
    row = await request.app[RECORD].write(request, done, unit)
    if row is None or not row["sealed_key"]:
        return None
    try:
        return read_answer(request.app[PARTS].keys.open_data_key(row["sealed_key"]), answer.row)
    except TamperedError:
        return None
