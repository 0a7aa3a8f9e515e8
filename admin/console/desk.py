"""The desk: the browser of somebody at work. Its cookie is apart from that of a person who answers.

There are no accounts yet, so the cookie says nothing of who it is. It ties forms to the browser that was
shown them, and it holds the secret under which what is being typed in lies until it is saved.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from forms.web.given import first
from forms.web.parts import PARTS
from forms.web.ticket import PAPER, SECRET_BYTES, Ticket

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.web.given import Fields

COOKIE = "__Host-say-desk"
MAX_COOKIE = 256


@dataclass(frozen=True, slots=True, repr=False)
class Desk:
    """What the cookie says."""

    secret: bytes

    def make_token(self, keys: Keys) -> str:
        """Make the token of this desk's forms."""
        return keys.mac("desk token", self.secret.hex())

    def take_up(self, invitation_id: str, sheet: str) -> Ticket:
        """Return the ticket of one booklet that is typed in here: each sheet has a secret of its own."""
        secret = hashlib.blake2b(sheet.encode(), key=self.secret, digest_size=SECRET_BYTES).digest()
        return Ticket(secret, invitation_id, PAPER)


DESK = web.RequestKey("desk", Desk)
"""A desk made for this request, before the browser has its cookie."""


def find_desk(request: web.Request) -> Desk | None:
    """Return the desk that the browser shows, or was given just now."""
    return request.get(DESK) or _read(request.app[PARTS].keys, request.cookies.get(COOKIE))


def sit_down(request: web.Request) -> Desk:
    """Return the desk of this browser; a new one is on the request, and `give_desk` sets its cookie."""
    desk = find_desk(request)
    if desk is None:
        desk = request[DESK] = Desk(secrets.token_bytes(SECRET_BYTES))
    return desk


def give_desk(request: web.Request, response: web.StreamResponse) -> None:
    """Set the cookie where the desk is new: for this browser's session, out of reach of scripts and links."""
    desk = request.get(DESK)
    if desk is not None:
        response.set_cookie(
            COOKIE,
            _write(request.app[PARTS].keys, desk),
            path="/",
            secure=True,
            httponly=True,
            samesite="Strict",
        )


def check_desk(request: web.Request, fields: Fields) -> Desk:
    """Return the desk whose page sent this. Raises 403 if no page of ours did."""
    desk = find_desk(request)
    token = first(fields, "token").encode()
    if desk is None or not hmac.compare_digest(token, desk.make_token(request.app[PARTS].keys).encode()):
        raise web.HTTPForbidden
    return desk


def new_sheet() -> str:
    """Name a booklet that is about to be typed in."""
    return secrets.token_hex(8)


def _write(keys: Keys, desk: Desk) -> str:
    return f"{desk.secret.hex()}.{_sign(keys, desk)}"


def _read(keys: Keys, written: str | None) -> Desk | None:
    if not written or len(written) > MAX_COOKIE or not written.isascii():
        return None
    secret, _, mac = written.partition(".")
    try:
        desk = Desk(bytes.fromhex(secret))
    except ValueError:
        return None
    return desk if hmac.compare_digest(mac, _sign(keys, desk)) else None


def _sign(keys: Keys, desk: Desk) -> str:
    return keys.mac("desk", desk.secret.hex())
