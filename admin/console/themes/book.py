"""The pages of the book of themes: what people tell us about, worded and kept by the manager."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from aiohttp import web

from admin.accounts.roles import Role
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.replies.addressed import act_as
from admin.console.staff import STAFF
from admin.themes.book import NAMES, Circle, read_book, read_circles
from admin.themes.changing import KEY, AddThemeUnit, ChangeThemeUnit, Worded, list_targets, make_key
from forms.audit import Done
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.themes.book import Book, Entry
    from forms.units import Unit
    from forms.web.given import Fields

Faults: TypeAlias = tuple[Fault, ...]
BOOK = "/console/themes/book"
NEW = f"{BOOK}/-/new"
THEME = rf"{BOOK}/{{theme:{KEY}}}"
MAX_TITLE, MAX_TEXT = 60, 400
"""Letters: a title stands on a button and in a chart, a description under it."""
NO_TITLE = f"Write a title of at most {MAX_TITLE} letters."
NO_TEXT = f"Write what belongs in it, in at most {MAX_TEXT} letters, with an example."
TOO_LONG = f"Keep it under {MAX_TEXT} letters."
NO_CIRCLE = "Choose whose answers it is for."
SAME_TITLE = "Another theme has this title. Put one into the other, or choose another title."
NO_TARGET = "Choose the theme to put it into."


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of a theme: as it goes on record, and the columns that are set."""

    action: str
    values: Mapping[str, Any]
    reason: str = ""


async def show_book(request: web.Request) -> web.Response:
    """GET /console/themes/book: every theme, as the council words it."""
    book = await read_book(request.app[PARTS].store)
    return show(
        request,
        "themes_book.html",
        "The book of themes",
        book=book,
        names=NAMES,
        may_change=Role.MANAGER in request[STAFF].roles,
    )


async def ask_new(request: web.Request) -> web.Response:
    """GET …/new: room for a theme."""
    return _show_theme(request, await read_book(request.app[PARTS].store), None, {}, ())


async def keep_new(request: web.Request) -> web.Response:
    """POST …/new: add it."""
    fields = await read_desk_form(request)
    book = await read_book(request.app[PARTS].store)
    worded, faults = _read(fields, book, None)
    if faults:
        return _show_theme(request, book, None, fields, faults)
    key = make_key(worded.title, book)
    await _write(request, "theme.add", key, AddThemeUnit(book, key, worded, request.app[PARTS].clock()))
    return go(f"{BOOK}/{key}")


async def show_theme(request: web.Request) -> web.Response:
    """GET …/THEME: its wording, to be changed, and what else may become of it."""
    book, entry = await _find(request)
    return _show_theme(request, book, entry, {}, ())


async def change_theme(request: web.Request) -> web.Response:
    """POST …/THEME: word it otherwise, ask it no more or again, put it into another one or take it out."""
    fields = await read_desk_form(request)
    book, entry = await _find(request)
    changed = _find_change(request, fields, book, entry)
    if isinstance(changed, tuple):
        return _show_theme(request, book, entry, fields, changed)
    unit = ChangeThemeUnit(book, entry.key, changed.values, request.app[PARTS].clock())
    await _write(request, changed.action, entry.key, unit, changed.reason)
    return go(f"{BOOK}/{entry.key}")


def _find_change(request: web.Request, fields: Fields, book: Book, entry: Entry) -> _Change | Faults:
    """Find what to set, and under which name it goes on record. The title that it had is on record too."""
    match first(fields, "act"):
        case "retire":
            return _Change("theme.retire", {"retired_at": request.app[PARTS].clock()})
        case "return":
            return _Change("theme.return", {"retired_at": None, "merged_into": ""}, entry.merged_into)
        case "merge":
            return _find_merge(fields, book, entry)
        case _:
            worded, faults = _read(fields, book, entry)
            reason = f"was: {entry.title}" if worded.title != entry.title else ""
            return faults or _Change("theme.word", worded.values, reason)


def _find_merge(fields: Fields, book: Book, entry: Entry) -> _Change | Faults:
    into = first(fields, "into")
    if into not in {other.key for other in list_targets(book, entry)}:
        return (Fault(NO_TARGET, "into"),)
    return _Change("theme.merge", {"merged_into": into}, into)


def _read(fields: Fields, book: Book, entry: Entry | None) -> tuple[Worded, Faults]:
    title, belongs, does_not = (
        " ".join(first(fields, name).split()) for name in ("title", "belongs", "does_not")
    )
    circles = read_circles(" ".join(fields.get("circles", ())))
    others = {other.title.casefold() for other in book.entries if other is not entry and other.is_asked}
    checks = (
        (bool(title) and len(title) <= MAX_TITLE, NO_TITLE, "title"),
        (title.casefold() not in others, SAME_TITLE, "title"),
        (bool(belongs) and len(belongs) <= MAX_TEXT, NO_TEXT, "belongs"),
        (len(does_not) <= MAX_TEXT, TOO_LONG, "does_not"),
        (bool(circles), NO_CIRCLE, "circles-1"),
    )
    faults = tuple(Fault(text, field) for is_good, text, field in checks if not is_good)
    return Worded(title, belongs, does_not, circles), faults


async def _find(request: web.Request) -> tuple[Book, Entry]:
    book = await read_book(request.app[PARTS].store)
    entry = book.find(request.match_info["theme"])
    if entry is None:
        raise web.HTTPNotFound
    return book, entry


async def _write(request: web.Request, action: str, key: str, unit: Unit[bool], reason: str = "") -> None:
    await request.app[RECORD].write(request, Done(action, act_as(request), key, reason), unit)


def _show_theme(
    request: web.Request, book: Book, entry: Entry | None, fields: Fields, faults: Faults
) -> web.Response:
    names = ("title", "belongs", "does_not")
    given = {name: first(fields, name) if name in fields else getattr(entry, name, "") for name in names}
    circles = read_circles(" ".join(fields.get("circles", ()))) if faults else frozenset[Circle]()
    return show(
        request,
        "themes_theme.html",
        entry.title if entry else "A new theme",
        422 if faults else 200,
        faults,
        entry=entry,
        given=given,
        chosen=circles or (entry.circles if entry else circles),
        names=NAMES,
        targets=list_targets(book, entry) if entry else [],
        into=book.find(entry.merged_into) if entry else None,
    )
