"""GOV.UK Notify on loopback: speaks as it does, takes texts only from who holds the key, and can misbehave.

What it checks and answers follows https://docs.notifications.service.gov.uk/rest-api.html.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import jwt
from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"staff_texts-{SERVICE}-{SECRET}"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
TOKEN_SECONDS = 30
NUMBER = re.compile(r"(?:\+44|0)7[0-9]{9}")


def make_error(status: int, kind: str, message: str) -> web.Response:
    body = {"status_code": status, "errors": [{"error": kind, "message": message}]}
    return web.json_response(body, status=status)


@dataclass
class NotifyDouble:
    """Takes texts. `faults` says how it answers the next ones: a status, `hang`, `cut` or `nonsense`."""

    clock: Callable[[], datetime]
    faults: deque[int | str] = field(default_factory=deque)
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0
    url: str = ""
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        if self.faults:
            return await self.misbehave(request, self.faults.popleft())
        try:
            self.check_token(request)
        except jwt.PyJWTError as fault:
            return make_error(403, "AuthError", f"Invalid token: {type(fault).__name__}")
        return self.take(await request.json())

    def take(self, body: dict[str, Any]) -> web.Response:
        if set(body) - {"phone_number", "template_id", "personalisation", "reference"}:
            return make_error(400, "ValidationError", "Additional properties are not allowed")
        if body.get("template_id") != TEMPLATE:
            return make_error(400, "BadRequestError", "Template not found")
        if "test" not in body.get("personalisation", {}):
            return make_error(400, "BadRequestError", "Missing personalisation: test")
        if not NUMBER.fullmatch(body["phone_number"]):
            return make_error(400, "ValidationError", f"phone_number {body['phone_number']} is not valid")
        self.taken.append(body)
        return web.json_response({"id": f"740e5834-3a29-46b4-9a6f-{len(self.taken):012}"}, status=201)

    def check_token(self, request: web.Request) -> None:
        token = request.headers["Authorization"].removeprefix("Bearer ")
        said = jwt.decode(token, SECRET, ["HS256"], options={"verify_iat": False, "require": ["iss", "iat"]})
        if said["iss"] != SERVICE:
            raise jwt.InvalidIssuerError
        if abs(self.clock().timestamp() - said["iat"]) > TOKEN_SECONDS:
            raise jwt.ExpiredSignatureError

    async def misbehave(self, request: web.Request, fault: int | str) -> web.StreamResponse:
        if fault == "hang":
            await self.over.wait()
        if fault == "cut":
            assert request.transport is not None
            request.transport.abort()
        if fault == "nonsense":
            return web.Response(status=502, text="<html>")
        if fault == 429:
            return make_error(429, "RateLimitError", "Exceeded rate limit for key type TEAM of 3000 requests")
        if fault == 403:
            return make_error(403, "AuthError", "Invalid token: API key not found")
        if fault == 400:
            return make_error(400, "BadRequestError", "Can't send to 07700900123 using a team-only API key")
        return make_error(500, "Exception", "Internal server error")


@asynccontextmanager
async def running_notify(clock: Callable[[], datetime]) -> AsyncIterator[NotifyDouble]:
    double = NotifyDouble(clock)
    app = web.Application()
    app.router.add_post("/v2/notifications/sms", double.send)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    double.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield double
    finally:
        double.over.set()
        await runner.cleanup()
