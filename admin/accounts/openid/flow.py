"""The authorisation code flow with PKCE: from "sign in" to somebody the provider vouches for."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from admin.accounts.attempts import Purpose
from admin.accounts.openid.id_token import Expected, check_claims, read_claims, read_header
from admin.accounts.openid.identity import join_userinfo, needs_userinfo, read_identity
from admin.accounts.openid.refusals import Refusal, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from admin.accounts.attempts import Attempt
    from admin.accounts.openid.identity import Identity
    from admin.accounts.openid.provider import Provider, Tokens
    from forms.keys import Keys

OPENID = Purpose("openid", timedelta(minutes=10), is_from_elsewhere=True)
OPENID_AGAIN = Purpose("openid-again", timedelta(minutes=10), is_from_elsewhere=True)
"""Likewise, where somebody who is signed in must show anew who they are."""
SCOPE = "openid email profile"
MAX_CODE = 8 * 1024
"""Signs of a code: Entra ID's are some 1,500."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow with one provider, back to one address of ours."""

    provider: Provider
    keys: Keys
    back_url: str

    async def make_address(self, attempt: Attempt) -> str:
        """Return where the browser is sent. Raises RefusedError."""
        told = await self.provider.describe()
        asked = {
            "response_type": "code",
            "client_id": self.provider.settings.client_id,
            "redirect_uri": self.back_url,
            "scope": SCOPE,
            "state": attempt.derive(self.keys, "state"),
            "nonce": attempt.derive(self.keys, "nonce"),
            "code_challenge": make_challenge(attempt.derive(self.keys, "verifier")),
            "code_challenge_method": "S256",
            **({"prompt": "login", "max_age": "0"} if attempt.purpose is OPENID_AGAIN else {}),
        }
        joint = "&" if "?" in told.authorize_url else "?"
        return f"{told.authorize_url}{joint}{urlencode(asked)}"

    def belongs(self, attempt: Attempt, given: Mapping[str, str]) -> bool:
        """Tell whether an answer belongs to this attempt: by its state, which no other site knows."""
        state = attempt.derive(self.keys, "state")
        return hmac.compare_digest(given.get("state", "").encode(), state.encode())

    async def finish(self, attempt: Attempt, given: Mapping[str, str], now: datetime) -> Identity:
        """Return who it is, from an answer whose state was checked. Raises RefusedError."""
        if "error" in given:
            raise RefusedError(Refusal.DECLINED)
        await self._check_issuer(given)
        code = given.get("code", "")
        if not code or len(code) > MAX_CODE:
            raise RefusedError(Refusal.CODE)
        verifier = attempt.derive(self.keys, "verifier")
        tokens = await self.provider.exchange(code, verifier, self.back_url)
        claims = await self._read_claims(attempt, tokens, now)
        return read_identity(await self._complete(claims, tokens), self.provider.settings)

    async def _check_issuer(self, given: Mapping[str, str]) -> None:
        """Check who answered, where the provider says so in each answer (RFC 9207)."""
        told = await self.provider.describe()
        said = given.get("iss")
        if said != told.issuer if told.names_itself else said not in (None, "", told.issuer):
            raise RefusedError(Refusal.RESPONSE_ISSUER)

    async def _read_claims(self, attempt: Attempt, tokens: Tokens, now: datetime) -> dict[str, Any]:
        settings, told = self.provider.settings, await self.provider.describe()
        header = read_header(tokens.id_token, told.algorithms)
        claims = read_claims(str(tokens.id_token), await self.provider.find_key(header), header)
        expected = Expected(
            issuer=told.issuer,
            client_id=settings.client_id,
            nonce=attempt.derive(self.keys, "nonce"),
            access_token=tokens.access_token,
            begun_at=attempt.begun_at,
            now=now,
            domain=settings.domain,
            is_again=attempt.purpose is OPENID_AGAIN,
        )
        check_claims(claims, expected, header.algorithm)
        return claims

    async def _complete(self, claims: dict[str, Any], tokens: Tokens) -> dict[str, Any]:
        """Add what the ID token leaves out, if it is told of the same person. Raises RefusedError."""
        settings = self.provider.settings
        if not needs_userinfo(claims, settings):
            return claims
        told = await self.provider.read_userinfo(tokens.access_token)
        if told and told.get("sub") != claims["sub"]:
            raise RefusedError(Refusal.SUBJECT)
        return join_userinfo(claims, told, settings)


def make_challenge(verifier: str) -> str:
    """Return what the provider is shown before it sees the verifier itself (RFC 7636, S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
