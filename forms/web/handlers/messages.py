"""What staff wrote back: behind the code and this browser's own secret, never behind the letter alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.keys import TamperedError
from forms.message_words import TITLE
from forms.messages import list_shown_here, may_be_opened, show_message
from forms.messages_told import SeenUnit
from forms.speaking import gettext
from forms.web import places
from forms.web.held import find_held_here
from forms.web.pages import go, show
from forms.web.parts import PARTS
from forms.web.posted import find_ticket, read_posted
from forms.web.ticket import keep_ticket

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from forms.message_words import Shown
    from forms.units import Row
    from forms.web.held import Held


@dataclass(frozen=True, slots=True)
class Inbox:
    """What there is for this browser: what is to be opened, what is open, what is a notice alone."""

    unopened: tuple[Row, ...] = ()
    opened: tuple[Row, ...] = ()
    notices: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing."""
        return not (self.unopened or self.opened or self.notices)


async def look_in(request: web.Request, held: Held | None) -> Inbox:
    """Look what there is for whoever sent the response that is held here."""
    if held is None or not held.receipt or not held.waits_here:
        return Inbox()
    rows = await list_shown_here(request.app[PARTS].store, held.response_id)
    open_to = [row for row in rows if may_be_opened(row)]
    return Inbox(
        tuple(row for row in open_to if row["seen_at"] is None),
        tuple(row for row in open_to if row["seen_at"] is not None),
        sum(row["done_at"] is None for row in rows) - sum(row["done_at"] is None for row in open_to),
    )


async def show_messages(request: web.Request) -> web.Response:
    """GET /conversation/messages: what was opened here; of the rest, that it is there."""
    ticket, held = find_ticket(request), await find_held_here(request)
    inbox = await look_in(request, held)
    if ticket is None or held is None or inbox.is_empty:
        return go(places.SENT)
    title = gettext(TITLE)
    answer = show(request, "messages.html", title, inbox=inbox, opened=_open(request, held, inbox.opened))
    keep_ticket(answer, request.app[PARTS].keys, ticket)
    return answer


def _open(request: web.Request, held: Held, rows: Iterable[Row]) -> list[Shown]:
    """Open messages, the latest first; what cannot be opened is not shown."""
    shown: list[Shown] = []
    for row in rows:
        try:
            shown.insert(0, show_message(request.app[PARTS].keys, held.form, row))
        except TamperedError:
            continue
    return shown


async def open_messages(request: web.Request) -> web.Response:
    """POST /conversation/messages: "Read it". From now on they are known to have come."""
    await read_posted(request)
    inbox = await look_in(request, await find_held_here(request))
    parts = request.app[PARTS]
    if inbox.unopened:
        await parts.store.write(SeenUnit(inbox.unopened, parts.clock()))
    return go(places.MESSAGES)
