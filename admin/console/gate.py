"""Who may open the console: until accounts exist, only this machine, and only in the demo."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.desk import give_desk, sit_down
from admin.console.pages import show
from admin.console.together.taking_back import TAKE_BACK, show_locked
from forms.problems import StoreUnavailableError
from forms.settings_reader import is_loopback
from forms.speaking import ENGLISH, speaking
from forms.web.faults import RETRY_SECONDS
from forms.web.posted import FIELDS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp.typedefs import Handler

    from admin.console.desk import Desk


def is_from_here(request: web.Request) -> bool:
    """Tell whether this machine itself asks: by its address, since a Host header can say anything.

    A proxy on this machine asks for somebody else, and says so.
    """
    forwarded = {"Forwarded", "X-Forwarded-For"} & {name.title() for name in request.headers}
    return is_loopback(request.remote or "") and not forwarded


def for_staff(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Handler:
    """Let only this machine in. What could not be saved is given back, to be sent again.

    English is spoken, whatever language somebody answered in before on this tablet.
    """

    @wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        if not is_from_here(request):
            raise web.HTTPNotFound
        desk = sit_down(request)
        with speaking(ENGLISH):
            answer = await _answer(request, desk, handler)
        give_desk(request, answer)
        return answer

    return guarded


async def _answer(
    request: web.Request, desk: Desk, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        is_shut = desk.lock_hash and request.path != TAKE_BACK
        return show_locked(request) if is_shut else await handler(request)
    except StoreUnavailableError:
        return _show_unsaved(request)


def _show_unsaved(request: web.Request) -> web.Response:
    fields = request.get(FIELDS)
    kept = [(name, value) for name, values in (fields or {}).items() if name != "token" for value in values]
    answer = show(
        request,
        "desk_unsaved.html",
        "Not saved",
        503,
        kept=kept,
        was_sent=fields is not None,
        had_file=request.content_type.startswith("multipart/"),
        address=request.path,
    )
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer
