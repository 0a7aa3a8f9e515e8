"""What the provider says of itself, as far as we go by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from admin.accounts.openid.id_token import ALGORITHMS
from admin.accounts.openid.refusals import Refusal, RefusedError
from forms.settings_reader import is_loopback

WELL_KNOWN = "/.well-known/openid-configuration"
BASIC, POST = "client_secret_basic", "client_secret_post"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where the provider is asked for what, and how."""

    issuer: str
    authorize_url: str
    token_url: str
    keys_url: str
    userinfo_url: str
    algorithms: frozenset[str]
    """How it signs, out of what we accept."""
    secret_by: str
    """How we show our secret: in a header, or in the form."""
    names_itself: bool
    """Whether its answers say who gave them (RFC 9207): then one that does not is refused."""


def find_metadata_url(issuer: str) -> str:
    """Return where a provider tells of itself."""
    return issuer.rstrip("/") + WELL_KNOWN


def read_metadata(fields: dict[str, Any], issuer: str) -> Metadata:
    """Read it. Raises RefusedError: METADATA."""
    algorithms = ALGORITHMS & set(_read_list(fields, "id_token_signing_alg_values_supported", ["RS256"]))
    can_code = "code" in _read_list(fields, "response_types_supported", ["code"])
    can_hash = "S256" in _read_list(fields, "code_challenge_methods_supported", ["S256"])
    if fields.get("issuer") != issuer or not (algorithms and can_code and can_hash):
        raise RefusedError(Refusal.METADATA)
    return Metadata(
        issuer=issuer,
        authorize_url=_read_url(fields, "authorization_endpoint", issuer),
        token_url=_read_url(fields, "token_endpoint", issuer),
        keys_url=_read_url(fields, "jwks_uri", issuer),
        userinfo_url=_read_url(fields, "userinfo_endpoint", issuer) if "userinfo_endpoint" in fields else "",
        algorithms=algorithms,
        secret_by=_choose_way(_read_list(fields, "token_endpoint_auth_methods_supported", [BASIC])),
        names_itself=fields.get("authorization_response_iss_parameter_supported") is True,
    )


def _choose_way(offered: list[str]) -> str:
    way = next((way for way in (BASIC, POST) if way in offered), None)
    if way is None:
        raise RefusedError(Refusal.METADATA)
    return way


def _read_list(fields: dict[str, Any], name: str, default: list[str]) -> list[str]:
    """Read a list of texts. Silence means the standard; Entra ID is silent about S256, and takes it."""
    found = fields.get(name, default)
    if not isinstance(found, list):
        raise RefusedError(Refusal.METADATA)
    return [one for one in found if isinstance(one, str)]


def _read_url(fields: dict[str, Any], name: str, issuer: str) -> str:
    """Read an address: https, or on this machine where the issuer is."""
    written = fields.get(name)
    if not isinstance(written, str) or not _is_safe(written, issuer):
        raise RefusedError(Refusal.METADATA)
    return written


def _is_safe(written: str, issuer: str) -> bool:
    try:
        parts, asked = urlsplit(written), urlsplit(issuer)
        host = parts.hostname or ""
        is_here = asked.scheme == "http" and is_loopback(host) and is_loopback(asked.hostname or "")
        named = bool(host) and parts.port != 0
    except ValueError:
        return False
    return named and (parts.scheme == "https" or (is_here and parts.scheme == "http"))
