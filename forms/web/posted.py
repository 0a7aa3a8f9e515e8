"""A form that was sent: read within limits, and only from our own pages."""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from aiohttp import web

from forms.buckets import Buckets
from forms.web.given import first, read_number
from forms.web.load import LOAD
from forms.web.parts import PARTS
from forms.web.ticket import COOKIE, Ticket, make_token, read_ticket

if TYPE_CHECKING:
    from forms.given_files import Refusal
    from forms.web.given import Fields

MAX_FORM = 64 * 1024
"""Bytes of a form: the longest answer and room for its escapes."""
MAX_FIELDS = 500
BODY_SECONDS = 10.0
"""For a form to arrive."""
KEPT = "kept"
"""What a page made on the phone itself says in place of a revision."""
FORM_TYPE = "application/x-www-form-urlencoded"
UNKNOWN_REVISION = -1
"""Of a page that does not say which revision it showed: what it answers comes late, and nothing is lost."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What a page of ours sent, and the ticket of the browser that sent it."""

    ticket: Ticket
    fields: Fields
    files: tuple[bytes, ...] = ()
    """As they came: nobody has looked at them."""
    refusal: Refusal | None = None
    """Why a file is not among them."""

    @property
    def act(self) -> str:
        """The button that was pressed."""
        return first(self.fields, "act")

    @property
    def is_kept(self) -> bool:
        """Tell whether it comes from a phone that kept it until there was a network.

        Such an answer takes the place of what is held: sent twice, it is the same answer.
        """
        return first(self.fields, "revision") == KEPT

    @property
    def shown(self) -> int | None:
        """The revision that the page showed, or None for an answer that is late for nothing."""
        return None if self.is_kept else self.revision

    @property
    def revision(self) -> int:
        """The revision of the draft that the page showed."""
        written = read_number(first(self.fields, "revision"))
        return UNKNOWN_REVISION if written is None else written


FIELDS = web.RequestKey("fields", dict[str, list[str]])
"""The fields of the request, for a page that must give them back."""
TICKET = web.RequestKey("ticket", Ticket)
"""A ticket made for this request, before the browser has its cookie."""


def find_ticket(request: web.Request) -> Ticket | None:
    """Return the ticket that the browser shows, or was given just now."""
    return request.get(TICKET) or read_ticket(request.app[PARTS].keys, request.cookies.get(COOKIE))


TURNS = web.AppKey("turns", Buckets)
"""How often each browser posts."""


async def read_posted(request: web.Request, *, in_need: bool = False) -> Posted:
    """Read a form. Raises aiohttp's refusals: 403 without the page's token, 408, 413, 415.

    Unless it is sent `in_need`, also 429 for a browser that posts faster than any person, and BusyError.
    """
    with request.app[LOAD].waiting():
        fields = await read_fields(request)
    ticket = check_token(request, fields)
    request[FIELDS] = fields
    if not in_need:
        request.app[LOAD].refuse_beyond()
        refuse_too_fast(request, ticket)
    return Posted(ticket, fields)


def check_token(request: web.Request, fields: Fields) -> Ticket:
    """Return the ticket of the browser whose page sent this. Raises 403 if no page of ours did."""
    ticket = find_ticket(request)
    token = first(fields, "token").encode()
    if ticket is None or not hmac.compare_digest(token, make_token(request.app[PARTS].keys, ticket).encode()):
        raise web.HTTPForbidden
    return ticket


def refuse_too_fast(request: web.Request, ticket: Ticket) -> None:
    """Count one more of this browser. Raises aiohttp's 429 for one faster than any person."""
    if wait := request.app[TURNS].take(ticket.secret.hex()):
        raise web.HTTPTooManyRequests(headers={"Retry-After": str(wait)})


async def read_fields(request: web.Request) -> dict[str, list[str]]:
    """Read the fields of a form, whoever sent it. Raises aiohttp's refusals: 400, 408, 413, 415."""
    if request.content_type != FORM_TYPE:
        raise web.HTTPUnsupportedMediaType
    if (request.content_length or 0) > MAX_FORM:
        raise web.HTTPRequestEntityTooLarge(MAX_FORM, request.content_length or 0)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await request.read()
        return parse_qs(
            body.decode("utf-8", "replace"),
            keep_blank_values=True,
            max_num_fields=MAX_FIELDS,
            errors="replace",
        )
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (
        ValueError,
        ConnectionError,
        RuntimeError,
    ):  # aiohttp says by either of the last that nobody is there
        raise web.HTTPBadRequest from None
