"""The headers of every response: pages, files, refusals, and what could not even be parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web
    from multidict import CIMultiDict

SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "img-src 'self' blob:; media-src 'self' blob:; worker-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(self), payment=(), usb=(), browsing-topics=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
NO_STORE = "no-store"
ONE_YEAR = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""


def put_safe_headers(headers: CIMultiDict[str]) -> None:
    """Put them on a response. Its own Cache-Control stays; the server's name and version do not."""
    headers.update(SAFE_HEADERS)
    headers.setdefault("Cache-Control", NO_STORE)
    headers.popall("Server", None)


async def on_prepare(_: web.Request, response: web.StreamResponse) -> None:
    """Do so when aiohttp is about to send."""
    put_safe_headers(response.headers)
