"""Carries text messages to GOV.UK Notify, which must answer that it took them.

The words of the text lie with Notify, as a template that the council writes there; we say only to whom, and
whether it is a test. https://docs.notifications.service.gov.uk/rest-api.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
import jwt

from admin.sending import CARRY_SECONDS, NotTakenError, SendingParts, run_carrier

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping

SEND = "/v2/notifications/sms"
UUID_LENGTH = 36
MAX_ANSWER_BYTES = 16_384
HOPELESS = frozenset([HTTPStatus.BAD_REQUEST])
"""The number or the template is wrong. All else may come right: our key, their limits, their faults."""


async def run_texting(parts: SendingParts, stop: asyncio.Event) -> None:
    """Send texts that are due, until told to stop. Without `SAY_NOTIFY_KEY` none are written."""
    if parts.settings.notify_key:
        await run_carrier(parts, Texts(parts), stop)


@dataclass(frozen=True, slots=True)
class Texts:
    """GOV.UK Notify, or whatever speaks as it does at `SAY_NOTIFY_URL`."""

    parts: SendingParts
    channel: str = "sms"
    patience_seconds: float = CARRY_SECONDS

    async def carry(self, letter: Mapping[str, str]) -> str:
        """Hand a text over; return the number that Notify gave it. Raises NotTakenError."""
        settings = self.parts.settings
        asked = {
            "phone_number": letter["to"],
            "template_id": settings.notify_template,
            "personalisation": {"test": "yes" if letter.get("test") or self.parts.demo else "no"},
        }
        try:
            status, said = await self._post(settings.notify_url + SEND, asked)
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise NotTakenError(type(fault).__name__) from None
        if status == HTTPStatus.CREATED:
            return str(said.get("id", ""))
        raise NotTakenError(f"{status} {_name_error(said)}".strip(), for_good=status in HOPELESS)

    async def _post(self, address: str, asked: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        limit = aiohttp.ClientTimeout(total=self.patience_seconds)
        headers = {"Authorization": f"Bearer {self._make_token()}"}
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.post(address, json=asked, headers=headers, allow_redirects=False) as response,
        ):
            return response.status, _read(await response.content.read(MAX_ANSWER_BYTES))

    def _make_token(self) -> str:
        """Sign who we are, and when: Notify takes a token for half a minute. The key ends in two UUIDs."""
        key = self.parts.settings.notify_key
        service, secret = key[-2 * UUID_LENGTH - 1 : -UUID_LENGTH - 1], key[-UUID_LENGTH:]
        return jwt.encode({"iss": service, "iat": int(self.parts.clock().timestamp())}, secret, "HS256")


def _read(body: bytes) -> dict[str, Any]:
    """Read an answer; whatever is no JSON object says nothing."""
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _name_error(said: Mapping[str, Any]) -> str:
    """Return the kind of the first error, never its text: that may hold the number."""
    errors = said.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    kind = str(first.get("error", "")) if isinstance(first, dict) else ""
    return kind if kind.isalnum() else ""
