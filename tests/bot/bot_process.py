"""The bot as a process of its own, in a data folder of its own, with invitations to use."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from forms.codes import new_code
from forms.folder import open_folder
from forms.london import LONDON
from forms.records import Invitation, InvitationCode
from forms.settings import Settings
from forms.units import Insert, PutUnit
from tests.bot.telegram_client import TOKEN, wait_until
from tests.locked import locked
from tests.service import prepared
from tests.service.house import find_free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from forms.keys import Keys
    from tests.bot.telegram_client import TelegramClient

CHILD_FORM = "have_your_say_12_17"


WEBHOOK_SECRET = "WEBHOOK-CANARY-of-more-than-32-characters"


def make_environment(folder: Path, api_url: str) -> dict[str, str]:
    return {
        "SAY_DATA_DIR": str(folder),
        "SAY_COUNCIL": "Testshire",
        "SAY_DUTY_CONTACT": "duty@testshire.example",
        "SAY_OUT_OF_HOURS": "01632 960002",
        "SAY_WORKING_HOURS": "Mon-Fri 09:00-17:00",
        "SAY_PUBLIC_URL": "https://say.testshire.example",
        "SAY_TELEGRAM_TOKEN": TOKEN,
        "SAY_TELEGRAM_API_URL": api_url,
        "PATH": os.environ["PATH"],
        "NO_PROXY": "127.0.0.1",
    }


def count_greetings(telegram: TelegramClient) -> int:
    """How often a bot asked for updates, or said where to bring them."""
    return telegram.state()["polls"] + sum(call["ok"] for call in telegram.calls("setWebhook"))


@dataclass
class BotProcess:
    """Start it, kill it, start it again; look into its database from outside."""

    folder: Path
    api_url: str
    log: Path
    by_webhook: bool = False
    """Telegram calls the service, pages and bot in one; otherwise the bot alone asks Telegram."""
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=find_free_port)
    hurried: bool = False
    """Whether it writes to a chat faster than Telegram allows."""
    process: prepared.Started | None = None
    settings: Settings = field(init=False)
    keys: Keys = field(init=False)

    def __post_init__(self) -> None:
        self.settings = Settings.from_env(self.environment)

    @property
    def environment(self) -> dict[str, str]:
        listen = {"SAY_LISTEN": f"127.0.0.1:{self.port}"}
        secret = {"SAY_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET} if self.by_webhook else {}
        return {**make_environment(self.folder, self.api_url), **listen, **secret, **self.more}

    @property
    def base(self) -> str:
        """Where the service listens: what a proxy in front of it calls."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *arguments: str) -> None:
        """Start it, and wait for nothing."""
        chosen = arguments or (() if self.by_webhook else ("--only", "bot"))
        words = ("serve", *chosen, "--log-level", "debug")
        module = "tests.bot.serve_quickly" if self.hurried else "admin.__main__"
        self.process = prepared.Command(
            words, self.environment, self.log.parent, self.log, self.log, module
        ).start()

    def kill(self) -> None:
        """SIGKILL: no goodbye."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self, seconds: float = 10) -> int:
        """SIGTERM: what is under way is finished."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def invite(self, form_key: str = CHILD_FORM, audience: str = "child", **more: Any) -> str:
        """Make an invitation and return its code."""
        return asyncio.run(self._invite(form_key, audience, more))

    async def _invite(self, form_key: str, audience: str, more: dict[str, Any]) -> str:
        self.keys, store = await open_folder(self.settings)
        code, now = new_code(), datetime.now(UTC)
        invitation = {
            "id": self.find_invitation(code),
            "form_key": form_key,
            "audience": audience,
            "review_ref": None,
            "takes": 1,
            "submitted": 0,
            "created_at": now,
            "expires_at": now + timedelta(days=30),
            "revoked_at": None,
            **more,
        }
        opener = {
            "code_hash": self.keys.hash_code(code),
            "invitation_id": invitation["id"],
            "made_for": "list",
            "created_at": now,
            "scans": 0,
        }
        await store.write(PutUnit((Insert(Invitation, invitation), Insert(InvitationCode, opener))))
        await store.close()
        return code

    def find_invitation(self, code: str) -> str:
        """The id of the invitation made with a code; the code itself stands nowhere."""
        return self.keys.mac("invitation", code)

    def wait_until_it_asks(self, telegram: TelegramClient) -> None:
        """Wait until the process is up: until then SIGTERM just ends it."""
        before = count_greetings(telegram)
        wait_until("the bot speaks to Telegram", lambda: count_greetings(telegram) > before)

    @property
    def today(self) -> date:
        """The day whose key drafts are sealed with."""
        return datetime.now(LONDON).date()

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database of the running service."""
        connection = sqlite3.connect(f"file:{self.folder / 'haveyoursay.db'}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(statement, values).fetchall()
        finally:
            connection.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the database's write lock, as another program might."""
        with locked(self.folder / "haveyoursay.db"):
            yield

    def count(self, table: str, where: str = "1 = 1") -> int:
        return int(self.query(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])
