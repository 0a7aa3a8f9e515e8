"""The pages where people code: how far they are, and one answer after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from admin.accounts.roles import Role
from admin.console.access import About
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.scope import own_children
from admin.console.staff import STAFF, find_reach
from admin.console.voice.reader import find_who
from admin.themes.agreement import compare
from admin.themes.answers import Answers, Place, Progress
from admin.themes.book import NAMES, Circle, read_book
from admin.themes.coding import Coded, CodeUnit, UncodeUnit, give_keys
from admin.themes.learned import ENOUGH, list_stems, sum_up
from admin.themes.learning import LEARNED
from admin.themes.may_read import Coder
from admin.themes.second_looks import read_pairs
from admin.voice.words import name_audience
from forms.audit import Done
from forms.keys import TamperedError
from forms.london import LONDON
from forms.records import Response
from forms.responses import read_answer
from forms.web.given import first, read_number
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.themes.answers import Answer
    from admin.themes.book import Book, Entry
    from forms.web.given import Fields

THEMES = "/console/themes"
CODE = f"{THEMES}/code"
OPEN, SAVE, UNDO = "theme.open_answer", "theme.code", "theme.uncode"
"""What is written down. That somebody opened an answer to code it does not count as having read it."""
BETWEEN = "/"
"""Parts a response from a question where a field names an answer."""


async def show_progress(request: web.Request) -> web.Response:
    """GET /console/themes: how much is coded of what this person may read. No words."""
    parts = request.app[PARTS]
    answers, seconds = (find_answers(request, is_second=is_second) for is_second in (False, True))
    is_manager = find_reach(request) is None
    book = await read_book(parts.store)
    left_out = await answers.count_left_out() if is_manager else (0, 0)
    return show(
        request,
        "themes.html",
        "Themes",
        names=NAMES,
        progress=await answers.count(),
        again=await seconds.count(),
        left_out=left_out,
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
    turn = _Turn(Circle(first(fields, "circle")), first(fields, "look") == "second", fields)
    answers = find_answers(request, is_second=turn.is_second)
    if first(fields, "act") == "undo":
        back = await _take_back(request, answers, turn)
        found = back or await answers.find_next(turn.circle)
        return await _show_answer(request, turn, found, None, turn.count(-1 if back else 0))
    done = await _keep(request, answers, turn)
    found = await answers.find_next(turn.circle, _read_place(first(fields, "answer")))
    return await _show_answer(request, turn, found, done, turn.count(1 if done else 0))


@dataclass(frozen=True, slots=True)
class _Turn:
    """What was pressed: in whose answers, at which look."""

    circle: Circle
    is_second: bool
    fields: Fields

    def count(self, more: int) -> Progress | None:
        """Say how far it is now, by what the page before said: counting all anew is for the first page.

        None: there was no page before.
        """
        coded, of = (read_number(first(self.fields, name)) for name in ("coded", "of"))
        if coded is None or of is None:
            return None
        return Progress(max(0, min(coded + more, of)), of)


async def _keep(request: web.Request, answers: Answers, turn: _Turn) -> Answer | None:
    """Keep the themes that were ticked, of those offered; return the answer that can be taken back."""
    act, place = first(turn.fields, "act"), _read_place(first(turn.fields, "answer"))
    answer = await answers.find(place.response_id, place.question_key) if place else None
    if answer is None or answer.is_coded or act not in {"save", "nothing"}:
        return None
    book = await read_book(request.app[PARTS].store)
    offered = {entry.key for entry in book.list_asked(answer.circles)}
    themes = offered.intersection(turn.fields.get("theme", ())) if act == "save" else ()
    by = request[STAFF].account_id
    coded = Coded(answer.response_id, answer.question_key, frozenset(themes), by, is_second=turn.is_second)
    unit = CodeUnit(coded, request.app[PARTS].clock())
    done = await _say(request, SAVE, answer)
    return answer if await request.app[RECORD].write(request, done, unit) else None


async def _take_back(request: web.Request, answers: Answers, turn: _Turn) -> Answer | None:
    """Take back what this person coded last; return it, to be coded again. None: it is gone."""
    place = _read_place(first(turn.fields, "before"))
    answer = await answers.find(place.response_id, place.question_key) if place else None
    if answer is None:
        return None
    by = request[STAFF].account_id
    unit = UncodeUnit(answer.response_id, answer.question_key, by, turn.is_second)
    done = await _say(request, UNDO, answer)
    await request.app[RECORD].write(request, done, unit)
    return answer


async def _show_answer(
    request: web.Request,
    turn: _Turn,
    answer: Answer | None,
    before: Answer | None,
    progress: Progress | None,
) -> web.Response:
    """Open an answer and show it, with the themes it can be coded with; or say that there is none left."""
    if progress is None or answer is None:
        progress = (await find_answers(request, is_second=turn.is_second).count())[turn.circle]
    shared: dict[str, Any] = {
        "circle": turn.circle,
        "names": NAMES,
        "is_second": turn.is_second,
        "progress": progress,
    }
    shared |= {"before": before, "between": BETWEEN}
    words = await _open(request, answer) if answer else None
    if answer is None or words is None:
        return show(request, "themes_done.html", "Themes", **shared)
    book = await read_book(request.app[PARTS].store)
    entries = book.list_asked(answer.circles)
    question = answer.form.find_question(answer.question_key)
    return show(
        request,
        "themes_code.html",
        "Code an answer",
        **shared,
        answer=answer,
        asked=question.label if question else answer.question_key,
        audience=name_audience(answer.row["audience"]),
        words=words,
        entries=entries,
        keys=give_keys(entry.key for entry in entries),
        suggested=_suggest(request, turn, words, entries),
    )


def _suggest(request: web.Request, turn: _Turn, words: str, entries: list[Entry]) -> list[str]:
    """Suggest themes; none at a second look, which would not be a look of its own then."""
    lesson = request.app[LEARNED].find(request.app[PARTS].clock())
    if lesson is None or turn.is_second:
        return []
    return lesson.model.suggest(list_stems(words), [entry.key for entry in entries])


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


def _read_place(written: str) -> Place | None:
    response_id, _, question_key = written.partition(BETWEEN)
    return Place(response_id, question_key) if response_id and question_key else None
