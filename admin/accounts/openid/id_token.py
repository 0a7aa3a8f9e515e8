"""The ID token: who the provider says it is. Believed only if every one of these checks holds.

OpenID Connect Core 1.0, 3.1.3.7. PyJWT checks the signature; the claims are checked here, one refusal each,
against a clock that is passed in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import timedelta
from math import nan
from typing import TYPE_CHECKING, Any

import jwt
from jwt.exceptions import InvalidAlgorithmError, PyJWTError

from admin.accounts.openid.refusals import Refusal, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

FAMILIES = {
    "RSA": frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}),
    "EC": frozenset({"ES256", "ES384", "ES512"}),
    "OKP": frozenset({"EdDSA"}),
}
"""Kinds of keys, and how each signs. A shared secret (HS256) signs nothing here, nor does nobody (none)."""
ALGORITHMS = frozenset().union(*FAMILIES.values())
MAX_TOKEN = 32 * 1024
LEEWAY = timedelta(seconds=60)
"""By which the provider's clock and ours may differ."""
MAX_SUBJECT = 255
MAX_TIME = 1 << 53
"""Seconds. Beyond it a number of JSON's is no time of anybody's."""
TIMES = (("iat", None), ("exp", None), ("nbf", 0))
"""When it was made, until when it is good, and from when, which may be left out."""
_SIGNATURES = jwt.PyJWS(options={"enforce_minimum_key_length": True})


@dataclass(frozen=True, slots=True, repr=False)
class Expected:
    """What an ID token must say."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str
    begun_at: datetime
    now: datetime
    domain: str = ""
    """Where set: the organisation that the person must belong to (Google's `hd`)."""
    is_again: bool = False
    """Whether the person was to sign in anew, though the provider knew them."""


@dataclass(frozen=True, slots=True)
class Header:
    """How a token says it is signed, before anything of it is believed."""

    algorithm: str
    key_id: str | None


def read_header(token: object, accepted: frozenset[str]) -> Header:
    """Read how it is signed. Raises RefusedError: FORM, ALGORITHM."""
    if not isinstance(token, str) or len(token) > MAX_TOKEN or token.count(".") != 2:  # noqa: PLR2004 - header, claims, signature
        raise RefusedError(Refusal.FORM)
    try:
        header = _SIGNATURES.get_unverified_header(token)
    except (PyJWTError, ValueError):
        raise RefusedError(Refusal.FORM) from None
    if "crit" in header:
        raise RefusedError(Refusal.FORM)
    algorithm, key_id = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in accepted & ALGORITHMS:
        raise RefusedError(Refusal.ALGORITHM)
    return Header(algorithm, key_id if isinstance(key_id, str) else None)


def find_key(published: Iterable[object], header: Header) -> dict[str, Any] | None:
    """Return the one published key that the token names; None if there is none, or more than one."""
    fitting = [key for key in published if isinstance(key, dict) and _fits(key, header)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(key: dict[str, Any], header: Header) -> bool:
    kind = key.get("kty")
    return (
        isinstance(kind, str)
        and header.algorithm in FAMILIES.get(kind, ())
        and key.get("use", "sig") == "sig"
        and key.get("alg", header.algorithm) == header.algorithm
        and (header.key_id is None or key.get("kid") == header.key_id)
    )


def read_claims(token: str, key: dict[str, Any], header: Header) -> dict[str, Any]:
    """Check the signature and return the claims. Raises RefusedError: KEY, ALGORITHM, SIGNATURE, FORM."""
    try:
        made = jwt.PyJWK(key, header.algorithm)
    except (PyJWTError, ValueError, TypeError, KeyError):
        raise RefusedError(Refusal.KEY) from None
    try:
        claims = json.loads(_SIGNATURES.decode(token, made, [header.algorithm]))
    except InvalidAlgorithmError:
        raise RefusedError(Refusal.ALGORITHM) from None
    except (PyJWTError, TypeError):
        raise RefusedError(Refusal.SIGNATURE) from None
    except (ValueError, RecursionError):
        raise RefusedError(Refusal.FORM) from None
    if not isinstance(claims, dict):
        raise RefusedError(Refusal.FORM)
    return claims


def check_claims(claims: dict[str, Any], expected: Expected, algorithm: str) -> None:
    """Check what it says. Raises RefusedError with the first thing that is wrong."""
    checks: Sequence[tuple[bool, Refusal]] = (
        (claims.get("iss") == expected.issuer, Refusal.ISSUER),
        (_is_for(claims, expected.client_id), Refusal.AUDIENCE),
        (_is_timely(claims, expected), Refusal.TIME),
        (_is_same(claims.get("nonce"), expected.nonce), Refusal.NONCE),
        (_has_hash(claims, expected.access_token, algorithm), Refusal.ACCESS_HASH),
        (_has_subject(claims), Refusal.SUBJECT),
        (not expected.domain or claims.get("hd") == expected.domain, Refusal.DOMAIN),
        (not expected.is_again or _is_after(claims.get("auth_time"), expected), Refusal.STALE),
    )
    for holds, refusal in checks:
        if not holds:
            raise RefusedError(refusal)


def _is_for(claims: dict[str, Any], client_id: str) -> bool:
    """Tell whether it was made for us and for nobody else: there is no other service that we trust."""
    audience = claims.get("aud")
    return audience in (client_id, [client_id]) and claims.get("azp", client_id) == client_id


def _is_timely(claims: dict[str, Any], expected: Expected) -> bool:
    """Tell whether it was made since the attempt began, and is not over; `nbf` holds where it is given."""
    now, slack = expected.now.timestamp(), LEEWAY.total_seconds()
    made, until, since = (_read_number(claims.get(name, unset)) for name, unset in TIMES)
    is_new = expected.begun_at.timestamp() - slack <= made <= now + slack
    return is_new and now < until + slack and since <= now + slack


def _is_after(moment: object, expected: Expected) -> bool:
    return _read_number(moment) >= expected.begun_at.timestamp() - LEEWAY.total_seconds()


def _read_number(value: object) -> float:
    """Read a time. What is none, or is missing, fits nowhere."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < MAX_TIME:
        return nan
    return float(value)


def _is_same(said: object, expected: str) -> bool:
    return isinstance(said, str) and hmac.compare_digest(said.encode(), expected.encode())


def _has_hash(claims: dict[str, Any], access_token: str, algorithm: str) -> bool:
    """Tell whether the access token is the one the ID token was made with, where it says so."""
    if "at_hash" not in claims:
        return True
    digest = _digest(algorithm, access_token.encode())
    half = base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
    return _is_same(claims["at_hash"], half)


def _digest(algorithm: str, said: bytes) -> bytes:
    bits = "512" if algorithm == "EdDSA" else algorithm[2:]
    return hashlib.new(f"sha{bits}", said).digest()


def _has_subject(claims: dict[str, Any]) -> bool:
    subject = claims.get("sub")
    return isinstance(subject, str) and 0 < len(subject) <= MAX_SUBJECT and subject.isascii()
