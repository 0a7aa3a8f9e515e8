"""Where somebody goes once they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from forms.web.given import first

if TYPE_CHECKING:
    from aiohttp import web

    from forms.web.given import Fields

HOME = "/console"
MAX_ADDRESS = 400


def read_to(request: web.Request, fields: Fields | None = None) -> str:
    """Return the page of the console that somebody wanted; home if it is none of ours."""
    wanted = first(fields, "to") if fields is not None else request.query.get("to", "")
    is_ours = wanted == HOME or wanted.startswith((f"{HOME}/", f"{HOME}?"))
    is_plain = wanted.isascii() and wanted.isprintable() and len(wanted) <= MAX_ADDRESS
    return wanted if is_ours and is_plain and "\\" not in wanted else HOME


def lead_on(address: str, to: str) -> str:
    """Return an address that remembers where somebody wanted to go."""
    return f"{address}?{urlencode({'to': to})}" if to != HOME else address
