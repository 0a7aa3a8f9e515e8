"""Pages that belong to nobody's conversation: privacy, health, files."""

from __future__ import annotations

import asyncio

from aiohttp import web

from forms.problems import StoreUnavailableError
from forms.speaking import gettext
from forms.web.assets import BY_PATH
from forms.web.headers import ONE_YEAR
from forms.web.pages import show
from forms.web.parts import PARTS
from forms.web.squeezed import squeeze
from forms.web.ticket import WAITING_DAYS

READY_SECONDS = 5.0
"""A database that takes longer to commit one row is not ready for people."""


async def show_privacy(request: web.Request) -> web.Response:
    """GET /privacy: who reads, why we may ask, how to have it deleted, where to complain."""
    page = show(request, "privacy.html", gettext("Your information"), waiting_days=WAITING_DAYS)
    return squeeze(request, page)


async def is_alive(_: web.Request) -> web.Response:
    """GET /healthz: this process answers."""
    return web.Response(text="alive\n")


async def is_ready(request: web.Request) -> web.Response:
    """GET /readyz: a row can be committed."""
    try:
        async with asyncio.timeout(READY_SECONDS):
            await request.app[PARTS].store.ping()
    except (StoreUnavailableError, TimeoutError):
        return web.Response(status=503, text="cannot commit\n", headers={"Retry-After": "10"})
    return web.Response(text="ready\n")


async def send_file(request: web.Request) -> web.Response:
    """GET /static/NAME: a file under its hashed name."""
    asset = BY_PATH.get(request.path)
    if asset is None:
        raise web.HTTPNotFound
    headers = {"Cache-Control": ONE_YEAR, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return web.Response(body=asset.squeezed, content_type=asset.content_type, headers=headers)
    return web.Response(body=asset.content, content_type=asset.content_type, headers=headers)
