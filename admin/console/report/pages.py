"""The page of the report: which chapter, the chapter itself, and the files that it can be taken away in."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from aiohttp import web

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.figures.pages import list_offered
from admin.console.kept import Shelf
from admin.console.made.files import Made as File
from admin.console.made.working import MAKING, Wanted
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.report.wish import COMPARE, FIELDS, PACK, READERS, WHAT, read_wish
from admin.console.staff import STAFF
from admin.report.formats import CHAPTER, FORMATS, Made, make_chapter, make_pack, name_days, name_file
from admin.report.page import write_inside
from admin.report.wording import choose_words
from admin.shown.asked import Source, add_earlier, count_published, count_true
from admin.shown.publishing import Publisher, TooBusyError, publish_figures
from admin.signed.unreadable import UnreadableError
from forms.audit import Done
from forms.london import LONDON, london_day
from forms.opening import LookUnit
from forms.web.given import first
from forms.web.pages import Fault
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from admin.console.kept import Held
    from admin.console.made.files import Progress
    from admin.console.report.wish import Wish
    from forms.units import Unit

REPORT = "/console/report"
FILE = f"{REPORT}/file"
EXPORT = "report.export"
CHAPTERS = web.AppKey("kept chapters", Shelf[Made])
MOST = 10
"""Chapters kept: each is some megabytes."""
LOOK_AGAIN_SECONDS = 2
UNDER = 2
"""The headings of the chapter stand under the page's own."""
TOO_BUSY = "Others take reports for the public away at this moment. Try once more."
NO_SHAPE = "Choose what kind of file."
SAID_OF: Mapping[type[Exception], str] = {
    TooBusyError: TOO_BUSY,
    UnreadableError: "What was signed of this period cannot be used. The page of the report says why.",
}
ORDER = ("docx", "xlsx", "csv", "json", "html", "md")
WHAT_FOR = {
    "docx": "Word: the chapter, to be edited",
    "xlsx": "Excel: a sheet a table, with charts",
    "csv": "CSV: every figure in one long table",
    "json": "JSON: every figure, for another program",
    "html": "A page for a browser, to be read or printed",
    "md": "Markdown: the chapter as plain text",
}

NAMED = {shape: words.partition(":")[0] for shape, words in WHAT_FOR.items()}


async def show_report(request: web.Request) -> web.Response:
    """GET /console/report: which chapter; and the chapter, once it was asked for."""
    wish, faults = _read(request, request.query)
    if faults or not request.query:
        return _show(request, wish, faults)
    try:
        held = await _find_soon(request, wish)
    except UnreadableError as error:
        return _show(request, wish, (_say_unreadable(error),))
    if held is None:
        return _show_under_way(request, wish)
    inside = await asyncio.to_thread(write_inside, held.thing.report, UNDER)
    return _show(request, wish, (), held=held, chapter=inside)


def _show_under_way(request: web.Request, wish: Wish) -> web.Response:
    """Say that it is being written; the page looks again by itself, and does not begin anew."""
    answer = _show(request, wish, ())
    answer.headers["Refresh"] = f"{LOOK_AGAIN_SECONDS}; url={wish.at(REPORT)}"
    return answer


def _show(
    request: web.Request,
    wish: Wish,
    faults: tuple[Fault, ...],
    *,
    held: Held[Made] | None = None,
    chapter: str = "",
) -> web.Response:
    parts, is_manager = request.app[PARTS], _is_manager(request)
    return show(
        request,
        "report.html",
        "Report",
        422 if faults else 200,
        faults,
        offered=list_offered(london_day(parts.clock()), is_true=is_manager),
        wish=wish,
        is_manager=is_manager,
        compare=COMPARE,
        readers=READERS,
        what=WHAT,
        made=held.thing if held else None,
        made_at=held.made_at.astimezone(LONDON) if held else None,
        chapter=chapter,
        is_under_way=held is None and not faults and bool(request.query),
        files=wish.at(FILE),
        given={name: request.query.get(name, "") for name in FIELDS},
        below=parts.settings.suppress_below,
    )


async def ask_file(request: web.Request) -> web.Response:
    """GET /console/report/file: what kind of file the chapter is to be."""
    wish, faults = _read(request, request.query)
    return _ask_file(request, wish, faults)


def _ask_file(request: web.Request, wish: Wish, faults: tuple[Fault, ...]) -> web.Response:
    shapes = [(shape, WHAT_FOR[shape]) for shape in ORDER]
    status = 422 if faults else 200
    return show(
        request,
        "report_file.html",
        "Take the report away",
        status,
        faults,
        wish=wish,
        shapes=shapes,
        back_to=wish.at(REPORT),
    )


async def send_file(request: web.Request) -> web.Response:
    """POST /console/report/file: the chapter as a file. That it was taken is written down, and no figure."""
    fields = await read_desk_form(request)
    given = {name: first(fields, name) for name in FIELDS}
    wish, faults = _read(request, given)
    shape = first(fields, "shape")
    if faults or shape not in FORMATS:
        return _ask_file(request, wish, faults or (Fault(NO_SHAPE, "shape-1"),))
    role = Role.MANAGER if _is_manager(request) else Role.ANALYST
    wanted = Wanted(role, f"{WHAT[wish.what]}: {NAMED[shape]}", SAID_OF)
    try:
        return await request.app[MAKING].hand_out(request, wanted, partial(_make_file, request, wish, shape))
    except UnreadableError as error:
        return _ask_file(request, wish, (_say_unreadable(error),))
    except TooBusyError:
        return _ask_file(request, wish, (Fault(TOO_BUSY, "shape-1"),))


async def _make_file(request: web.Request, wish: Wish, shape: str, _: Progress) -> File:
    """Make the file; that it was is written down. Raises what `publish_figures` does."""
    made = await _hand_out(request, wish, shape)
    content = await asyncio.to_thread(FORMATS[shape].write, made, None)
    return File(name_file(made, shape), FORMATS[shape].media_type, content)


async def _hand_out(request: web.Request, wish: Wish, shape: str) -> Made:
    """Return the chapter as it goes out: true figures as the page showed them, others as may be told now.

    What readers know since is written down with it. Raises what `publish_figures` does.
    """
    parts = request.app[PARTS]
    role = "manager" if _is_manager(request) else "analyst"
    if not wish.is_published:
        made = (await find_chapter(request, wish)).thing
        await request.app[RECORD].write(request, Done(EXPORT, role, name_file(made, shape)), LookUnit())
        return made
    now = parts.clock()
    done = Done(EXPORT, role, name_days(CHAPTER, wish.asked.period, shape, is_published=True))

    async def write(unit: Unit[Any], *_: str) -> object:
        return await request.app[RECORD].write(request, done, unit)

    source = Source(parts.store, parts.library, parts.settings, parts.keys)
    publisher = Publisher(request[STAFF].account_id, now, write)
    shown = await publish_figures(source, wish.asked, publisher, has_earlier=True)
    return await asyncio.to_thread(make_chapter, shown, now, choose_words(parts.settings))


async def _find_soon(request: web.Request, wish: Wish) -> Held[Made] | None:
    """Return the chapter; None while it is being written. Raises what `find_chapter` does."""
    anew = request.query.get("count") == "anew"
    now, make = request.app[PARTS].clock(), partial(_write_chapter, request.app, wish)
    return await request.app[CHAPTERS].find_soon(_name(wish), now, make, anew=anew)


async def find_chapter(request: web.Request, wish: Wish) -> Held[Made]:
    """Return the chapter, made within the last minutes: the file holds what the page showed.

    Raises StoreUnavailableError; UnreadableError where the period was signed and that cannot be read.
    """
    make = partial(_write_chapter, request.app, wish)
    return await request.app[CHAPTERS].find(_name(wish), request.app[PARTS].clock(), make)


def _name(wish: Wish) -> Hashable:
    """Return what tells one chapter from another."""
    return wish.asked, wish.is_published, wish.what


async def _write_chapter(app: web.Application, wish: Wish) -> Made:
    parts = app[PARTS]
    now = parts.clock()
    source = Source(parts.store, parts.library, parts.settings, parts.keys)
    count = count_published if wish.is_published else count_true
    shown = await count(source, wish.asked, london_day(now))
    shown = await add_earlier(source, wish.asked, shown, london_day(now))
    write = make_pack if wish.what == PACK else make_chapter
    return await asyncio.to_thread(write, shown, now, choose_words(parts.settings))


def _say_unreadable(error: UnreadableError) -> Fault:
    return Fault(f"What was signed of this period cannot be used: {error}.", "period")


def _read(request: web.Request, given: Mapping[str, str]) -> tuple[Wish, tuple[Fault, ...]]:
    today = london_day(request.app[PARTS].clock())
    return read_wish(given, today, is_manager=_is_manager(request))


def _is_manager(request: web.Request) -> bool:
    return Role.MANAGER in request[STAFF].roles


READ = may(Role.ANALYST, Role.MANAGER)
ROUTES = (
    Route("GET", REPORT, show_report, READ),
    Route("GET", FILE, ask_file, READ, is_fresh=True),
    Route("POST", FILE, send_file, READ, audit=EXPORT, is_fresh=True),
)
