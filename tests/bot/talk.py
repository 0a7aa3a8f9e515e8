"""The bot without a network: updates go in by the inbox, messages are read from the outbox. No waiting."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text

from bot.api import BotApi, TooLargeError
from bot.application import build_application
from bot.courtesy import Courtesy
from bot.desk import Desk
from bot.fetching import Fetcher
from bot.handlers import Handlers
from bot.inbox import KeepUnit, make_row
from bot.noticing import write_out
from bot.outbox import Positions, SentUnit, list_next, open_call
from bot.parts import BotParts
from bot.tongues import Tongues
from bot.wording import ASK_CONTACT, NEED_HELP
from bot.worker import Worker
from forms.codes import new_code
from forms.library import Library
from forms.records import Invitation, InvitationCode
from forms.settings import Settings
from forms.units import Insert, PutUnit
from tests.bot.bot_process import make_environment
from tests.bot.telegram_client import make_file
from tests.bot.telegram_double import STARTS, person

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store

START = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
CHAT = 4711
CHILD_FORM = "have_your_say_12_17"


@dataclass
class Clock:
    """Stands still until it is set."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class OfflineApi:
    """Has the files that people sent; `faults` are raised first, one at a time."""

    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[Exception] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def download(self, file_id: str, most: int) -> bytes:
        self.asked.append(file_id)
        if self.faults:
            raise self.faults.pop(0)
        if len(self.files[file_id]) > most:
            raise TooLargeError
        return self.files[file_id]


@dataclass
class Talk:
    """One bot and the people who talk with it."""

    parts: BotParts
    worker: Worker
    clock: Clock
    fetcher: Fetcher
    api: OfflineApi
    chat: int = CHAT
    sent: list[dict[str, Any]] = field(default_factory=list)
    next_id: int = 100
    written: list[int] = field(default_factory=list)
    """Numbers of the messages that people sent."""

    # --- people ----------------------------------------------------------------------------------

    async def type(self, words: str, **more: Any) -> list[str]:
        """Send words; return the texts that come back."""
        return await self.give(self.write(words, **more))

    def write(self, words: str | None = None, **more: Any) -> dict[str, Any]:
        """Make the update of a message."""
        given: dict[str, Any] = {} if words is None else {"text": words}
        if words is not None and words.startswith("/"):
            command = words.split(maxsplit=1)[0]
            given["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        chat = {"id": self.chat, "type": "private", "first_name": "FirstCanary"}
        message = {
            "message_id": self._take_id(),
            "date": 1,
            "chat": chat,
            "from": person(self.chat),
            **given,
            **more,
        }
        self.written.append(message["message_id"])
        return {"update_id": self._take_id(), "message": message}

    async def press(self, label: str) -> list[str]:
        """Press the latest button with this label."""
        for message in reversed(self.sent):
            for button in list_buttons(message):
                if button["text"] in {label, STARTS.get(label)}:
                    return await self.press_data(button["callback_data"], message["message_id"])
        message = f"no button {label!r}"
        raise LookupError(message)

    async def press_data(self, data: str, message_id: int = 1) -> list[str]:
        """Press a button that carries this."""
        return await self.give(self.make_press(data, message_id))

    def make_press(self, data: str, message_id: int = 1) -> dict[str, Any]:
        """Make the update of a press."""
        message = {"message_id": message_id, "date": 1, "chat": {"id": self.chat, "type": "private"}}
        query = {
            "id": str(self._take_id()),
            "from": person(self.chat),
            "message": message,
            "chat_instance": "1",
            "data": data,
        }
        return {"update_id": self._take_id(), "callback_query": query}

    def _take_id(self) -> int:
        self.next_id += 1
        return self.next_id

    # --- the bot ---------------------------------------------------------------------------------

    async def give(self, *updates: Any) -> list[str]:
        """Have updates stored, handled, and what they lead to delivered; return the new texts."""
        await self.keep(*updates)
        await self.handle()
        return await self.deliver()

    async def keep(self, *updates: Any) -> None:
        now = self.clock()
        rows = tuple(make_row(self.parts.keys, update, now) for update in updates)
        await self.parts.store.write(KeepUnit(rows))

    async def handle(self) -> None:
        await self.worker.handle_waiting(asyncio.Event())
        while self.fetcher.keeps_waiting(self.parts.hash_chat(self.chat)):
            await self.fetcher.wait()
            await self.worker.handle_waiting(asyncio.Event())

    async def send_file(self, content: bytes, name: str = "voice", **more: Any) -> list[str]:
        """Send a file; return the texts that come back."""
        return await self.give(self.bring_file(content, name, **more))

    def bring_file(
        self, content: bytes, name: str = "voice", caption: str = "", size: int | None = None
    ) -> dict[str, Any]:
        """Make the update of a message with a file."""
        file_id = f"file-{self._take_id()}"
        self.api.files[file_id] = content
        return self.write(**make_file(name, file_id, len(content) if size is None else size, caption))

    async def deliver(self) -> list[str]:
        texts = []
        while rows := await list_next(self.parts.store):
            for row in rows:
                call = write_out(Tongues(self.parts.settings), open_call(self.parts.keys, row))
                is_new = call["method"] == "sendMessage"
                number = self._take_id() if is_new else None
                self.sent.append({**call, "message_id": number or call["parameters"].get("message_id")})
                texts += [call["parameters"]["text"]] if is_new else []
                assert names_help(call), call  # everything the bot says in any test, walked here
                await self.parts.store.write(
                    SentUnit(row["id"], row["recipient_hash"], call["shown"], number, self.clock())
                )
        return texts

    async def invite(self, form_key: str = CHILD_FORM, audience: str = "child", **more: Any) -> str:
        """Make an invitation; return its code."""
        code, now = new_code(), self.clock()
        invitation = {
            "id": f"invitation-{code}",
            "form_key": form_key,
            "audience": audience,
            "review_ref": None,
            "takes": 1,
            "submitted": 0,
            "created_at": now,
            "expires_at": now + timedelta(days=60),
            "revoked_at": None,
            **more,
        }
        opener = {
            "code_hash": self.parts.keys.hash_code(code),
            "invitation_id": invitation["id"],
            "made_for": "list",
            "created_at": now,
            "scans": 0,
        }
        rows = (Insert(Invitation, invitation), Insert(InvitationCode, opener))
        await self.parts.store.write(PutUnit(rows))
        return code

    async def begin(self, code: str, *, in_a_minute: bool = False) -> list[str]:
        """From the code to the first question."""
        await self.type(f"/start {code}")
        await self.press("Continue here")
        minute = next((label for label in self.labels() if "one minute" in label), "")
        return await self.press(minute if in_a_minute else "OK, start")

    async def count(self, table: str, where: str = "1 = 1") -> int:
        rows = await self.parts.store.read(
            select(func.count().label("n")).select_from(text(table)).where(text(where))
        )
        return int(rows[0]["n"])

    async def read(self, statement: str) -> list[dict[str, Any]]:
        return [dict(row) for row in await self.parts.store.read(text(statement))]

    def labels(self) -> list[str]:
        """The buttons under the last message."""
        return [button["text"] for button in list_buttons(self.sent[-1])]


def names_help(call: dict[str, Any]) -> bool:
    """Tell whether a message leads to help: by a button, or by the numbers themselves."""
    if call["method"] not in {"sendMessage", "editMessageReplyMarkup"}:
        return True
    labels = {button["text"].strip("⟦⟧") for button in list_buttons(call)}
    words = call["parameters"].get("text", "")
    return bool({NEED_HELP, ASK_CONTACT} & labels) or ("999" in words and "0800 1111" in words)


def list_buttons(call: dict[str, Any]) -> list[dict[str, str]]:
    rows = call["parameters"].get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


@asynccontextmanager
async def talking(folder: Path, keys: Keys, store: Store) -> AsyncIterator[Talk]:
    clock = Clock()
    settings = Settings.from_env(make_environment(folder, "http://127.0.0.1:9"))
    parts = BotParts(store, keys, Library.shipped(), settings, clock)
    api = OfflineApi()
    fetcher = Fetcher(parts, api, asyncio.Event())  # type: ignore[arg-type] - a double
    desk = Desk(parts, fetcher)
    positions = await Positions.after_those_in(store, clock)
    courtesy = Courtesy(BotApi(None, ""))  # type: ignore[arg-type] - never asked: its task does not run
    async with build_application(Handlers(desk)) as application:
        worker = Worker(
            parts, desk, application, positions, courtesy, news=asyncio.Event(), post=asyncio.Event()
        )
        yield Talk(parts, worker, clock, fetcher, api)
