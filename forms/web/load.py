"""Sheds load before memory grows: beyond so many requests in work, people are told to try again.

Help, health and files are never turned away. A form is: but only once it was read, so that the page can
give every field back.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from forms.limits import IN_WORK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiohttp.typedefs import Handler

ALWAYS = ("/help", "/healthz", "/readyz", "/static/")


class BusyError(Exception):
    """There is too much in work already."""


@dataclass(slots=True)
class Load:
    """How many requests are in work. One whose form is still arriving is not."""

    in_work: int = 0

    def refuse_beyond(self) -> None:
        """Raise BusyError if there is more in work than there may be."""
        if self.in_work > IN_WORK.most:
            raise BusyError

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count a request."""
        self.in_work += 1
        try:
            yield
        finally:
            self.in_work -= 1

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Leave a request out while it is waited for: slow senders hold no others up."""
        self.in_work -= 1
        try:
            yield
        finally:
            self.in_work += 1


LOAD = web.AppKey("load", Load)


@web.middleware
async def shed_load(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count every request, and turn away what only looks when there are too many."""
    load = request.app[LOAD]
    with load.working():
        if request.method != "POST" and not request.path.startswith(ALWAYS):
            load.refuse_beyond()
        return await handler(request)
