"""Takes what Telegram brings by webhook: stored first, acknowledged then.

Why each answer is what it is: docs/decisions/2026-11-21-webhook.md.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.inbox import KeepUnit, make_row
from bot.webhook import WEBHOOK_PATH
from forms.problems import StoreUnavailableError
from forms.web import BODY_SECONDS

if TYPE_CHECKING:
    from bot.parts import BotParts

LOG = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
MAX_UPDATE = 1024 * 1024
"""Bytes of an update: 4,096 characters of words are 24 KB with every one escaped, the message they answer as
much again, its hundred buttons some 20 KB. Ten times that."""
RETRY_SECONDS = 5
"""When Telegram may call again after the database could not commit: it heals within ten."""
TELL_SECONDS = 60.0
"""Between two lines in the log about callers without the secret."""


class Receiver:
    """The webhook's handler. `news` wakes the worker, if it is in this process."""

    def __init__(self, parts: BotParts, news: asyncio.Event) -> None:
        self._parts = parts
        self._news = news
        self._secret = parts.settings.telegram_webhook_secret.encode()
        self._strangers = 0
        self._told_at = -TELL_SECONDS

    def add_to(self, app: web.Application) -> None:
        """Add the address to the pages, whose guard and limits hold for it too."""
        app.router.add_post(WEBHOOK_PATH, self.receive, name="telegram")

    async def receive(self, request: web.Request) -> web.Response:
        """POST /telegram/webhook: store the update; 200 once it is durable."""
        if not self._is_telegram(request):
            self._count_stranger()
            return _answer(HTTPStatus.FORBIDDEN)
        body = await _read_body(request)
        if isinstance(body, HTTPStatus):
            return _answer(body)
        return await self._keep(body)

    def _is_telegram(self, request: web.Request) -> bool:
        """Tell whether the caller knows our secret, taking as long for any that it does not."""
        shown = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        return hmac.compare_digest(shown, self._secret)

    async def _keep(self, body: bytes) -> web.Response:
        try:
            await self._parts.store.write(KeepUnit((self._make_row(body),)))
        except StoreUnavailableError:
            LOG.warning("an update could not be stored; Telegram brings it again")
            return _answer(HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": str(RETRY_SECONDS)})
        self._news.set()
        return _answer(HTTPStatus.OK)

    def _make_row(self, body: bytes) -> dict[str, Any]:
        """Make the inbox row. What cannot be read will never be: it is set aside, known by its bytes."""
        keys, now = self._parts.keys, self._parts.clock()
        try:
            return make_row(keys, json.loads(body), now)
        except (ValueError, RecursionError):
            LOG.warning("an update was set aside: it cannot be read")
            return make_row(keys, {"unreadable": hashlib.sha256(body).hexdigest()}, now)

    def _count_stranger(self) -> None:
        self._strangers += 1
        if time.monotonic() - self._told_at >= TELL_SECONDS:
            LOG.warning("%d calls of the webhook without our secret were refused", self._strangers)
            self._strangers, self._told_at = 0, time.monotonic()


async def _read_body(request: web.Request) -> bytes | HTTPStatus:
    """Read the update, or return the status that refuses it."""
    if (request.content_length or 0) > MAX_UPDATE:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while chunk := await request.content.readany():
                body += chunk
                if len(body) > MAX_UPDATE:
                    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    except TimeoutError:
        return HTTPStatus.REQUEST_TIMEOUT
    except (ValueError, ConnectionError, RuntimeError):  # cut off half-way: it comes again
        return HTTPStatus.BAD_REQUEST
    return bytes(body)


def _answer(status: HTTPStatus, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(status=status, headers=headers)
