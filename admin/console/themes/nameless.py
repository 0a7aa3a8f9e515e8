"""The page where a manager codes answers without a name: one after the other, none of them named on record.

That one was opened is written down, with its form and week. How it was coded is not: the moment at which
somebody coded would stand in one transaction with the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.themes.turning import OPEN, THEMES, read_turn, read_words, take_turn
from admin.themes.nameless import CodeNamelessUnit, NamelessAnswers, UncodeNamelessUnit, say_opened
from forms.audit import Done
from forms.opening import FindUnit
from forms.records import AnonymousResponse
from forms.units import Key
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.themes.answers import Answer

CODE = f"{THEMES}/nameless"
READ = "/console/feedback/anonymous"


async def ask_code(request: web.Request) -> web.Response:
    """GET /console/themes/nameless: nothing is opened by an address alone."""
    del request
    return go(THEMES)


async def code(request: web.Request) -> web.Response:
    """POST /console/themes/nameless: keep how one answer was coded, and open the next."""
    turn = read_turn(await read_desk_form(request), CODE, READ)
    if turn is None:
        return go(THEMES)
    parts = request.app[PARTS]
    answers = NamelessAnswers(parts.store, parts.library, parts.clock())
    return await take_turn(request, turn, NamelessQueue(request, answers))


@dataclass(frozen=True, slots=True)
class NamelessQueue:
    """What a manager codes of answers without a name."""

    request: web.Request
    answers: NamelessAnswers

    async def keep(self, answer: Answer, themes: frozenset[str]) -> bool:
        """Keep how one was coded, without a record of it."""
        return await self.answers.store.write(CodeNamelessUnit(answer.place, themes, self.answers.now))

    async def take_back(self, answer: Answer) -> None:
        """Take it back, without a record of it."""
        await self.answers.store.write(UncodeNamelessUnit(answer.place))

    async def open(self, answer: Answer) -> str | None:
        """Open one, once it is on record that one of its form and week was; None if it is gone meanwhile."""
        done = Done(OPEN, Role.MANAGER, say_opened(answer))
        unit = FindUnit(Key(AnonymousResponse, "id", answer.response_id))
        return read_words(
            self.request, answer, await self.request.app[RECORD].write(self.request, done, unit)
        )
