"""What a database's error means: it cannot commit now, it wants the same again, or it refuses this unit.

No text of the database reaches a caller: PostgreSQL's details quote the very values that were bound.
"""

from __future__ import annotations

import sqlite3
from enum import Enum, auto

from sqlalchemy.exc import DBAPIError, InternalError, OperationalError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

AGAIN = ("40001", "40P01")
"""PostgreSQL: serialisation failure, deadlock detected."""
UNAVAILABLE_CLASSES = ("08", "25", "3D", "53", "54", "55", "57", "58", "F0", "XX")
"""PostgreSQL: connection, read-only, no such database, resources, limits, locks, operator, system, damage."""


class RefusedError(Exception):
    """The database refused one unit for what it said: a duplicate, a missing parent, a wrong type."""


class Fault(Enum):
    """What to do about a database's error."""

    UNAVAILABLE = auto()
    AGAIN = auto()
    REFUSED = auto()


def judge(error: Exception) -> Fault:
    """Tell what an error that came out of a transaction means."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    if state in AGAIN:
        return Fault.AGAIN
    if isinstance(error, DBAPIError):
        return Fault.UNAVAILABLE if _is_unavailable(error, state) else Fault.REFUSED
    gone = isinstance(error, (OSError, MemoryError, TimeoutError, PoolTimeoutError))
    return Fault.UNAVAILABLE if gone else Fault.REFUSED


def _is_unavailable(error: DBAPIError, state: str | None) -> bool:
    if error.connection_invalidated:
        return True
    if state is not None:
        return state[:2] in UNAVAILABLE_CLASSES
    # SQLite calls a damaged file a bare DatabaseError, everything about disk and locks an OperationalError.
    return isinstance(error, (OperationalError, InternalError)) or type(error.orig) is sqlite3.DatabaseError


def describe(error: Exception) -> str:
    """Name an error by its kind and the constraint, never by a value."""
    orig = error.orig if isinstance(error, StatementError) else error
    if isinstance(orig, sqlite3.IntegrityError):
        return str(orig)  # "UNIQUE constraint failed: response.owner": columns only
    cause = getattr(orig, "__cause__", None) or orig
    constraint = getattr(cause, "constraint_name", None)
    return f"{type(cause).__name__} ({constraint})" if constraint else type(cause).__name__
