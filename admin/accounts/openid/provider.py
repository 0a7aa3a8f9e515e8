"""The council's provider: what it says of itself and its keys, kept for a while, and what it is asked for."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from admin.accounts.openid.fetching import ask
from admin.accounts.openid.id_token import find_key
from admin.accounts.openid.metadata import BASIC, find_metadata_url, read_metadata
from admin.accounts.openid.refusals import Refusal, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from admin.accounts.openid.id_token import Header
    from admin.accounts.openid.metadata import Metadata
    from forms.settings_openid import OpenIdSettings

KEEP = timedelta(hours=1)
AFTER_FAILURE = timedelta(seconds=5)
"""A provider that does not answer is not asked by everybody in turn, each waiting for it."""
UNKNOWN_KEY_EVERY = timedelta(seconds=30)
"""A key that we do not know is looked for at once, but not for each token that names one."""


@dataclass(slots=True)
class Kept:
    """A document of the provider's: asked for once by many at once, and kept."""

    clock: Callable[[], datetime]
    _fields: dict[str, Any] = field(default_factory=dict)
    _until: datetime | None = None
    _failed: tuple[datetime, Refusal] | None = None
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def read(self, url: str) -> dict[str, Any]:
        """Return it. Raises RefusedError."""
        async with self._asking:
            if self._until is None or self.clock() >= self._until:
                await self._ask(url)
            return self._fields

    def forget(self) -> None:
        """Let it be asked for again."""
        self._until = None

    async def _ask(self, url: str) -> None:
        if self._failed and self.clock() < self._failed[0] + AFTER_FAILURE:
            raise RefusedError(self._failed[1])
        try:
            self._fields = (await ask("GET", url)).require_ok()
        except RefusedError as refused:
            self._failed = self.clock(), refused.refusal
            raise
        self._failed, self._until = None, self.clock() + KEEP


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """What the provider gave for a code."""

    id_token: object
    access_token: str


class Provider:
    """The one provider that the settings name."""

    def __init__(self, settings: OpenIdSettings, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self._clock = clock
        self._told, self._keys = Kept(clock), Kept(clock)
        self._looked_at: datetime | None = None

    async def describe(self) -> Metadata:
        """Say what it says of itself. Raises RefusedError."""
        issuer = self.settings.issuer
        return read_metadata(await self._told.read(find_metadata_url(issuer)), issuer)

    async def find_key(self, header: Header) -> dict[str, Any]:
        """Find the published key that a token names; a new one is looked for. Raises RefusedError."""
        url = (await self.describe()).keys_url
        found = find_key(await self._read_keys(url), header)
        if found is None and self._may_look_again():
            self._keys.forget()
            found = find_key(await self._read_keys(url), header)
        if found is None:
            raise RefusedError(Refusal.KEY)
        return found

    async def _read_keys(self, url: str) -> list[object]:
        published = (await self._keys.read(url)).get("keys")
        if not isinstance(published, list):
            raise RefusedError(Refusal.FAULT)
        return published

    def _may_look_again(self) -> bool:
        now = self._clock()
        may = self._looked_at is None or now >= self._looked_at + UNKNOWN_KEY_EVERY
        if may:
            self._looked_at = now
        return may

    async def exchange(self, code: str, verifier: str, back_url: str) -> Tokens:
        """Give the code for tokens. Raises RefusedError."""
        told = await self.describe()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back_url,
            "code_verifier": verifier,
        }
        headers: dict[str, str] = {}
        if told.secret_by == BASIC:
            headers["Authorization"] = self._write_basic()
        else:
            form |= {"client_id": self.settings.client_id, "client_secret": self.settings.client_secret}
        answer = await ask("POST", told.token_url, headers, form)
        if HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise RefusedError(Refusal.CODE)
        fields = answer.require_ok()
        access = fields.get("access_token", "")
        return Tokens(fields.get("id_token"), access if isinstance(access, str) else "")

    def _write_basic(self) -> str:
        """Write id and secret as RFC 6749, 2.3.1 has it: each escaped as in a form, then joined."""
        pair = f"{quote_plus(self.settings.client_id)}:{quote_plus(self.settings.client_secret)}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"

    async def read_userinfo(self, access_token: str) -> dict[str, Any]:
        """Ask for what the ID token leaves out, where there is a place to ask. Raises RefusedError."""
        url = (await self.describe()).userinfo_url
        if not url or not access_token or not access_token.isascii() or not access_token.isprintable():
            return {}
        return (await ask("GET", url, {"Authorization": f"Bearer {access_token}"})).require_ok()
