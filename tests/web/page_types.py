"""Every type of page there is, in one table, and how the walks tell which of them they reached.

The table is compared with the templates, the routes and the looks of the forms: a type that is not in it, and
a cell of it that no walk reaches, fails tests/web/test_axe.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from forms.definition import Form, Kind, Question
from forms.looks import choose_look, is_simple
from forms.web.controls import build_control
from forms.web.pages import PAGES, TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.async_api import Page

    from forms.library import Library
    from tests.web.house import House


class Seen(Enum):
    """In which looks a type of page is looked at."""

    EACH_LOOK = "in each"
    ONCE = "in one that has it: it is made of the same parts"


TEMPLATES_SEEN = {
    "door.html": Seen.ONCE,
    "refused.html": Seen.ONCE,
    "unsaved.html": Seen.ONCE,
    "privacy.html": Seen.ONCE,
    "help.html": Seen.ONCE,
    "heard.html": Seen.ONCE,
    "heard_ages.html": Seen.ONCE,
    "alone.html": Seen.ONCE,
    "last_time.html": Seen.ONCE,
    "messages.html": Seen.ONCE,
    "maybe_sent.html": Seen.ONCE,
    "kept.html": Seen.ONCE,
    "introduction.html": Seen.EACH_LOOK,
    "question.html": Seen.EACH_LOOK,
    "whole.html": Seen.EACH_LOOK,
    "check.html": Seen.EACH_LOOK,
    "sent.html": Seen.EACH_LOOK,
    "stopped.html": Seen.EACH_LOOK,
    "deletion.html": Seen.EACH_LOOK,
    "whose.html": Seen.EACH_LOOK,
    "mine.html": Seen.EACH_LOOK,
    "help_asked.html": Seen.EACH_LOOK,
}
"""The types of page, by the template that makes them."""
ROUTES_SEEN = {
    "door": "door.html",
    "link": "introduction.html",
    "placement": "introduction.html",
    "introduction": "introduction.html",
    "question": "question.html",
    "check": "check.html",
    "sent": "sent.html",
    "stopped": "stopped.html",
    "whole": "whole.html",
    "whose": "whose.html",
    "alone": "alone.html",
    "last-time": "last_time.html",
    "messages": "messages.html",
    "delete": "deletion.html",
    "mine": "mine.html",
    "kept": "kept.html",
    "heard": "heard.html",
    "heard-ages": "heard_ages.html",
    "help": "help.html",
    "help-asked": "help_asked.html",
    "privacy": "privacy.html",
}
"""What an address shows; `NO_PAGES` show nothing to anybody."""
NO_PAGES = {"ahead", "worker", "alive", "ready", "file", "sound", "language"}
CONTROLS = (
    *("faces", "scale", "one", "several", "words", "file"),
    *("ranking", "date", "number"),
)
"""How a question can be answered: a council's own form may have each of them in every look."""
LOOKS = {
    "look-little": "have_your_say_4_7",
    "look-little simple": "have_your_say_4_7_simple",
    "look-middle": "have_your_say_8_11",
    "look-middle simple": "have_your_say_8_11_simple",
    "look-older": "have_your_say_12_17",
    "look-older simple": "have_your_say_12_17_simple",
    "look-adult": "feedback_carer",
    "look-adult simple": "feedback_carer_simple",
}
"""A shipped form of each look, whose words those of every kind of question are taken from."""


class Cell(NamedTuple):
    """One cell of the table: what was shown, in which look, with what to answer by; in a chat or not."""

    template: str
    look: str = ""
    control: str = ""
    is_chat: bool = False


def name_look(form: Form) -> str:
    """Return a look as the page names it."""
    return f"look-{choose_look(form)}{' simple' if is_simple(form) else ''}"


def list_page_templates() -> set[str]:
    """List the templates that are whole pages."""
    pages = TEMPLATES.glob("*.html")
    return {page.name for page in pages if '{% extends "base.html" %}' in page.read_text(encoding="utf-8")}


def list_cells(look: str, *, has_chat: bool) -> set[Cell]:
    """List what there is to look at in one look."""
    shown = {Cell(template, look) for template, seen in TEMPLATES_SEEN.items() if seen is Seen.EACH_LOOK}
    questions = {Cell("question.html", look, control) for control in CONTROLS}
    chat = {Cell("question.html", look, control, is_chat=True) for control in CONTROLS} if has_chat else set()
    return (shown - {Cell("question.html", look)}) | questions | chat


def dress(form: Form) -> Form:
    """Return a form with every kind of question in this one's look and words: they are translated."""
    shown = {build_control(row, {}).look: row for row in reversed(form.asked)}
    made = {
        "several": _become(shown["one"], Kind.SELECT_MULTIPLE),
        "scale": _become(shown["faces"], Kind.RANGE, low=0, high=10),
        "ranking": _become(shown["one"], Kind.RANK, appearance=shown["one"].appearance),
        "date": _become(shown["words"], Kind.DATE),
        "number": _become(shown["words"], Kind.INTEGER),
        "file": _become(shown["words"], Kind.IMAGE),
        "sound": _become(shown["words"], Kind.AUDIO),
    }
    by_control = {**made, **shown}
    asked = [
        replace(row, key=row.key if control in shown else control, relevant=(), constraint=None)
        for control, row in sorted(by_control.items(), key=lambda item: item[0] not in {"faces", "words"})
    ]
    notes = [row for row in form.questions if row.kind is Kind.NOTE and not row.relevant]
    key = f"{form.key}_of_every_kind"
    minute = (asked[0].key, asked[1].key) if form.minute else ()
    return replace(form, key=key, questions=(*notes[:1], *asked), minute=minute, look=choose_look(form))


def _become(row: Question, kind: Kind, **changed: Any) -> Question:
    return replace(row, **{"kind": kind, "appearance": "", "alert": None, **changed})


def add_dressed(library: Library) -> None:
    """Put the form of every kind of question beside the shipped ones, in each look."""
    for key in LOOKS.values():
        form = dress(library.current(key))
        library._current[form.key] = form
        library._versions[form.key, form.version] = (form, "")


@dataclass(frozen=True)
class _Marked:
    """A template whose page says in a comment behind it what made it."""

    template: Any
    name: str

    def render(self, *given: Any, **values: Any) -> str:
        return f"{self.template.render(*given, **values)}<!--made of {self.name}-->"


def mark_pages(house: House) -> None:
    """Let every page say which template made it."""
    pages, whole = house.part(PAGES), list_page_templates()
    find = pages.get_template

    def find_marked(name: str, parent: str | None = None, globals: Any = None) -> Any:  # noqa: A002 - jinja's
        found = find(name, parent, globals)
        return _Marked(found, name) if parent is None and name in whole else found

    pages.get_template = find_marked


MADE_OF = """[...document.childNodes].filter(node => node.nodeType === 8)
    .map(node => node.data.replace('made of ', '')).pop() || ''"""
CONTROL = """() => {
    const form = document.querySelector('#now form');
    if (!form) return '';
    const group = form.querySelector(':scope > fieldset');
    if (group) return group.classList[0];
    if (form.querySelector('textarea')) return 'words';
    return form.querySelector('input[inputmode=numeric]') ? 'number' : 'file';
}"""


async def read_cells(page: Page) -> Iterator[Cell]:
    """Tell which cells of the table the page that is open fills: that of its look, and that of any."""
    template, look = await page.evaluate(MADE_OF), await page.evaluate("document.documentElement.className")
    look = look.replace("scripted", "").strip()
    control = await page.evaluate(CONTROL)
    is_chat = await page.evaluate("document.body.classList.contains('chat')")
    return iter((Cell(template), Cell(template, look, control, is_chat)))
