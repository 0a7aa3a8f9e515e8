"""The one cookie: a browser's secret, the invitation it is answering, and whether that is without a name.

Why it is made like this: docs/decisions/2026-11-20-cookie.md.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.owners import BrowserOwner

if TYPE_CHECKING:
    from aiohttp import web

    from forms.keys import Keys

COOKIE = "__Host-say"
SECRET_BYTES = 32
UNNAMED, SENT, MINE = "unnamed", "sent", "mine"
"""Notes: this browser answers without a name; it has sent so, and there is nothing left that shows what; its
owner said that nobody else uses it."""
MINE_SECONDS = 14 * 24 * 60 * 60
"""How long a browser that is one person's own may go on with a draft: two weeks, through closing and all."""
WAITING_DAYS = 90
"""How long a browser that was sent from can read an answer, if one was asked for there: to the next review at
the latest, where reviews are as near as the first two. It is as long again with each look."""
PAPER = "paper"
"""Note: a worker types in what somebody wrote on paper. The console makes such tickets, for no cookie."""
ASSISTED, ALONE = "assisted", "alone"
"""Notes on a worker's tablet: it is filled in together (after slashes, how somebody helps, and who); the
child goes on alone."""
CHANNELS = {PAPER: "paper", ASSISTED: "assisted", ALONE: "assisted"}
"""How the answers come in where a note says so; otherwise a person answers on the web."""
HELPER, HELPER_ROLE = "helper", "helper_role"
"""The questions that ask how somebody helped, and who."""
MAX_COOKIE = 512
"""Characters: secret, mac and an invitation's id are some 130; longer is not looked at."""


@dataclass(frozen=True, slots=True, repr=False)
class Ticket:
    """What the cookie says. Without an invitation, the browser has not given a code yet."""

    secret: bytes
    invitation_id: str = ""
    note: str = ""

    def owner(self, keys: Keys) -> BrowserOwner:
        """Name the owner of the draft: this browser, for this invitation."""
        return BrowserOwner(keys, self.secret, self.invitation_id, CHANNELS.get(self._kind, "web"))

    @property
    def _kind(self) -> str:
        return self.note.partition("/")[0]

    @property
    def is_together(self) -> bool:
        """Tell whether somebody helps, on their own tablet."""
        return self._kind == ASSISTED

    @property
    def is_alone(self) -> bool:
        """Tell whether the tablet was handed over."""
        return self._kind == ALONE

    @property
    def is_lent(self) -> bool:
        """Tell whether the tablet is a worker's."""
        return self.is_together or self.is_alone

    @property
    def helped(self) -> tuple[tuple[str, str], ...]:
        """Return the answers that the helper has given already: how they help, and who they are."""
        said = self.note.split("/")[1:] if self.is_together else []
        return tuple(zip((HELPER, HELPER_ROLE), said, strict=False))

    def hand_over(self, keys: Keys) -> Ticket:
        """Return the ticket that the child goes on with: our key alone leads from this one to it."""
        halves = (keys.mac("handed over", half, self.secret.hex(), self.invitation_id) for half in "12")
        return Ticket(bytes.fromhex("".join(halves)), self.invitation_id, ALONE)


def new_ticket(invitation_id: str = "", note: str = "") -> Ticket:
    """Make a ticket with a secret that nobody has seen."""
    return Ticket(secrets.token_bytes(SECRET_BYTES), invitation_id, note)


def write_ticket(keys: Keys, ticket: Ticket) -> str:
    """Write the cookie's value."""
    noted = (ticket.note,) if ticket.note else ()
    return ".".join((ticket.secret.hex(), _sign(keys, ticket), ticket.invitation_id, *noted))


def read_ticket(keys: Keys, written: str | None) -> Ticket | None:
    """Read the cookie's value; None if we did not write it."""
    if not written or len(written) > MAX_COOKIE or not written.isascii():
        return None
    secret, _, rest = written.partition(".")
    mac, _, rest = rest.partition(".")
    invitation_id, _, note = rest.partition(".")
    try:
        ticket = Ticket(bytes.fromhex(secret), invitation_id, note)
    except ValueError:
        return None
    return ticket if hmac.compare_digest(mac, _sign(keys, ticket)) else None


def give_ticket(response: web.Response, keys: Keys, ticket: Ticket) -> None:
    """Set the cookie: for this browser's session, for this host alone, out of reach of scripts.

    Where its owner said that nobody else uses it, for two weeks. Lax, not Strict: a link in an e-mail or
    behind a QR must find the draft that this browser began.
    """
    put_cookie(response, COOKIE, write_ticket(keys, ticket), MINE_SECONDS if ticket.note == MINE else None)


def keep_ticket(response: web.Response, keys: Keys, ticket: Ticket) -> None:
    """Set the cookie of a browser that sent its answers and waits for one of ours."""
    put_cookie(response, COOKIE, write_ticket(keys, ticket), WAITING_DAYS * 24 * 60 * 60)


def put_cookie(response: web.Response, name: str, value: str, seconds: int | None) -> None:
    """Set one of our cookies, with what all of them have; without `seconds`, for the browser's session."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=True,
        httponly=True,
        samesite="Lax",
    )


def make_token(keys: Keys, ticket: Ticket) -> str:
    """Make the token of this browser's forms.

    It holds the invitation too: a page left open from another code must not answer for this one.
    """
    return keys.mac("form token", ticket.secret.hex(), ticket.invitation_id)


def _sign(keys: Keys, ticket: Ticket) -> str:
    noted = (ticket.note,) if ticket.note else ()
    return keys.mac("ticket", ticket.secret.hex(), ticket.invitation_id, *noted)
