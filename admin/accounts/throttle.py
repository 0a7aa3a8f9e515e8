"""Wrong tries to sign in slow the account and the client they came from; nobody is locked out for good.

They are counted in the database: for all processes, and through a restart. A try is counted before it is
looked at, so that many at once are no way round; a right one takes the count away again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from forms.records import SignInTry
from forms.units import Add, Delete, Insert, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys

WITHIN = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
OF_AN_ACCOUNT = 5
OF_A_CLIENT = 25
"""Wrong tries within five minutes. An office behind one address has some 25 people."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Whose tries are counted, and how many are free."""

    key: str
    free: int


PASSWORD, CODE, PASSKEY, PROVIDER = "password", "code", "passkey", "provider"
"""What is tried. A right password gives no more tries at the code."""


def count_for(keys: Keys, what: str, sign_in: str, client: str) -> tuple[Counted, Counted]:
    """Name what a try counts for. Known and unknown addresses are counted alike."""
    account = Counted(keys.mac("tries of account", what, sign_in), OF_AN_ACCOUNT)
    return account, count_for_client(keys, what, client)


def count_for_client(keys: Keys, what: str, client: str) -> Counted:
    """Name what a try counts for where nobody has said yet whose account it is."""
    return Counted(keys.mac("tries of client", what, client), OF_A_CLIENT)


@dataclass(frozen=True, slots=True)
class TryUnit:
    """Count a try, unless it must wait: then return the whole seconds to wait, else 0."""

    counted: tuple[Counted, ...]
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return tuple(Key(SignInTry, "key", one.key) for one in self.counted)

    def decide(self, rows: Rows) -> Writes[int]:
        """Return the seconds to wait."""
        held = [rows.get(key) for key in self.reads]
        wait = max((row["wait_until"] - self.now for row in held if row), default=timedelta())
        if wait > timedelta():
            return Writes(int(wait.total_seconds()) + 1)
        pairs = zip(self.counted, held, strict=True)
        return Writes(0, tuple(self._count(one, row) for one, row in pairs))

    def _count(self, one: Counted, row: Row | None) -> Write:
        if row is None:
            values = {"key": one.key, "failed": 1, "first_at": self.now, "wait_until": self.now}
            return Insert(SignInTry, values)
        is_over = self.now - max(row["first_at"], row["wait_until"]) > WITHIN
        failed = 1 if is_over else row["failed"] + 1
        first_at = self.now if is_over else row["first_at"]
        wait_until = self.now + find_wait(failed - one.free)
        values = {"failed": failed, "first_at": first_at, "wait_until": wait_until}
        return Update(SignInTry, {"key": one.key}, values)


def find_wait(beyond: int) -> timedelta:
    """Return how long to wait after so many tries beyond the free ones: twice as long each time."""
    if beyond < 0:
        return timedelta()
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(beyond, 10)))


def forget_tries(counted: tuple[Counted, Counted]) -> tuple[Write, ...]:
    """Take an account's count away, and this one try from the client's: it was a right one.

    A client keeps its others: whoever has one account could else try everybody's for ever.
    """
    account, client = counted
    return (Delete(SignInTry, {"key": account.key}), forget_try(client))


def forget_try(client: Counted) -> Write:
    """Take this one try from a client's count."""
    return Add(SignInTry, {"key": client.key}, {"failed": -1})
