"""The gate of the console: who gets in, where, and about whom. Every route passes it; none has its own."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from aiohttp import web

from admin.console.desk import give_desk, sit_down
from admin.console.kept import LATELY
from admin.console.pages import show
from admin.console.scope import find_iro_ref
from admin.console.staff import REACH, STAFF, find_staff, give_session
from admin.console.together.taking_back import TAKE_BACK, show_locked
from forms.problems import StoreUnavailableError
from forms.settings_reader import is_loopback
from forms.speaking import ENGLISH, speaking
from forms.web.faults import RETRY_SECONDS
from forms.web.pages import go
from forms.web.parts import PARTS
from forms.web.posted import FIELDS, FORM_TYPE, read_fields

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

    from admin.console.access import Route
    from admin.console.desk import Desk
    from admin.console.staff import Staff

SIGN_IN = "/console/sign-in"
CODE = f"{SIGN_IN}/code"
AGAIN = f"{SIGN_IN}/again"


def is_from_here(request: web.Request) -> bool:
    """Tell whether this machine itself asks: by its address, since a Host header can say anything.

    A proxy on this machine asks for somebody else, and says so.
    """
    forwarded = {"Forwarded", "X-Forwarded-For"} & {name.title() for name in request.headers}
    return is_loopback(request.remote or "") and not forwarded


def hides_cookies(request: web.Request) -> bool:
    """Tell whether a link on another site led here, such as one in an e-mail read in the browser.

    Then the browser holds our cookies back, and whoever is signed in looks as if they were not: a page of our
    own leads on, and nothing at this desk is written over.
    """
    return request.method == "GET" and request.headers.get("Sec-Fetch-Site") == "cross-site"


def guard(route: Route) -> Handler:
    """Let in whoever the route's rule names. What could not be saved is given back, to be sent again.

    English is spoken, whatever language somebody answered in before on this tablet. The demo, whose staff
    need no password, is for this machine alone.
    """

    @wraps(route.handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        if request.app[PARTS].demo and not is_from_here(request):
            raise web.HTTPNotFound
        if hides_cookies(request) and not route.is_come_back_to:
            return show(request, "from_elsewhere.html", "One moment", address=request.path_qs)
        desk = sit_down(request)
        with speaking(ENGLISH):
            answer = await _answer(request, desk, route)
        if request.method == "POST":
            request.app[LATELY].drop_after(route.address)
        give_desk(request, answer)
        give_session(request, answer)
        return answer

    return guarded


async def _answer(request: web.Request, desk: Desk, route: Route) -> web.StreamResponse:
    try:
        if desk.lock_hash and request.path != TAKE_BACK:
            return show_locked(request)
        return await _refuse(request, route) or await route.handler(request)
    except StoreUnavailableError:
        return _give_back(request, "desk_unsaved.html", "Not saved", 503)


async def _refuse(request: web.Request, route: Route) -> web.StreamResponse | None:
    """Return what is shown in place of the page; None: come in. Raises 404 for what is somebody else's."""
    staff = await find_staff(request)
    if staff is not None:
        request[STAFF] = staff
    if route.may.is_open:
        return None
    if staff is None or not staff.is_full:
        return await _ask_to_sign_in(request, staff)
    if not staff.is_any(route.may.roles):
        return show(request, "not_for_you.html", "Not for your role", 403)
    if not staff.is_any(route.may.anybody):
        request[REACH] = staff.iro_refs
        await _refuse_others(request, route, staff)
    if route.is_fresh and not staff.is_fresh:
        return _lead_to(request, AGAIN)
    return None


async def _refuse_others(request: web.Request, route: Route, staff: Staff) -> None:
    """Raise 404 where the address is about somebody else's child: as if there were no such thing."""
    named = request.match_info.get(route.about.value) if route.about else None
    if named is None:
        return
    iro_ref = await find_iro_ref(request.app[PARTS], route.about, named)
    if iro_ref not in staff.iro_refs:
        raise web.HTTPNotFound


async def _ask_to_sign_in(request: web.Request, staff: Staff | None) -> web.StreamResponse:
    """Lead to where somebody signs in, and back here after. What was typed is held on the page meanwhile."""
    if request.method == "POST":
        if request.content_type == FORM_TYPE:
            request[FIELDS] = await read_fields(request)
        return _give_back(request, "desk_signed_out.html", "You are signed out", 401)
    return _lead_to(request, CODE if staff else SIGN_IN)


def _lead_to(request: web.Request, address: str) -> web.Response:
    """Lead to a page from which somebody comes back here. From a form they come back to its page."""
    where = request.rel_url
    return go(
        f"{address}?{urlencode({'to': where.raw_path_qs if request.method == 'GET' else where.raw_path})}"
    )


def _give_back(request: web.Request, template: str, title: str, status: int) -> web.Response:
    fields = request.get(FIELDS)
    kept = [(name, value) for name, values in (fields or {}).items() if name != "token" for value in values]
    answer = show(
        request,
        template,
        title,
        status,
        kept=kept,
        was_sent=fields is not None,
        had_file=request.content_type.startswith("multipart/"),
        address=request.rel_url.raw_path,
    )
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer
