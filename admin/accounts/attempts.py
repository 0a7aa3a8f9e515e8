"""An attempt to sign in, begun in one browser and finished there once.

The browser holds one short-lived cookie: chance, a time, and a mark that only we can make. Every secret of
the attempt (state, nonce, verifier, challenge) follows from that chance under our own key, so nothing is
stored when an attempt begins, and whoever reads the cookie or the address knows none of the others. That it
was used is stored, as a hash: a second time it is worth nothing, in whichever process.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from forms.records import UsedAttempt
from forms.units import Delete, Insert, Key, Rows, Writes

if TYPE_CHECKING:
    from forms.keys import Keys

SECRET_BYTES = 16
MAX_WRITTEN = 2_000
"""Signs of a cookie of ours: some 80, and where somebody wanted to go. Longer is not looked at."""
SLACK = timedelta(seconds=5)
"""Two processes' clocks may differ by as much."""
WEEKDAYS = range(1, 8)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What an attempt is for, how long it may take, and the cookie it lies in.

    `is_from_elsewhere`: the browser comes back from another site, and must bring the cookie along.
    """

    name: str
    lasts: timedelta
    is_from_elsewhere: bool = False

    @property
    def cookie(self) -> str:
        """The name of the cookie."""
        return f"__Host-say-{self.name}"


@dataclass(frozen=True, slots=True, repr=False)
class Attempt:
    """One attempt.

    `bound_to`: what else it belongs to, like the account that adds a passkey. `wanted`: where its owner wants
    to go after; it lies in the cookie, readable, and cannot be changed there.
    """

    purpose: Purpose
    secret: str
    begun_at: datetime
    bound_to: str = ""
    wanted: str = ""

    def write(self, keys: Keys) -> str:
        """Write the cookie's value."""
        when, wanted = int(self.begun_at.timestamp()), quote(self.wanted, safe="")
        return f"{self.secret}.{when}.{self._sign(keys)}.{wanted}"

    def derive(self, keys: Keys, what: str) -> str:
        """Return one of its secrets: 64 hexadecimal digits, 256 bits under our key."""
        parts = (self.purpose.name, what, self.secret, self.bound_to)
        return "".join(keys.mac("attempt secret", half, *parts) for half in "12")

    def hash(self, keys: Keys) -> str:
        """Return what is stored once it was used."""
        return keys.mac("attempt used", self.purpose.name, self.secret)

    def is_over(self, now: datetime) -> bool:
        """Tell whether it took too long, or begins later than now."""
        return not -SLACK <= now - self.begun_at <= self.purpose.lasts

    def _sign(self, keys: Keys) -> str:
        when = str(int(self.begun_at.timestamp()))
        return keys.mac("attempt", self.purpose.name, self.secret, when, self.bound_to, self.wanted)


def begin_attempt(purpose: Purpose, now: datetime, bound_to: str = "", wanted: str = "") -> Attempt:
    """Begin one."""
    secret = secrets.token_hex(SECRET_BYTES)
    return Attempt(purpose, secret, now.replace(microsecond=0), bound_to, wanted)


def read_attempt(
    keys: Keys, purpose: Purpose, written: str | None, now: datetime, bound_to: str = ""
) -> Attempt | None:
    """Read the cookie's value; None if we did not write it, for this, or if it took too long."""
    if not written or len(written) > MAX_WRITTEN or not written.isascii():
        return None
    secret, _, rest = written.partition(".")
    when, _, rest = rest.partition(".")
    mark, _, wanted = rest.partition(".")
    if not when.isdigit():
        return None
    try:
        begun_at = datetime.fromtimestamp(int(when), UTC)
        attempt = Attempt(purpose, secret, begun_at, bound_to, unquote(wanted))
    except (ValueError, OverflowError, OSError):  # a time that no calendar has
        return None
    is_ours = hmac.compare_digest(mark, attempt._sign(keys))  # noqa: SLF001 - its own module
    return attempt if is_ours and not attempt.is_over(now) else None


@dataclass(frozen=True, slots=True)
class UseUnit:
    """Use an attempt up. False: it was used before.

    What was used on other days than today and yesterday is forgotten: it is long over anyway.
    """

    attempt_hash: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(UsedAttempt, "id", self.attempt_hash),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it may go on."""
        if rows.get(self.reads[0]) is not None:
            return Writes(result=False)
        today = self.now.astimezone(UTC)
        near = {today.isoweekday(), (today - timedelta(days=1)).isoweekday()}
        old = (Delete(UsedAttempt, {"weekday": day}) for day in WEEKDAYS if day not in near)
        row = {"id": self.attempt_hash, "weekday": today.isoweekday()}
        return Writes(True, (Insert(UsedAttempt, row), *old))  # noqa: FBT003 - what the caller is told
