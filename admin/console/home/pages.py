"""Home: what needs whoever signed in, today; in the demo, the links to try."""

from __future__ import annotations

from aiohttp import web

from admin.accounts.roles import DOES, NAMES, Role
from admin.console.access import EVERYBODY, OPEN, Route
from admin.console.complaints.routes import RAISERS
from admin.console.home.waiting import find_waiting
from admin.console.pages import show
from admin.console.signing_in.demo import DEMO, draw_links
from admin.console.staff import STAFF

HOME = "/console"
LINKS = "/console/links"


async def show_home(request: web.Request) -> web.Response:
    """GET /console: what needs me."""
    staff = request[STAFF]
    roles = [(NAMES[role], DOES[role]) for role in Role if role in staff.roles]
    waiting = await find_waiting(request)
    may_complain = staff.is_any(RAISERS.roles)
    return show(
        request, "home.html", "What needs you", waiting=waiting, roles=roles, may_complain=may_complain
    )


async def show_links(request: web.Request) -> web.Response:
    """GET /console/links: in the demo, a link and a QR code for everybody who is asked."""
    if DEMO not in request.app:
        raise web.HTTPNotFound
    return show(request, "links.html", "Links to try", links=draw_links(request))


ROUTES = (
    Route("GET", HOME, show_home, EVERYBODY),
    Route("GET", LINKS, show_links, OPEN),
)
