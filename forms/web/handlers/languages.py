"""A language is chosen: on the door, or before question 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.web import places
from forms.web.given import first
from forms.web.language import choose
from forms.web.pages import go
from forms.web.posted import read_posted

if TYPE_CHECKING:
    from aiohttp import web

BACK = frozenset({places.DOOR, places.CONVERSATION, places.HEARD})


async def choose_language(request: web.Request) -> web.Response:
    """POST /language: keep the choice, and show the same page again in it."""
    posted = await read_posted(request)
    back = first(posted.fields, "back")
    answer = go(back if back in BACK else places.DOOR)
    choose(request, answer, first(posted.fields, "language"))
    return answer
