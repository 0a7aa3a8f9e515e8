"""Counts how often, for each name, in memory only: names are kept as keyed hashes whose key nobody has.

A restart forgives, and each process counts for itself.
"""

from __future__ import annotations

import hashlib
import math
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.limits import Limit

MAX_NAMES = 10_000
"""Names remembered: some 3 MB. The one seen longest ago is forgotten first."""


@dataclass(slots=True)
class Bucket:
    """Tries that are left; they grow back with time. `extra` are there beside them, and do not."""

    limit: Limit
    tries: float
    seen_at: float
    extra: int = 0

    def wait(self, now: float) -> int:
        """Return how many seconds to wait before the next try; 0 if none."""
        self._refill(now)
        return 0 if self.extra or self.tries >= 1 else math.ceil((1 - self.tries) * self.limit.seconds)

    def spend(self, now: float) -> None:
        """Count one. Tries never fall below none, so the wait stays as it was said."""
        self._refill(now)
        if self.extra:
            self.extra -= 1
        else:
            self.tries = max(0.0, self.tries - 1)

    def count_spent(self, now: float) -> float:
        """Return how many have not grown back yet."""
        self._refill(now)
        return self.limit.most - self.tries

    def _refill(self, now: float) -> None:
        self.tries = min(self.limit.most, self.tries + (now - self.seen_at) / self.limit.seconds)
        self.seen_at = now


class Buckets:
    """A bucket for each name. `now` is in seconds, from any start."""

    def __init__(self, limit: Limit, now: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self.now = now
        self._salt = secrets.token_bytes(16)
        self._known: OrderedDict[bytes, Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def wait(self, name: str) -> int:
        """Return how many seconds this one should wait; 0 if it may try now."""
        known = self._known.get(self._hash(name))
        return known.wait(self.now()) if known else 0

    def take(self, name: str) -> int:
        """Count one if it may be; else return how many seconds to wait."""
        wait = self.wait(name)
        if not wait:
            self.spend(name)
        return wait

    def spend(self, name: str) -> None:
        """Count one."""
        self.find(name).spend(self.now())

    def count_spent(self, name: str) -> float:
        """Return how many of this one have not grown back yet."""
        known = self._known.get(self._hash(name))
        return known.count_spent(self.now()) if known else 0.0

    def find(self, name: str) -> Bucket:
        """Return the bucket of a name, a full one if it is new; it is now the one seen last."""
        key, now = self._hash(name), self.now()
        bucket = self._known.setdefault(key, Bucket(self.limit, self.limit.most, now))
        self._known.move_to_end(key)
        if len(self._known) > MAX_NAMES:
            self._known.popitem(last=False)
        return bucket

    def _hash(self, name: str) -> bytes:
        return hashlib.blake2b(name.encode(errors="surrogateescape"), key=self._salt, digest_size=16).digest()
