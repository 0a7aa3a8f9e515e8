"""The console: every address, in one table. Each answers only to this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from admin.console import notes, page
from admin.console.actions import pages as actions
from admin.console.booklet import files, filling, finding, saving
from admin.console.gate import for_staff
from admin.console.pages import STAFF_PAGES, STYLESHEET, make_staff_pages
from admin.console.reading import pages as reading
from admin.console.reading.record import RECORD, Record
from admin.console.together import starting, taking_back
from forms.web.parts import PARTS
from forms.web.throttle import Throttle

if TYPE_CHECKING:
    from admin.demo import Demo

STYLES = Path(__file__).parent / "static" / "console.css"
ROOMS = (
    ("/console", "What staff see"),
    (finding.PAPER, "Type a booklet in"),
    (finding.TOGETHER, "Fill it in together"),
    (reading.READ, "Read"),
    (actions.DONE, "What was done"),
)
"""What the top of each page leads to."""
SHEET = r"/console/paper/{invitation:[\w-]{1,64}}/{form:\w+}/{sheet:[0-9a-f]{16}}"
NOTE = r"/console/notes/{response:[0-9a-f]{32}}"
RESPONSE = r"/console/read/{response:[0-9a-f]{32}}"
PAGES = (
    ("GET", "/console", page.show_first),
    ("GET", finding.PAPER, finding.ask_code),
    ("POST", finding.PAPER, finding.take_code),
    ("GET", f"{finding.PAPER}/{finding.NO_CODE}", finding.ask_review),
    ("POST", f"{finding.PAPER}/{finding.NO_CODE}", finding.take_review),
    ("GET", f"{finding.PAPER}/{finding.NO_NAME}", finding.ask_nameless),
    ("POST", f"{finding.PAPER}/{finding.NO_NAME}", finding.take_nameless),
    ("GET", r"/console/paper/{invitation:[\w-]{1,64}}", finding.ask_look),
    ("POST", r"/console/paper/{invitation:[\w-]{1,64}}", finding.take_look),
    ("GET", SHEET, filling.show_sheet),
    ("POST", SHEET, filling.take_sheet),
    ("GET", f"{SHEET}/check", saving.show_check),
    ("POST", f"{SHEET}/check", saving.save),
    ("GET", f"{SHEET}/saved", saving.show_saved),
    ("GET", f"{SHEET}/pages", files.show_pages),
    ("POST", f"{SHEET}/pages", files.add_pages),
    ("GET", SHEET + r"/drawing/{number:\d{1,4}}", files.show_drawing),
    ("POST", SHEET + r"/drawing/{number:\d{1,4}}", files.add_drawing),
    ("GET", finding.TOGETHER, finding.ask_code),
    ("POST", finding.TOGETHER, finding.take_code),
    ("GET", f"{finding.TOGETHER}/{finding.NO_CODE}", finding.ask_review),
    ("POST", f"{finding.TOGETHER}/{finding.NO_CODE}", finding.take_review),
    ("GET", r"/console/together/{invitation:[\w-]{1,64}}", starting.ask_how),
    ("POST", r"/console/together/{invitation:[\w-]{1,64}}", starting.start),
    ("POST", taking_back.TAKE_BACK, taking_back.take_back),
    ("GET", reading.READ, reading.list_responses),
    ("GET", RESPONSE, reading.ask_who),
    ("POST", RESPONSE, reading.open_response),
    (
        "GET",
        RESPONSE + r"/file/{file:[0-9a-f]{32}}/{who:reader|manager}/{pass:[0-9a-f]{32}}",
        reading.send_file,
    ),
    ("GET", actions.DONE, actions.list_done),
    ("POST", actions.DONE, actions.keep_done),
    ("GET", f"{actions.DONE}/kept", actions.show_kept),
    ("GET", NOTE, notes.ask_note),
    ("POST", NOTE, notes.keep_note),
    ("GET", f"{NOTE}/kept", notes.show_kept),
)


async def send_styles(request: web.Request) -> web.Response:
    """Send the stylesheet."""
    del request
    return web.Response(text=STYLES.read_text(encoding="utf-8"), content_type="text/css")


def add_console(app: web.Application, demo: Demo) -> None:
    """Add `/console` to the pages of the demo."""
    app[page.DEMO] = demo
    pages = app[STAFF_PAGES] = make_staff_pages(app[PARTS])
    pages.globals["rooms"] = ROOMS
    app[taking_back.TRIES] = Throttle()
    app[RECORD] = Record(app[PARTS])
    for method, address, handler in PAGES:
        app.router.add_route(method, address, for_staff(handler), name=None)
    app.router.add_get(STYLESHEET, send_styles, name="console-styles")
