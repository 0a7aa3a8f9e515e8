"""The pages where people code: how far they are, and one answer after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.accounts.roles import Role
from admin.console.access import About
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.scope import own_children
from admin.console.staff import STAFF, find_reach
from admin.console.themes.showing import Shown, Turn, show_answer
from admin.console.voice.reader import find_who
from admin.themes.agreement import compare
from admin.themes.answers import Answers
from admin.themes.book import NAMES, Circle, read_book
from admin.themes.coding import Coded, CodeUnit, UncodeUnit
from admin.themes.learned import ENOUGH, sum_up
from admin.themes.learning import LEARNED
from admin.themes.may_read import Coder
from admin.themes.nameless import NamelessAnswers
from admin.themes.second_looks import read_pairs
from forms.audit import Done
from forms.keys import TamperedError
from forms.london import LONDON
from forms.records import Response
from forms.responses import read_answer
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.themes.answers import Answer, Progress
    from admin.themes.book import Book

THEMES = "/console/themes"
CODE = f"{THEMES}/code"
OPEN, SAVE, UNDO = "theme.open_answer", "theme.code", "theme.uncode"
"""What is written down. That somebody opened an answer to code it does not count as having read it."""
READ = "/console/read"
KEEPS = frozenset({"save", "nothing"})
"""What is pressed to keep how an answer was coded."""


async def show_progress(request: web.Request) -> web.Response:
    """GET /console/themes: how much is coded of what this person may read. No words."""
    parts = request.app[PARTS]
    answers, seconds = (find_answers(request, is_second=is_second) for is_second in (False, True))
    is_manager = find_reach(request) is None
    book = await read_book(parts.store)
    nameless = NamelessAnswers(parts.store, parts.library, parts.clock())
    return show(
        request,
        "themes.html",
        "Themes",
        names=NAMES,
        progress=await answers.count(),
        again=await seconds.count(),
        left_out=await answers.count_left_out() if is_manager else 0,
        nameless=await nameless.count() if is_manager else {},
        mixed=await nameless.count_waiting() if is_manager else 0,
        agreement=compare(await read_pairs(parts.store, parts.library, book)),
        is_manager=is_manager,
        **_say_learned(request, book),
    )


def _say_learned(request: web.Request, book: Book) -> dict[str, Any]:
    """Say what was learned, how good it is, and of which themes there are too few answers to learn from."""
    lesson = request.app[LEARNED].find(request.app[PARTS].clock())
    known = {quality.theme for quality in lesson.qualities} if lesson else set[str]()
    return {
        "lesson": lesson,
        "learned_at": lesson.at.astimezone(LONDON) if lesson else None,
        "overall": sum_up(lesson.qualities) if lesson else None,
        "book": book,
        "too_few": [entry.title for entry in book.entries if entry.is_asked and entry.key not in known],
        "enough": ENOUGH,
    }


async def ask_code(request: web.Request) -> web.Response:
    """GET /console/themes/code: nothing is opened by an address alone."""
    del request
    return go(THEMES)


async def code(request: web.Request) -> web.Response:
    """POST /console/themes/code: keep how one answer was coded, and open the next. Each is on record."""
    fields = await read_desk_form(request)
    if first(fields, "circle") not in set(Circle):
        return go(THEMES)
    turn = Turn(Circle(first(fields, "circle")), fields, CODE, READ, first(fields, "look") == "second")
    answers = find_answers(request, is_second=turn.is_second)
    if turn.act == "undo":
        back = await _take_back(request, answers, turn)
        found = back or await answers.find_next(turn.circle)
        return await _show(request, turn, found, None, turn.count(-1 if back else 0))
    done = await _keep(request, answers, turn)
    found = await answers.find_next(turn.circle, turn.find_place("answer"))
    return await _show(request, turn, found, done, turn.count(1 if done else 0))


async def _keep(request: web.Request, answers: Answers, turn: Turn) -> Answer | None:
    """Keep the themes that were ticked; return the answer that can be taken back."""
    place = turn.find_place("answer")
    answer = await answers.find(place.response_id, place.question_key) if place else None
    if answer is None or answer.is_coded or turn.act not in KEEPS:
        return None
    book = await read_book(request.app[PARTS].store)
    themes, by = turn.choose(book.list_asked(answer.circles)), request[STAFF].account_id
    coded = Coded(answer.response_id, answer.question_key, themes, by, is_second=turn.is_second)
    unit = CodeUnit(coded, request.app[PARTS].clock())
    done = await _say(request, SAVE, answer)
    return answer if await request.app[RECORD].write(request, done, unit) else None


async def _take_back(request: web.Request, answers: Answers, turn: Turn) -> Answer | None:
    """Take back what this person coded last; return it, to be coded again. None: it is gone."""
    place = turn.find_place("before")
    answer = await answers.find(place.response_id, place.question_key) if place else None
    if answer is None:
        return None
    by = request[STAFF].account_id
    unit = UncodeUnit(answer.response_id, answer.question_key, by, turn.is_second)
    done = await _say(request, UNDO, answer)
    await request.app[RECORD].write(request, done, unit)
    return answer


async def _show(
    request: web.Request, turn: Turn, answer: Answer | None, before: Answer | None, progress: Progress | None
) -> web.Response:
    """Open an answer and show it; or say that there is none left."""
    if progress is None or answer is None:
        progress = (await find_answers(request, is_second=turn.is_second).count())[turn.circle]
    words = await _open(request, answer) if answer else None
    return await show_answer(request, turn, Shown(answer, words, before, progress))


async def _open(request: web.Request, answer: Answer) -> str | None:
    """Open one answer, once it is on record; None if it is gone meanwhile."""
    done = await _say(request, OPEN, answer)
    row: Any = await request.app[RECORD].open(request, Response, done)
    if row is None:
        return None
    try:
        return read_answer(request.app[PARTS].keys.open_data_key(row["sealed_key"]), answer.row)
    except TamperedError:
        return None


def find_answers(request: web.Request, *, is_second: bool) -> Answers:
    """Return what whoever is signed in may code. Leave cover does not: those words were for somebody else."""
    parts, staff = request.app[PARTS], request[STAFF]
    is_iro = Role.IRO in staff.roles and bool(staff.iro_ref)
    children = own_children([staff.iro_ref]) if is_iro else None
    coder = Coder(staff.account_id, staff.iro_ref, find_reach(request) is None, children)
    return Answers(parts.store, parts.library, coder, is_second)


async def _say(request: web.Request, action: str, answer: Answer) -> Done:
    """Say what is done to an answer, and as whom: as the person it is for, or as the manager."""
    who = await find_who(request, About.RESPONSE, answer.response_id)
    return Done(action, who, answer.response_id, answer.question_key)
