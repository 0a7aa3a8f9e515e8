"""Throwing a draft away. What was sent is deleted by a person: somebody else may hold this phone later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.responses import DeleteUnit
from forms.speaking import gettext
from forms.web import places
from forms.web.held import find_held_here
from forms.web.pages import go, show
from forms.web.parts import PARTS
from forms.web.posted import read_posted

if TYPE_CHECKING:
    from aiohttp import web


async def show_deletion(request: web.Request) -> web.Response:
    """GET /conversation/delete: ask once more; or, where nothing is held, say so."""
    held = await find_held_here(request)
    if held and held.receipt:
        return go(places.SENT)
    title = gettext("Delete my answers") if held else gettext("Nothing here")
    is_unnamed = held is not None and held.form.is_unnamed
    return show(request, "deletion.html", title, is_held=bool(held), is_unnamed=is_unnamed)


async def delete(request: web.Request) -> web.Response:
    """POST /conversation/delete: the draft is gone when this returns."""
    posted = await read_posted(request)
    parts = request.app[PARTS]
    await parts.store.write(DeleteUnit(posted.ticket.owner(parts.keys), drafts_only=True))
    return go(places.DELETE)
