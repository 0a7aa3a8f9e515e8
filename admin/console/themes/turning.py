"""One press on the page where people code: how an answer was coded is kept, and the next one opened.

The queue says what there is to code, and what is written down of each thing that is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from admin.console.themes.showing import Shown, Turn, show_answer
from admin.themes.book import Circle, read_book
from forms.keys import TamperedError
from forms.responses import read_answer
from forms.web.given import first
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.themes.answers import Answer, Answers
    from admin.themes.nameless import NamelessAnswers
    from forms.units import Row
    from forms.web.given import Fields

THEMES = "/console/themes"
OPEN = "theme.open_answer"
"""What is written down. That somebody opened an answer to code it does not count as having read it."""
KEEPS = frozenset({"save", "nothing"})
"""What is pressed to keep how an answer was coded."""


class Queue(Protocol):
    """Answers to be coded by whoever is signed in."""

    @property
    def answers(self) -> Answers | NamelessAnswers:
        """Where they are."""
        ...

    async def keep(self, answer: Answer, themes: frozenset[str]) -> bool:
        """Keep how one was coded; False: it is gone, or was coded meanwhile. Raises StoreUnavailableError."""
        ...

    async def take_back(self, answer: Answer) -> None:
        """Take back how one was coded. Raises StoreUnavailableError."""
        ...

    async def open(self, answer: Answer) -> str | None:
        """Open one, once that is on record; None: it is gone meanwhile. Raises StoreUnavailableError."""
        ...


def read_turn(fields: Fields, address: str, reads: str, *, is_second: bool = False) -> Turn | None:
    """Read what was pressed; None: in answers of nobody."""
    circle = first(fields, "circle")
    return Turn(Circle(circle), fields, address, reads, is_second) if circle in set(Circle) else None


async def take_turn(request: web.Request, turn: Turn, queue: Queue) -> web.Response:
    """Do what was pressed, open the answer that comes next, and show it; or say that there is none left."""
    if turn.act == "undo":
        before, back = None, await _take_back(turn, queue)
        answer = back or await queue.answers.find_next(turn.circle)
        progress = turn.count(-1 if back else 0)
    else:
        before = await _keep(turn, queue)
        answer = await queue.answers.find_next(turn.circle, turn.find_place("answer"))
        progress = turn.count(1 if before else 0)
    if progress is None or answer is None:
        progress = (await queue.answers.count())[turn.circle]
    words = await queue.open(answer) if answer else None
    return await show_answer(request, turn, Shown(answer, words, before, progress))


async def _keep(turn: Turn, queue: Queue) -> Answer | None:
    """Keep the themes that were ticked; return the answer that can be taken back."""
    answer = await _find(turn, queue, "answer")
    if answer is None or answer.is_coded or turn.act not in KEEPS:
        return None
    book = await read_book(queue.answers.store)
    return answer if await queue.keep(answer, turn.choose(book.list_asked(answer.circles))) else None


async def _take_back(turn: Turn, queue: Queue) -> Answer | None:
    """Take back how the last one was coded; return it, to be coded again. None: it is gone."""
    answer = await _find(turn, queue, "before")
    if answer is not None:
        await queue.take_back(answer)
    return answer


async def _find(turn: Turn, queue: Queue, field: str) -> Answer | None:
    place = turn.find_place(field)
    return await queue.answers.find(place) if place else None


def read_words(request: web.Request, answer: Answer, response: Row | None) -> str | None:
    """Read an answer with the key of what it came with; None if that is gone, or the key is another one."""
    if response is None or not response["sealed_key"]:
        return None
    try:
        return read_answer(request.app[PARTS].keys.open_data_key(response["sealed_key"]), answer.row)
    except TamperedError:
        return None
