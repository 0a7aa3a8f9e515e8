"""Brothers and sisters on one tablet: each has a ticket of their own, under a secret of its own.

Whoever puts in a code is given the ticket of that code; the one of whoever was there before is put aside, in
a second cookie, until their own code is put in again. Nothing else finds it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.web.parts import PARTS
from forms.web.posted import find_ticket
from forms.web.ticket import (
    MINE,
    MINE_SECONDS,
    SENT,
    Ticket,
    new_ticket,
    put_cookie,
    read_ticket,
    write_ticket,
)

if TYPE_CHECKING:
    from aiohttp import web

ASIDE = "__Host-say-aside"
BETWEEN = "~"
MOST = 12
"""Tickets put aside: a large family and its carers. Each takes some 150 characters of a cookie's 4,096."""


def find_own(request: web.Request, invitation_id: str) -> Ticket:
    """Return the ticket that this browser has for an invitation; a new one where it has none."""
    shown = find_ticket(request) or new_ticket()
    if shown.invitation_id == invitation_id:
        return shown if shown.note == MINE else Ticket(shown.secret, invitation_id)
    if not shown.invitation_id:
        return _find_aside(request, invitation_id) or Ticket(shown.secret, invitation_id)
    return _find_aside(request, invitation_id) or new_ticket(invitation_id)


def _find_aside(request: web.Request, invitation_id: str) -> Ticket | None:
    return next((ticket for ticket in list_aside(request) if ticket.invitation_id == invitation_id), None)


def list_aside(request: web.Request) -> list[Ticket]:
    """List the tickets put aside, the latest last. Whatever we did not write is not among them."""
    keys = request.app[PARTS].keys
    written = request.cookies.get(ASIDE, "").split(BETWEEN)[-MOST:]
    read = (read_ticket(keys, one) for one in written)
    return [ticket for ticket in read if ticket is not None and ticket.invitation_id]


def put_aside(request: web.Request, response: web.Response, taking: Ticket) -> None:
    """Put aside the ticket that is left for another, and take that other from those put aside."""
    left = find_ticket(request)
    known = [*list_aside(request), *([left] if left and left.invitation_id and left.note != SENT else [])]
    kept = {ticket.invitation_id: ticket for ticket in known if ticket.invitation_id != taking.invitation_id}
    keys = request.app[PARTS].keys
    tickets = list(kept.values())[-MOST:]
    if tickets or ASIDE in request.cookies:
        value = BETWEEN.join(write_ticket(keys, ticket) for ticket in tickets)
        is_mine = any(ticket.note == MINE for ticket in tickets)
        put_cookie(response, ASIDE, value, MINE_SECONDS if is_mine else None)
