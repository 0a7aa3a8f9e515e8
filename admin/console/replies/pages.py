"""Saying something back: that it was read, or a reply, each seen first exactly as the person will see it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.access import About, Route, may
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.replies import said
from admin.console.replies.addressed import act_as, find_addressed
from admin.console.replies.given import Reply, read_reply
from admin.console.staff import STAFF
from forms.answering import MessageKind
from forms.audit import Done
from forms.london import london_day
from forms.messages import Saying, Words, list_messages, prepare_saying
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from aiohttp import web

    from admin.console.replies.addressed import Addressed
    from forms.units import Row
    from forms.web.given import Fields
    from forms.web.pages import Fault

RESPONSE = r"/console/responses/{response:[0-9a-f]{32}}"
NAMES = ("words", "promised_on")


async def ask_read(request: web.Request) -> web.Response:
    """GET …/read: what "mark as read" means here, and what the person is told."""
    to = await find_addressed(request)
    is_marked = any(row["kind"] == MessageKind.READ for row in await _list_said(request, to))
    preview = to.show(_make_read(request, to), request[STAFF].name, _today(request))
    return show(request, "reply_read.html", "Mark as read", to=to, is_marked=is_marked, shown=preview)


async def mark_read(request: web.Request) -> web.Response:
    """POST …/read: note it, and tell the person if they asked to hear back and can read it themselves."""
    await read_desk_form(request)
    to = await find_addressed(request)
    await _say(request, to, _make_read(request, to), "response.mark_read")
    return go(f"{to.address}/said")


async def ask_reply(request: web.Request) -> web.Response:
    """GET …/reply: the safe way, and room for words."""
    return await _show_reply(request, await find_addressed(request), {}, ())


async def take_reply(request: web.Request) -> web.Response:
    """POST …/reply: show exactly what the person will see; then send it. The same page is sent once."""
    fields = await read_desk_form(request)
    to = await find_addressed(request)
    reply = read_reply(fields, _today(request))
    if not isinstance(reply, Reply) or first(fields, "act") == "change":
        return await _show_reply(request, to, fields, () if isinstance(reply, Reply) else reply)
    saying = Saying(
        MessageKind.REPLY, request[STAFF].account_id, Words(reply.words), promised_on=reply.promised_on
    )
    if first(fields, "act") != "send":
        return _show_preview(request, to, saying, fields)
    await _say(request, to, saying, "response.reply", first(fields, "page"))
    return go(f"{to.address}/said")


def _make_read(request: web.Request, to: Addressed) -> Saying:
    is_told = bool(to.wants_answer) and to.is_read_here
    return Saying(MessageKind.READ, request[STAFF].account_id, is_told=is_told)


async def _say(request: web.Request, to: Addressed, saying: Saying, action: str, mark: str = "") -> None:
    parts = request.app[PARTS]
    now = parts.clock()
    unit = await prepare_saying(parts.store, parts.keys, to.response, saying, now=now, mark=mark)
    await request.app[RECORD].write(request, Done(action, act_as(request), to.response["id"]), unit)


async def _list_said(request: web.Request, to: Addressed) -> Sequence[Row]:
    return await list_messages(request.app[PARTS].store, to.response["id"])


async def _show_reply(
    request: web.Request, to: Addressed, fields: Fields, faults: tuple[Fault, ...]
) -> web.Response:
    return show(
        request,
        "reply.html",
        "Reply",
        422 if faults else 200,
        faults,
        to=to,
        count=len(await _list_said(request, to)),
        given={name: first(fields, name) for name in NAMES},
        page=first(fields, "page") or secrets.token_hex(8),
    )


def _show_preview(request: web.Request, to: Addressed, saying: Saying, fields: Fields) -> web.Response:
    return show(
        request,
        "reply_preview.html",
        "What they will see",
        to=to,
        shown=to.show(saying, request[STAFF].name, _today(request)),
        given={name: first(fields, name) for name in (*NAMES, "page")},
    )


def _today(request: web.Request) -> date:
    return london_day(request.app[PARTS].clock())


REPLIERS = may(Role.MANAGER, own=(Role.IRO,))
ROUTES = (
    Route("GET", f"{RESPONSE}/read", ask_read, REPLIERS, About.RESPONSE),
    Route("POST", f"{RESPONSE}/read", mark_read, REPLIERS, About.RESPONSE, audit="response.mark_read"),
    Route("GET", f"{RESPONSE}/reply", ask_reply, REPLIERS, About.RESPONSE),
    Route("POST", f"{RESPONSE}/reply", take_reply, REPLIERS, About.RESPONSE, audit="response.reply"),
    Route("GET", f"{RESPONSE}/said", said.list_said, REPLIERS, About.RESPONSE),
    Route("POST", f"{RESPONSE}/said", said.note_told, REPLIERS, About.RESPONSE, audit="message.tell"),
    Route(
        "GET",
        RESPONSE + r"/letter/{message:[0-9a-f]{32}}",
        said.show_letter,
        REPLIERS,
        About.RESPONSE,
        audit="message.print",
    ),
)
