"""The page of a file that is read or imported: how far it has come, in whatever process, and the end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from admin.console.importing.files import ALIVE_FOR, UNDER_WAY
from admin.console.importing.working import IMPORTS
from admin.console.pages import show
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.units import Row


def show_progress(request: web.Request, row: Row, kind: str, template: str) -> web.Response:
    """Show it; while it is under way the page looks again by itself."""
    imports, now = request.app[IMPORTS], request.app[PARTS].clock()
    told = (row["rows_read"], row["rows_all"]) if row["rows_all"] else None
    is_heard_of = row["worked_at"] is not None and row["worked_at"] >= now - ALIVE_FOR
    is_under_way = row["state"] in UNDER_WAY
    answer = show(
        request,
        template,
        "Bringing in a file",
        state=row["state"],
        kind=kind,
        counts=json.loads(row["counts"] or "{}"),
        progress=imports.progress.get(row["id"]) or told,
        is_under_way=is_under_way,
        is_at_work=imports.is_at_work(row["id"]) or is_heard_of,
    )
    if is_under_way:
        answer.headers["Refresh"] = "2"
    return answer
