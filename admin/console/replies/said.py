"""What was said to somebody, whether they know it, and what is still to be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.replies.addressed import act_as, find_addressed
from admin.console.staff import STAFF
from admin.told import describe_state
from forms.answering import MessageKind, Way
from forms.audit import Done
from forms.keys import TamperedError
from forms.messages import find_message_way, list_messages, show_message
from forms.messages_told import ToldUnit
from forms.opening import FindUnit
from forms.records import Message
from forms.units import Key
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.console.replies.addressed import Addressed
    from forms.units import Row


async def list_said(request: web.Request) -> web.Response:
    """GET …/said: each message by its kind and state, without its words."""
    to = await find_addressed(request)
    rows = await list_messages(request.app[PARTS].store, to.response["id"])
    listed = [(row, describe_state(row, is_shut=to.is_shut)) for row in reversed(rows)]
    return show(request, "reply_said.html", "What was said to them", to=to, listed=listed, kinds=KINDS)


async def note_told(request: web.Request) -> web.Response:
    """POST …/said: somebody told them: face to face, by telephone, or the letter was posted."""
    fields = await read_desk_form(request)
    to = await find_addressed(request)
    row = await _find(request, to, first(fields, "message"))
    if row is None:
        raise web.HTTPBadRequest
    parts = request.app[PARTS]
    told = ToldUnit(row, request[STAFF].account_id, parts.clock())
    await request.app[RECORD].write(request, Done("message.tell", act_as(request), row["id"]), told)
    return go(request.path)


async def show_letter(request: web.Request) -> web.Response:
    """GET …/letter/MESSAGE: a page to print, with nothing on it but what may be said. It is on record."""
    to = await find_addressed(request)
    row = await _find(request, to, request.match_info["message"])
    way = find_message_way(row) if row is not None else None
    if row is None or way is None or way.way is not Way.LETTER:
        raise web.HTTPNotFound
    done = Done("message.print", act_as(request), row["id"])
    await request.app[RECORD].write(request, done, FindUnit(Key(Message, "id", row["id"])))
    return show(
        request, "reply_letter.html", "A letter to print", to=to, paragraphs=_write_letter(request, to, row)
    )


def _write_letter(request: web.Request, to: Addressed, row: Row) -> list[str]:
    """Write what may stand in the letter: the words and who wrote them, or a bare notice."""
    with to.speaking():
        try:
            shown = show_message(request.app[PARTS].keys, to.form, row)
        except TamperedError:
            raise web.HTTPNotFound from None
    words = [text for block in shown.blocks for text in block if text]
    said = to.say_by_letter("\n".join((*words, shown.foot)))
    return said.split("\n") if said else []


async def _find(request: web.Request, to: Addressed, message_id: str) -> Row | None:
    rows = await list_messages(request.app[PARTS].store, to.response["id"])
    return next((row for row in rows if row["id"] == message_id), None)


KINDS = {
    MessageKind.READ: "It was read",
    MessageKind.REPLY: "A reply",
    MessageKind.HAPPENED: "What happened",
    MessageKind.TOLD: "Somebody else opened it",
}
