"""Pages made smaller for slow lines: only those that hold nothing anybody said.

A page holds a token that must stay secret. What stands beside it tells of it by the length of both squeezed
together, if whoever listens can choose it. So a page that gives back an answer, or anything else that was
typed, is sent as it is: docs/decisions/2026-11-29-look.md.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web

LEVEL = 6


def squeeze(request: web.Request, page: web.Response) -> web.Response:
    """Return a page that holds nothing anybody said, as gzip where the browser takes it.

    Only what was asked for by GET: that gives nothing back.
    """
    page.headers["Vary"] = "Accept-Encoding"
    if request.method == "GET" and "gzip" in request.headers.get("Accept-Encoding", ""):
        page.body = gzip.compress(bytes(page.body or b""), LEVEL, mtime=0)  # type: ignore[arg-type]
        page.headers["Content-Encoding"] = "gzip"
    return page
