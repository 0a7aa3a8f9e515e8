"""Asking the provider: a short time, a bounded answer, no redirects, JSON and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp

from admin.accounts.openid.refusals import Refusal, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

TIME = aiohttp.ClientTimeout(total=10, sock_connect=5)
MAX_ANSWER = 256 * 1024
"""Bytes. The keys of large providers are some 20 KB."""
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}
"""Nothing packed: a small answer must not become a large one here."""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What came: the status, and the fields of the JSON object."""

    status: int
    fields: dict[str, Any]

    def require_ok(self) -> dict[str, Any]:
        """Return the fields of an answer that is none of an error. Raises RefusedError."""
        if self.status != HTTPStatus.OK:
            raise RefusedError(Refusal.FAULT)
        return self.fields


async def ask(
    method: str, url: str, headers: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None
) -> Answer:
    """Ask once. Raises RefusedError: SILENT or FAULT. What was sent or came stands in no message."""
    try:
        async with (
            aiohttp.ClientSession(timeout=TIME, cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.request(
                method, url, headers={**HEADERS, **(headers or {})}, data=form, allow_redirects=False
            ) as came,
        ):
            return Answer(came.status, _read_object(came, await _read_bounded(came)))
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):  # the last: an address that is none
        raise RefusedError(Refusal.SILENT) from None


async def _read_bounded(came: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in came.content.iter_any():
        body += chunk
        if len(body) > MAX_ANSWER:
            raise RefusedError(Refusal.FAULT)
    return bytes(body)


def _read_object(came: aiohttp.ClientResponse, body: bytes) -> dict[str, Any]:
    """Read a JSON object, whatever the status: an error says in JSON which one it is."""
    is_json = came.content_type == "application/json" or came.content_type.endswith("+json")
    if not is_json or came.headers.get("Content-Encoding", "identity") != "identity":
        raise RefusedError(Refusal.FAULT)
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(Refusal.FAULT) from None
    if not isinstance(read, dict):
        raise RefusedError(Refusal.FAULT)
    return read
