"""Passwords of people at work: Argon2id, never on the event loop, at most two at once."""

from __future__ import annotations

import asyncio
import re
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH, MAX_LENGTH = 15, 200
"""Signs. Long is what counts: no rule asks for capitals or digits (NCSC: three random words)."""
FEW_SIGNS = 5
"""A password of so few different signs is one that everybody tries."""
TOO_SHORT = f"Use at least {MIN_LENGTH} letters, digits or signs: three or four words are easy to remember."
TOO_LONG = f"Keep it under {MAX_LENGTH} signs."
TOO_COMMON = "That is one of the passwords that are tried first. Think of words that do not belong together."
TOO_NEAR = "Do not use your name or your e-mail address in it."
# fmt: off
COMMON_WORDS = frozenset([
    "password", "passwort", "welcome", "letmein", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "asdfgh",
    "iloveyou", "sunshine", "princess", "football", "liverpool", "arsenal", "chelsea", "monday", "friday",
    "january", "december", "summer", "winter", "spring", "autumn", "administrator", "admin", "manager",
    "council", "haveyoursay", "children", "changeme", "secret", "dragon", "monkey", "master", "login",
    "superman", "batman", "england", "london", "correcthorsebatterystaple",
])
# fmt: on
RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_HASHER = PasswordHasher(time_cost=4, memory_cost=64 * 1024, parallelism=2, type=Type.ID)
_AT_ONCE = 2
"""64 MiB each: more at once would let anybody who types passwords fill the memory."""


class Hashing:
    """Hashes passwords two at a time, in threads: one takes longer than a page may."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def hash(self, password: str) -> str:
        """Return what is stored of a password."""
        async with self._turns:
            return await asyncio.to_thread(_HASHER.hash, password)

    async def verify(self, held: str, password: str) -> bool:
        """Tell whether it is the password. Where there is none to compare with, it takes as long."""
        async with self._turns:
            return await asyncio.to_thread(_verify, held or _make_other(), password) and bool(held)


@cache
def _make_other() -> str:
    return _HASHER.hash("nobody has this password, whatever is typed")


def _verify(held: str, password: str) -> bool:
    try:
        return _HASHER.verify(held, password)
    except (VerificationError, InvalidHashError):
        return False


def find_fault(password: str, *own: str) -> str:
    """Say what is wrong with a new password; empty if nothing is. `own`: name and address of its owner."""
    if len(password) < MIN_LENGTH:
        return TOO_SHORT
    if len(password) > MAX_LENGTH:
        return TOO_LONG
    if _is_common(password.casefold()):
        return TOO_COMMON
    parts = {part for text in own for part in re.split(r"[^\w]+|_", text.casefold()) if len(part) > 3}  # noqa: PLR2004 - shorter parts stand in other words
    return TOO_NEAR if any(part in password.casefold() for part in parts) else ""


def _is_common(password: str) -> bool:
    """Tell whether little is left once words, runs and repeats that everybody uses are taken out."""
    if len(set(password)) <= FEW_SIGNS or _has_runs_only(password):
        return True
    rest = password
    for word in sorted(COMMON_WORDS, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != password and len(re.sub(r"[\W\d_]", "", rest)) < MIN_LENGTH // 2


def _has_runs_only(password: str) -> bool:
    steps = sum(
        first + second in run or second + first in run for first, second in pairwise(password) for run in RUNS
    )
    return steps >= len(password) * 2 // 3
