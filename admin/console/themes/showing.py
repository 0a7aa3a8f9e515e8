"""One answer on the page where people code, with the themes it can be coded with; or that none is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from admin.console.pages import show
from admin.themes.answers import Place, Progress
from admin.themes.book import NAMES, read_book
from admin.themes.coding import give_keys
from admin.themes.learned import list_stems
from admin.themes.learning import LEARNED
from admin.voice.words import name_audience
from forms.web.given import first, read_number
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.themes.answers import Answer
    from admin.themes.book import Circle, Entry
    from forms.web.given import Fields

BETWEEN = "/"
"""Parts a response from a question where a field names an answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was pressed: in whose answers, at which look, on the page of which address.

    `reads` is where all of a response is read.
    """

    circle: Circle
    fields: Fields
    address: str
    reads: str
    is_second: bool = False

    @property
    def act(self) -> str:
        """What was pressed."""
        return first(self.fields, "act")

    def find_place(self, name: str) -> Place | None:
        """Return the answer that a field names: this one, or the one before."""
        response_id, _, question_key = first(self.fields, name).partition(BETWEEN)
        return Place(response_id, question_key) if response_id and question_key else None

    def choose(self, entries: list[Entry]) -> frozenset[str]:
        """Return the themes that were ticked, of those offered."""
        offered = {entry.key for entry in entries}
        return frozenset(offered.intersection(self.fields.get("theme", ())) if self.act == "save" else ())

    def count(self, more: int) -> Progress | None:
        """Say how far it is now, by what the page before said: counting all anew is for the first page.

        None: there was no page before.
        """
        coded, of = (read_number(first(self.fields, name)) for name in ("coded", "of"))
        if coded is None or of is None:
            return None
        return Progress(max(0, min(coded + more, of)), of)


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer that was opened, and how far it is. `before`: the one that can be taken back."""

    answer: Answer | None
    words: str | None
    before: Answer | None
    progress: Progress


async def show_answer(request: web.Request, turn: Turn, shown: Shown) -> web.Response:
    """Show an answer; or say that there is none left."""
    answer, words = shown.answer, shown.words
    shared: dict[str, Any] = {
        "turn": turn,
        "names": NAMES,
        "between": BETWEEN,
        "before": shown.before,
        "progress": shown.progress,
    }
    if answer is None or words is None:
        return show(request, "themes_done.html", "Themes", **shared)
    entries = (await read_book(request.app[PARTS].store)).list_asked(answer.circles)
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


def _suggest(request: web.Request, turn: Turn, words: str, entries: list[Entry]) -> list[str]:
    """Suggest themes; none at a second look, which would not be a look of its own then."""
    lesson = request.app[LEARNED].find(request.app[PARTS].clock())
    if lesson is None or turn.is_second:
        return []
    return lesson.model.suggest(list_stems(words), [entry.key for entry in entries])
