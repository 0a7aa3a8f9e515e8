"""What is refused before any page looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

HEALTH = frozenset({"/healthz", "/readyz"})
"""Asked by machines that know an address and no name."""
READING = frozenset({"GET", "HEAD"})
OWN_SITES = frozenset({"same-origin", "none"})
"""`none`: the person did it, not a page."""


def make_guard(hosts: frozenset[str]) -> Middleware:
    """Make the guard for these hosts."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path not in HEALTH and _name_host(request.host) not in hosts:
            raise web.HTTPMisdirectedRequest
        if "Content-Encoding" in request.headers:
            raise web.HTTPUnsupportedMediaType
        if request.method not in READING and not _is_own(request):
            raise web.HTTPForbidden
        return await handler(request)

    return guard


def _name_host(written: str) -> str:
    """Return the name in a Host header, without its port; the empty text if it cannot be read."""
    try:
        return (urlsplit(f"//{written}").hostname or "").lower()
    except ValueError:
        return ""


def _is_own(request: web.Request) -> bool:
    """Tell whether no other site sent this. A client that says nothing of its origin still needs a token."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in OWN_SITES:
        return False
    if origin is None or (origin == "null" and site is not None):
        return True
    public = urlsplit(request.app[PARTS].settings.public_url).netloc
    return urlsplit(origin).netloc.lower() in {request.host.lower(), public.lower()}
