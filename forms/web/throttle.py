"""Wrong codes are slowed: for the client that gives them, and for all together.

Codes have 60 bits, so guessing is hopeless anyway; this keeps it from being cheap. Only wrong codes count: a
school behind one address may open as many right ones as it likes, and each of them lets it mistype more.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from forms.buckets import Bucket, Buckets
from forms.limits import (
    RIGHT_CODE_GIVES,
    SPARED_WRONG_CODES,
    WRONG_CODES_OF_A_CLIENT,
    WRONG_CODES_OF_ALL,
    Limit,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_ONCE = Limit("right codes", "client and invitation", 1, 86_400.0, "each gives more tries once a day")


class Throttle:
    """Counts wrong codes. `now` is in seconds, from any start."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._clients = Buckets(WRONG_CODES_OF_A_CLIENT, now)
        self._right = Buckets(_ONCE, now)
        self._all = Bucket(WRONG_CODES_OF_ALL, WRONG_CODES_OF_ALL.most, now())

    def wait(self, client: str) -> int:
        """Return how many seconds this client should wait; 0 if it may try now."""
        wait = self._clients.wait(client)
        if self._clients.count_spent(client) < SPARED_WRONG_CODES:
            return wait
        return max(wait, self._all.wait(self._now()))

    def note_wrong(self, client: str) -> None:
        """Count a wrong code of this client."""
        self._clients.spend(client)
        self._all.spend(self._now())

    def note_right(self, client: str, invitation_id: str) -> None:
        """Give a client more tries for a right code: once for each invitation, or one code would do."""
        if not self._right.take(f"{client} {invitation_id}"):
            self._clients.find(client).extra += RIGHT_CODE_GIVES
