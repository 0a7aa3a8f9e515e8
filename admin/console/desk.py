"""The desk: the browser of somebody at work. Its cookie is apart from that of a person who answers.

It says nothing of who it is: `admin.console.staff` does. It ties forms to the browser that was shown them,
and it holds the secret under which what is being typed in lies until it is saved.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from aiohttp import web

from forms.web.given import first
from forms.web.parts import PARTS
from forms.web.ticket import PAPER, SECRET_BYTES, Ticket

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys
    from forms.web.given import Fields

COOKIE = "__Host-say-desk"
MAX_COOKIE = 256


@dataclass(frozen=True, slots=True, repr=False)
class Desk:
    """What the cookie says."""

    secret: bytes
    lock_hash: str = ""
    """While a child has this tablet: a keyed hash of the word that opens the console again."""

    def lock(self, keys: Keys, word: str) -> Desk:
        """Return the desk as it is while a child has the tablet."""
        return replace(self, lock_hash=self._hash_word(keys, word))

    def unlocked(self) -> Desk:
        """Return the desk as it is once the tablet came back."""
        return replace(self, lock_hash="")

    def opens_with(self, keys: Keys, word: str) -> bool:
        """Tell whether it is the word."""
        return hmac.compare_digest(self.lock_hash, self._hash_word(keys, word))

    def let_close(self, keys: Keys, now: datetime) -> str:
        """Make what shows that the word was given just now, and not the word itself."""
        return keys.mac("may close", self.secret.hex(), self.lock_hash, f"{now:%Y%m%d%H%M}")

    def may_close(self, keys: Keys, shown: str, now: datetime) -> bool:
        """Tell whether the word was given in this minute or the one before."""
        made = (self.let_close(keys, moment) for moment in (now, now - timedelta(minutes=1)))
        return any(hmac.compare_digest(shown.encode(), one.encode()) for one in made)

    def _hash_word(self, keys: Keys, word: str) -> str:
        return keys.mac("take back", self.secret.hex(), word.strip().casefold())

    def make_token(self, keys: Keys) -> str:
        """Make the token of this desk's forms."""
        return keys.mac("desk token", self.secret.hex())

    def take_up(self, invitation_id: str, sheet: str, account_id: str) -> Ticket:
        """Return the ticket of one booklet that is typed in here: a secret for each sheet and each typist."""
        named = f"{account_id}/{sheet}".encode()
        secret = hashlib.blake2b(named, key=self.secret, digest_size=SECRET_BYTES).digest()
        return Ticket(secret, invitation_id, PAPER)


DESK = web.RequestKey("desk", Desk)
"""A desk made or changed by this request, before the browser has its cookie."""


def find_desk(request: web.Request) -> Desk | None:
    """Return the desk that the browser shows, or was given just now."""
    return request.get(DESK) or _read(request.app[PARTS].keys, request.cookies.get(COOKIE))


def sit_down(request: web.Request) -> Desk:
    """Return the desk of this browser; a new one is on the request, and `give_desk` sets its cookie."""
    desk = find_desk(request)
    if desk is None:
        desk = request[DESK] = Desk(secrets.token_bytes(SECRET_BYTES))
    return desk


def leave_desk(request: web.Request) -> None:
    """Leave nothing at this desk for whoever sits down next: what was being typed in cannot be opened."""
    request[DESK] = Desk(secrets.token_bytes(SECRET_BYTES))


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


def check_upload(request: web.Request, fields: Fields) -> Ticket:
    """Check that a page of this desk sent a file; the ticket stands for the desk. Raises 403."""
    return Ticket(check_desk(request, fields).secret, "", PAPER)


def new_sheet() -> str:
    """Name a booklet that is about to be typed in."""
    return secrets.token_hex(8)


def _write(keys: Keys, desk: Desk) -> str:
    return ".".join((desk.secret.hex(), _sign(keys, desk), desk.lock_hash))


def _read(keys: Keys, written: str | None) -> Desk | None:
    if not written or len(written) > MAX_COOKIE or not written.isascii():
        return None
    secret, _, rest = written.partition(".")
    mac, _, lock_hash = rest.partition(".")
    try:
        desk = Desk(bytes.fromhex(secret), lock_hash)
    except ValueError:
        return None
    return desk if hmac.compare_digest(mac, _sign(keys, desk)) else None


def _sign(keys: Keys, desk: Desk) -> str:
    return keys.mac("desk", desk.secret.hex(), desk.lock_hash)
