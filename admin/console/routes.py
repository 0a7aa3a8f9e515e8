"""The console: every address, in one table, with who may open it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.passwords import Hashing
from admin.alerts.letters import ALERTS
from admin.console.actions import listing as done
from admin.console.actions import pages as actions
from admin.console.alerts import pages as alerts
from admin.console.answers import routes as answers
from admin.console.booklet.finding import PAPER, TOGETHER
from admin.console.children import routes as children
from admin.console.children.finding import CHILDREN
from admin.console.complaints import listing as complaining
from admin.console.complaints import routes as complaints
from admin.console.feedback import listing as feedback
from admin.console.feedback import mine
from admin.console.feedback import routes as feedback_routes
from admin.console.figures import kept
from admin.console.figures import pages as figures
from admin.console.gate import guard
from admin.console.gathered import routes as gathered
from admin.console.gathered.finding import GATHERED
from admin.console.heard import pages as heard
from admin.console.home import pages as home
from admin.console.importing import pages as importing
from admin.console.importing.bringing_in import IMPORT
from admin.console.importing.returning import RETURN
from admin.console.importing.working import work_on_imports
from admin.console.inspection import pages as inspection
from admin.console.kept import LATELY, Lately, Shelf
from admin.console.letters import pages as letters
from admin.console.made import pages as made
from admin.console.made.working import make_files
from admin.console.me import pages as me
from admin.console.me import passkeys
from admin.console.meetings import pages as meetings
from admin.console.meetings.addresses import MEETINGS, find_address
from admin.console.pages import STAFF_PAGES, STYLESHEET, make_staff_pages
from admin.console.people import listing as accounts
from admin.console.people import pages as people
from admin.console.quotes import listing as quoted
from admin.console.quotes import nameless as nameless_quotes
from admin.console.quotes import pages as quotes
from admin.console.record import RECORD, Record
from admin.console.refused import show_refused
from admin.console.replies import pages as replies
from admin.console.report import pages as report
from admin.console.rooms import ROUTES as OLDER_ROUTES
from admin.console.rows import pages as rows
from admin.console.signed import routes as signed
from admin.console.signed.finding import SIGNED
from admin.console.signing_in.demo import DEMO
from admin.console.signing_in.password import HASHING
from admin.console.signing_in.routes import ROUTES as SIGNING_IN
from admin.console.signing_in.ways import add_provider
from admin.console.themes import coding
from admin.console.themes import routes as themes
from admin.console.themes.turning import THEMES
from admin.console.together import taking_back
from admin.console.trail import pages as trail
from admin.console.visits import listing as visiting
from admin.console.visits import pages as visits
from admin.console.voice import routes as voice
from admin.console.voice.papers import READ
from admin.console.wings import Plan, Wing
from admin.report.page import INSIDE_CSS
from admin.themes.learning import LEARNED, Learned
from forms.web.faults import REFUSERS
from forms.web.parts import PARTS
from forms.web.throttle import Throttle

if TYPE_CHECKING:
    from admin.console.access import Route
    from admin.demo import Demo

STATIC = Path(__file__).parent / "static"
ROUTES: tuple[Route, ...] = (
    *SIGNING_IN,
    *home.ROUTES,
    *voice.ROUTES,
    *alerts.ROUTES,
    *meetings.ROUTES,
    *letters.ROUTES,
    *visits.ROUTES,
    *importing.ROUTES,
    *answers.ROUTES,
    *OLDER_ROUTES,
    *me.ROUTES,
    *passkeys.ROUTES,
    *people.ROUTES,
    *figures.ROUTES,
    *report.ROUTES,
    *made.ROUTES,
    *heard.ROUTES,
    *complaints.ROUTES,
    *feedback_routes.ROUTES,
    *replies.ROUTES,
    *actions.ROUTES,
    *quotes.ROUTES,
    *nameless_quotes.ROUTES,
    *themes.ROUTES,
    *gathered.ROUTES,
    *signed.ROUTES,
    *rows.ROUTES,
    *inspection.ROUTES,
    *children.ROUTES,
    *trail.ROUTES,
)
WINGS = (
    Wing("Home", ((home.HOME, "Home"),)),
    Wing("Alerts", ((ALERTS, "Alerts"),)),
    Wing(
        "Meetings",
        (
            (MEETINGS, "Meetings"),
            (letters.LETTERS, "Letters due"),
            (visiting.VISITS, "Visits"),
            (CHILDREN, "Children"),
            (IMPORT, "Bring in a file"),
            (RETURN, "SSDA903 return"),
        ),
    ),
    Wing(
        "What people say",
        (
            (READ, "Read"),
            (THEMES, "Themes"),
            (PAPER, "Type a booklet in"),
            (TOGETHER, "Fill it in together"),
            (done.DONE, "What was done"),
            (GATHERED, "Gathered"),
            (gathered.SHOUT_OUTS, "Shout outs"),
            (feedback.FEEDBACK, "Feedback"),
            (mine.MINE, "My feedback"),
            (complaining.QUEUE, "Complaints"),
        ),
    ),
    Wing(
        "Report",
        (
            (figures.FIGURES, "Figures"),
            (report.REPORT, "Report"),
            (SIGNED, "Signed periods"),
            (inspection.INSPECTION, "Inspection pack"),
            (quoted.QUOTES, "Words for the report"),
            (heard.HEARD, "You said, we did"),
        ),
    ),
    Wing("House", ((accounts.PEOPLE, "Accounts"), (trail.AUDIT, "Who did what"))),
)
"""What the top of each page leads to, for those who may go there."""


def make_plan() -> Plan:
    """Return the wings, with the roles that may enter each room."""
    rules = {route.address: route.may for route in ROUTES if route.method == "GET"}
    rooms = (address for wing in WINGS for address, _ in wing.rooms)
    return Plan(WINGS, {address: frozenset(rules[address].roles) for address in rooms})


SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.js")}


async def send_script(request: web.Request) -> web.Response:
    """Send one of the scripts. None is needed to do anything but use a passkey."""
    text = SCRIPTS.get(request.match_info["name"])
    if text is None:
        raise web.HTTPNotFound
    return web.Response(text=text, content_type="text/javascript")


async def send_styles(request: web.Request) -> web.Response:
    """Send the stylesheet: that of the desk, then those of its rooms, and that of a report's inside."""
    del request
    sheets = (path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.css")))
    return web.Response(text="".join((*sheets, INSIDE_CSS)), content_type="text/css")


async def leave_counting(app: web.Application) -> None:
    """Stop what is still being counted for a page."""
    for shelf in (app[coding.FOUND], app[report.CHAPTERS]):
        await shelf.close()


def add_console(app: web.Application, demo: Demo | None) -> None:
    """Add `/console` to the pages."""
    if demo is not None:
        app[DEMO] = demo
    pages = app[STAFF_PAGES] = make_staff_pages(app[PARTS])
    pages.globals["plan"] = make_plan()
    pages.globals["meeting_at"] = find_address
    app[taking_back.TRIES] = Throttle()
    app[HASHING] = Hashing()
    add_provider(app)
    app[RECORD] = Record(app[PARTS])
    app[REFUSERS] = {home.HOME: show_refused}
    app[LEARNED] = Learned()
    app[kept.KEPT] = Shelf(kept.MOST)
    app[LATELY] = Lately()
    app[coding.FOUND] = Shelf(coding.MOST_FOUND)
    app[report.CHAPTERS] = Shelf(report.MOST)
    app.cleanup_ctx.append(work_on_imports)
    app.cleanup_ctx.append(make_files)
    app.on_shutdown.append(leave_counting)
    for route in ROUTES:
        app.router.add_route(route.method, route.address, guard(route), name=None)
    app.router.add_get(r"/console/{name:[a-z_]+\.js}", send_script, name="console-script")
    app.router.add_get(STYLESHEET, send_styles, name="console-styles")
