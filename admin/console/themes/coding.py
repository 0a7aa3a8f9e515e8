"""The pages where people code: how far they are, and one answer after the other."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from admin.accounts.roles import Role
from admin.console.access import About
from admin.console.kept import find_lately
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.scope import own_children
from admin.console.staff import STAFF, find_reach
from admin.console.themes.turning import OPEN, THEMES, read_turn, read_words, take_turn
from admin.console.voice.reader import find_who
from admin.sent import count_sent
from admin.themes.agreement import compare
from admin.themes.answers import Answers
from admin.themes.book import NAMES, read_book
from admin.themes.coding import Coded, CodeUnit, UncodeUnit
from admin.themes.learned import ENOUGH, sum_up
from admin.themes.learning import LEARNED
from admin.themes.may_read import Coder
from admin.themes.nameless import NamelessAnswers
from admin.themes.second_looks import read_pairs
from forms.audit import Done
from forms.london import LONDON
from forms.records import Response
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.console.kept import Shelf
    from admin.themes.answers import Answer, Progress
    from admin.themes.book import Book, Circle
    from forms.units import Row, Unit

CODE = f"{THEMES}/code"
MOST_FOUND = 100


@dataclass(frozen=True, slots=True)
class Found:
    """How many answers in words there are to code, by form; and how many are left to their reader.

    `sent`: how much had been sent by then, of everybody.
    """

    sent: int
    by_form: Mapping[str, int]
    left_out: int


FOUND: web.AppKey[Shelf[Found]] = web.AppKey("answers found to code")
SAVE, UNDO = "theme.code", "theme.uncode"
READ = "/console/read"


async def show_progress(request: web.Request) -> web.Response:
    """GET /console/themes: how much is coded of what this person may read. No words."""
    parts = request.app[PARTS]
    answers, seconds = (find_answers(request, is_second=is_second) for is_second in (False, True))
    is_manager = find_reach(request) is None
    book, sent = await asyncio.gather(read_book(parts.store), count_sent(parts.store))
    coded, again, nameless, pairs = await asyncio.gather(
        answers.count_coded(),
        _count_again(request, seconds),
        _count_nameless(request),
        read_pairs(parts.store, parts.library, book),
    )
    found = await _find_found(request, answers, sent)  # last: it may go on for seconds, and slow the others
    return show(
        request,
        "themes.html",
        "Themes",
        names=NAMES,
        progress=answers.sum_up(coded, found.by_form if found else {}),
        is_counted=found is not None,
        is_old=found is not None and found.sent != sent,
        again=again,
        left_out=found.left_out if found else 0,
        nameless=nameless[0],
        mixed=nameless[1],
        agreement=compare(pairs),
        is_manager=is_manager,
        **_say_learned(request, book),
    )


async def _find_found(request: web.Request, answers: Answers, sent: int) -> Found | None:
    """Find how much there is to code: counted lately, and anew once more was sent. Coding leaves it.

    Where counting takes longer than a page waits, what was known before; None if nothing was.
    """
    is_manager = find_reach(request) is None

    async def count() -> Found:
        left_out = await answers.count_left_out() if is_manager else 0
        return Found(sent, await answers.count_found(), left_out)

    key = (answers.coder.account_id, answers.coder.iro_ref, is_manager)
    now = request.app[PARTS].clock()
    held = await request.app[FOUND].find_or_older(key, now, count, lambda found: found.sent == sent)
    return held.thing if held else None


async def _count_nameless(request: web.Request) -> tuple[Mapping[Circle, Progress], int]:
    """Count what came without a name: how far it is coded, and how much is not to be coded yet."""
    if find_reach(request) is not None:
        return {}, 0
    parts = request.app[PARTS]
    nameless = NamelessAnswers(parts.store, parts.library, parts.clock())
    progress, mixed = await asyncio.gather(nameless.count(), nameless.count_waiting())
    return progress, mixed


async def _count_again(request: web.Request, seconds: Answers) -> dict[Circle, Progress]:
    """Count what colleagues coded and what of it was coded again, unless nobody did anything since."""
    coder = seconds.coder
    key = ("second looks", coder.account_id, coder.iro_ref, coder.is_manager)
    return await find_lately(request, key, seconds.count)


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
    turn = read_turn(fields, CODE, READ, is_second=first(fields, "look") == "second")
    if turn is None:
        return go(THEMES)
    answers = find_answers(request, is_second=turn.is_second)
    return await take_turn(request, turn, NamedQueue(request, answers))


@dataclass(frozen=True, slots=True)
class NamedQueue:
    """What somebody codes of answers that have a name."""

    request: web.Request
    answers: Answers

    async def keep(self, answer: Answer, themes: frozenset[str]) -> bool:
        """Keep how one was coded, on record."""
        by, is_second = self.request[STAFF].account_id, self.answers.is_second
        coded = Coded(answer.response_id, answer.question_key, themes, by, is_second=is_second)
        return await self._write(SAVE, answer, CodeUnit(coded, self.request.app[PARTS].clock()))

    async def take_back(self, answer: Answer) -> None:
        """Take back what this person coded, on record."""
        by, is_second = self.request[STAFF].account_id, self.answers.is_second
        await self._write(UNDO, answer, UncodeUnit(answer.response_id, answer.question_key, by, is_second))

    async def open(self, answer: Answer) -> str | None:
        """Open one, once it is on record; None if it is gone meanwhile."""
        done = await self._say(OPEN, answer)
        row: Row | None = await self.request.app[RECORD].open(self.request, Response, done)
        return read_words(self.request, answer, row)

    async def _write(self, action: str, answer: Answer, unit: Unit[bool]) -> bool:
        return await self.request.app[RECORD].write(self.request, await self._say(action, answer), unit)

    async def _say(self, action: str, answer: Answer) -> Done:
        """Say what is done to an answer, and as whom: as the person it is for, or as the manager."""
        who = await find_who(self.request, About.RESPONSE, answer.response_id)
        return Done(action, who, answer.response_id, answer.question_key)


def find_answers(request: web.Request, *, is_second: bool) -> Answers:
    """Return what whoever is signed in may code. Leave cover does not: those words were for somebody else."""
    parts, staff = request.app[PARTS], request[STAFF]
    is_iro = Role.IRO in staff.roles and bool(staff.iro_ref)
    children = own_children([staff.iro_ref]) if is_iro else None
    coder = Coder(staff.account_id, staff.iro_ref, find_reach(request) is None, children)
    return Answers(parts.store, parts.library, coder, is_second)
