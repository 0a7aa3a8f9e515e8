"""Wrong codes are slowed: for the client that gives them, and for all together.

Codes have 60 bits, so guessing is hopeless anyway; this keeps it from being cheap. Only wrong codes count: a
school behind one address may open as many right ones as it likes. Kept in memory: nobody's address is
stored, and a restart forgives.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import re
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CLIENT_TRIES = 20
"""Wrong codes in a row before a client is slowed: typing a long code from a letter goes wrong often."""
CLIENT_SECONDS = 30.0
"""Until a slowed client may try once more."""
ALL_TRIES = 2_000
ALL_SECONDS = 0.05
"""All clients together: 2,000 at once, then 20 a second; 10,000 live codes would last a billion years."""
MAX_CLIENTS = 10_000
"""Clients remembered: some 3 MB. The one seen longest ago is forgotten first."""

_WITH_PORT = re.compile(r"\[(.+)\](?::\d+)?|([\d.]+):\d+")


@dataclass(slots=True)
class Bucket:
    """Tries that are left; they grow back with time."""

    tries: float
    most: int
    seconds: float
    seen_at: float

    def refill(self, now: float) -> None:
        """Let tries grow back, up to the most there can be."""
        self.tries = min(self.most, self.tries + (now - self.seen_at) / self.seconds)
        self.seen_at = now

    def wait(self, now: float) -> int:
        """Return how many seconds to wait before the next try; 0 if none."""
        self.refill(now)
        return 0 if self.tries >= 1 else math.ceil((1 - self.tries) * self.seconds)

    def spend(self, now: float) -> None:
        """Count a wrong code. Tries never fall below none, so the wait stays as it was said."""
        self.refill(now)
        self.tries = max(0.0, self.tries - 1)


class Throttle:
    """Counts wrong codes. `now` is in seconds, from any start."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._salt = secrets.token_bytes(16)
        self._clients: OrderedDict[bytes, Bucket] = OrderedDict()
        self._all = Bucket(ALL_TRIES, ALL_TRIES, ALL_SECONDS, now())

    def wait(self, address: str) -> int:
        """Return how many seconds this client should wait; 0 if it may try now."""
        known = self._clients.get(self._name(address))
        return max(known.wait(self._now()) if known else 0, self._all.wait(self._now()))

    def note_wrong(self, address: str) -> None:
        """Count a wrong code of this client."""
        name, now = self._name(address), self._now()
        bucket = self._clients.setdefault(name, Bucket(CLIENT_TRIES, CLIENT_TRIES, CLIENT_SECONDS, now))
        self._clients.move_to_end(name)
        bucket.spend(now)
        self._all.spend(now)
        if len(self._clients) > MAX_CLIENTS:
            self._clients.popitem(last=False)

    def _name(self, address: str) -> bytes:
        return hashlib.blake2b(_network(address).encode(), key=self._salt, digest_size=16).digest()


def _network(address: str) -> str:
    """Take an IPv6 client as its /64: one household has that many addresses to try from.

    Some proxies write the port as well, a new one for each connection: it names nobody.
    """
    try:
        with_port = _WITH_PORT.fullmatch(address)
        found = ipaddress.ip_address((with_port[1] or with_port[2]) if with_port else address)
    except ValueError:
        return address
    if found.version == 4:  # noqa: PLR2004 - IPv4
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))
