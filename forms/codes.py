"""Invitation codes: 12 characters of Crockford's base 32, 60 bits."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O (look-alikes) and U (fewer accidental words)."""
LENGTH = 12
GROUP = 4
MAX_TYPED = 64
"""Longer than any code with every sign of punctuation between: what is longer is not looked at."""

_FORGIVEN = str.maketrans(
    {"O": "0", "I": "1", "L": "1", **dict.fromkeys(" \t\r\n-_.\u00a0\u2010\u2011\u2012\u2013\u2014")}
)


def new_code() -> str:
    """Make a code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise_code(text: str) -> str | None:
    """Read a code as a person typed it: case, gaps, hyphens, look-alikes forgiven. None: it cannot be one."""
    if len(text) > MAX_TYPED:
        return None
    code = text.upper().translate(_FORGIVEN)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def write_code(code: str) -> str:
    """Write a code for people: `XXXX-XXXX-XXXX`."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))
