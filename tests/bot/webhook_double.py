"""How the double of Telegram brings updates by webhook: real HTTP, again and again until it gets a 200.

The chats side by side, the updates of one chat in their order; with `set_mood` also twice, in disorder, or
with the answer lost. `base` stands for what DNS and the proxy with the certificate do: where the host of
the webhook's address is really reached.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import aiohttp
from yarl import URL

if TYPE_CHECKING:
    from collections.abc import Hashable

FIRST_PAUSE = 0.2
LAST_PAUSE = 2.0
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
PORTS = (443, 80, 88, 8443)
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class RefusedError(Exception):
    """An error as Telegram words it."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.body = {"ok": False, "error_code": status, "description": description}
        if parameters:
            self.body["parameters"] = parameters


@dataclass(frozen=True)
class Webhook:
    url: str
    secret: str
    allowed: tuple[str, ...]
    most: int


class Caller(Protocol):
    """The part of the double that is needed here."""

    updates: list[Any]
    webhook: Webhook | None

    def settle(self, update: Any) -> None: ...


def read_webhook(parameters: dict[str, Any]) -> Webhook:
    url = URL(parameters["url"])
    if url.scheme != "https":
        raise RefusedError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if url.port not in PORTS:
        raise RefusedError(
            400, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
        )
    if not SECRET.fullmatch(parameters.get("secret_token", "-")):
        raise RefusedError(400, "Bad Request: secret token contains unallowed characters")
    return Webhook(
        parameters["url"],
        parameters.get("secret_token", ""),
        tuple(parameters.get("allowed_updates", ())),
        parameters.get("max_connections", 40),
    )


@dataclass
class Deliveries:
    """What is on its way, what became of it, and how it is brought."""

    made: list[dict[str, Any]] = field(default_factory=list)
    failed_at: int = 0
    base: str = ""
    times: int = 1
    lost: int = 0
    backwards: bool = False
    held: bool = False
    _busy: dict[Hashable, asyncio.Task[None]] = field(default_factory=dict)

    def set_mood(self, **mood: Any) -> None:
        """Set `base`; `times` each is brought; how many answers are `lost`; `backwards`; `held` back."""
        for name, value in mood.items():
            setattr(self, name, value)

    async def run(self, telegram: Caller) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                self._busy = {queue: task for queue, task in self._busy.items() if not task.done()}
                if telegram.webhook and self.base and not self.held:
                    self._begin(session, telegram, telegram.webhook)
                await asyncio.sleep(0.01)

    def _begin(self, session: aiohttp.ClientSession, telegram: Caller, webhook: Webhook) -> None:
        waiting = list(reversed(telegram.updates)) if self.backwards else telegram.updates
        for update in waiting:
            queue = id(update) if self.backwards else find_queue(update)
            if queue not in self._busy and len(self._busy) < webhook.most:
                self._busy[queue] = asyncio.create_task(self._bring(session, telegram, webhook, update))

    async def _bring(
        self, session: aiohttp.ClientSession, telegram: Caller, webhook: Webhook, update: Any
    ) -> None:
        """Bring it until it is taken, then as often again as the mood says."""
        pause = FIRST_PAUSE
        while telegram.webhook is webhook and not self.held:
            status, retry_after = await self._post(session, webhook, update)
            lost, self.lost = self.lost > 0, max(0, self.lost - 1)
            if status == 200 and not lost:
                for _ in range(self.times - 1):
                    await self._post(session, webhook, update)
                telegram.settle(update)
                return
            self.failed_at = int(time.time())
            await asyncio.sleep(min(LAST_PAUSE, float(retry_after or pause)))
            pause = min(LAST_PAUSE, pause * 2)

    async def _post(
        self, session: aiohttp.ClientSession, webhook: Webhook, update: Any
    ) -> tuple[int, str | None]:
        url = URL(webhook.url)
        headers = {"Host": url.host or "", HEADER: webhook.secret, "Content-Type": "application/json"}
        made = {"update_id": id_of(update), "status": 0, "retry_after": None}
        try:
            async with session.post(
                f"{self.base}{url.path}",
                data=json.dumps(update),
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=15),
                allow_redirects=False,
            ) as answer:
                made |= {"status": answer.status, "retry_after": answer.headers.get("Retry-After")}
        except (aiohttp.ClientError, TimeoutError, OSError):
            pass
        self.made.append({**made, "at": time.monotonic()})
        return int(made["status"] or 0), made["retry_after"]


def id_of(update: Any) -> int:
    found = update.get("update_id") if isinstance(update, dict) else None
    return found if isinstance(found, int) else 0


def find_queue(update: Any) -> Hashable:
    """Name the chat an update comes from, or the update itself."""
    if isinstance(update, dict):
        query = update.get("callback_query")
        message = update.get("message") or (query.get("message") if isinstance(query, dict) else None)
        chat = message.get("chat") if isinstance(message, dict) else None
        if isinstance(chat, dict) and isinstance(chat.get("id"), int):
            return ("chat", chat["id"])
    return ("update", id(update))
