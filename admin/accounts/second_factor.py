"""The second factor: a code of the telephone's, each accepted once, or one of the codes on paper."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pyotp

from forms.codes import new_code, normalise_code, write_code
from forms.records import RecoveryCode
from forms.units import Insert

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from forms.keys import Keys

ISSUER = "Have Your Say"
STEP_SECONDS = 30
NEAR_STEPS = (-1, 0, 1)
"""A telephone's clock may be half a minute off."""
RECOVERY_CODES = 10


def make_secret() -> str:
    """Make a new secret, as a telephone takes it."""
    return pyotp.random_base32()


def make_uri(secret: str, sign_in: str, council: str) -> str:
    """Return what the QR code says to the telephone."""
    return pyotp.TOTP(secret).provisioning_uri(name=sign_in, issuer_name=f"{ISSUER} {council}".strip())


def find_step(secret: str, typed: str, now: datetime, after: int) -> int | None:
    """Return the step that a code belongs to, if it came after the last accepted one; else None."""
    code = "".join(typed.split())
    step = int(now.timestamp()) // STEP_SECONDS
    if not code.isascii():
        return None
    totp = pyotp.TOTP(secret)
    near = (step + steps for steps in NEAR_STEPS)
    found = [one for one in near if secrets.compare_digest(totp.generate_otp(one), code)]
    return next((one for one in found if one > after), None)


def make_recovery_codes() -> tuple[str, ...]:
    """Make codes to print: 60 bits each."""
    return tuple(write_code(new_code()) for _ in range(RECOVERY_CODES))


def keep_codes(keys: Keys, account_id: str, codes: Sequence[str]) -> tuple[Insert, ...]:
    """Make the rows of new codes."""
    hashes = (hash_recovery_code(keys, account_id, code) for code in codes)
    return tuple(Insert(RecoveryCode, {"code_hash": one, "account_id": account_id}) for one in hashes)


def hash_recovery_code(keys: Keys, account_id: str, typed: str) -> str:
    """Return what is stored of a recovery code, however it was typed."""
    return keys.mac("recovery code", account_id, normalise_code(typed) or "")
