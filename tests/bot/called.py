"""The webhook's address on a real port of this machine, with the guard and the limits of the pages."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.parts import BotParts
from bot.receiver import SECRET_HEADER, Receiver
from bot.webhook import WEBHOOK_PATH
from forms.library import Library
from forms.settings import Settings
from forms.web import Parts, build_app, make_runner, start_site
from tests.bot.bot_process import WEBHOOK_SECRET, make_environment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store
    from tests.bot.talk import Clock

SECRET = {SECRET_HEADER: WEBHOOK_SECRET}
HOST = "say.testshire.example"


@dataclass
class Called:
    """Telegram's side of the webhook."""

    session: aiohttp.ClientSession
    address: tuple[str, int]

    async def bring(self, update: Any, **headers: str) -> int:
        """Bring an update; return the status."""
        return await self.post(json.dumps(update).encode(), **{**SECRET, **headers})

    async def post(self, body: Any, **headers: str) -> int:
        """Post any body."""
        url = f"http://{self.address[0]}:{self.address[1]}{WEBHOOK_PATH}"
        async with self.session.post(url, data=body, headers={"Host": HOST, **headers}) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            return answer.status

    async def say(self, *lines: str) -> bytes:
        """Say raw lines after the request line; return what comes back."""
        reader, writer = await asyncio.open_connection(*self.address)
        head = (f"POST {WEBHOOK_PATH} HTTP/1.1", f"Host: {HOST}", *lines)
        writer.write("\r\n".join(head).encode())
        answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
        writer.close()
        return answer


@asynccontextmanager
async def being_called(folder: Path, keys: Keys, store: Store, clock: Clock) -> AsyncIterator[Called]:
    environment = {**make_environment(folder, "https://api.telegram.org")}
    settings = Settings.from_env({**environment, "SAY_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET})
    library = Library.shipped()
    app = build_app(Parts(store, keys, library, settings, clock))
    Receiver(BotParts(store, keys, library, settings, clock), asyncio.Event()).add_to(app)
    runner = make_runner(app)
    await start_site(runner, "127.0.0.1", 0)
    async with aiohttp.ClientSession() as session:
        yield Called(session, runner.addresses[0][:2])
    await runner.cleanup()
