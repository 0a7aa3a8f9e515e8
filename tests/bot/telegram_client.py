"""Starts the double of Telegram, and plays the people who use it.

with running_telegram(tmp_path) as telegram:
    settings: SAY_TELEGRAM_API_URL=telegram.url, SAY_TELEGRAM_TOKEN=TOKEN
    telegram.type(chat, "/start ABCD-…")
    telegram.press(chat, "Continue here")
    telegram.wait_for(chat, "Question 1 of")
"""

from __future__ import annotations

import base64
import json
import secrets
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bot.telegram_double import TOKEN
from tests.service.house import START_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = START_SECONDS / 3
"""What is waited for often begins with a start of the service, and a busy machine takes long over that."""

__all__ = ["TOKEN", "TelegramClient", "running_telegram", "wait_until"]


def make_file(name: str, file_id: str, size: int, caption: str = "") -> dict[str, Any]:
    """The part of a message that brings a file, with all that Telegram says of it."""
    file = {"file_id": file_id, "file_unique_id": "u", "file_size": size}
    whole: dict[str, Any] = {
        "voice": {**file, "duration": 2, "mime_type": "audio/ogg"},
        "audio": {**file, "duration": 2, "file_name": "NameCanary.mp3", "performer": "PerformerCanary"},
        "document": {**file, "file_name": "NameCanary.jpg", "mime_type": "image/jpeg"},
        "photo": [
            {**file, "file_id": "small", "width": 90, "height": 67},
            {**file, "width": 640, "height": 480},
        ],
        "video": {**file, "duration": 2, "width": 64, "height": 48},
    }
    return {name: whole[name], **({"caption": caption} if caption else {})}


def wait_until(what: str, is_so: Callable[[], Any], seconds: float = PATIENCE, pause: float = 0.05) -> Any:
    """Look again and again until something is so; return what was found."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := is_so():
            return found
        time.sleep(pause)
    message = f"after {seconds} s still not so: {what}"
    raise AssertionError(message)


@dataclass(frozen=True)
class TelegramClient:
    """The people, and whatever goes wrong between them and the bot."""

    url: str

    # --- people ----------------------------------------------------------------------------------

    def type(self, chat: int, text: str) -> dict[str, Any]:
        """Send a text."""
        command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
        entity = {"type": "bot_command", "offset": 0, "length": len(command)}
        return self.write(chat, {"text": text, **({"entities": [entity]} if command else {})})

    def write(self, chat: int, more: dict[str, Any]) -> dict[str, Any]:
        """Send a message of any kind."""
        return self._post("write", {"chat": chat, "more": more})

    def send_file(
        self, chat: int, content: bytes, name: str = "voice", *, caption: str = "", size: int | None = None
    ) -> dict[str, Any]:
        """Send a voice note, a photo, a document … with a caption, if any."""
        file_id = f"file{len(content)}x{secrets.token_hex(4)}"
        self._post("put_file", {"file_id": file_id, "content": base64.b64encode(content).decode()})
        return self.write(chat, make_file(name, file_id, len(content) if size is None else size, caption))

    def press(self, chat: int, label: str, message_id: int | None = None) -> dict[str, Any]:
        """Press a button by what is written on it."""
        return self._post("press", {"chat": chat, "label": label, "message_id": message_id})

    def press_data(self, chat: int, data: str) -> dict[str, Any]:
        """Press a button that carries this, wherever it came from."""
        return self._post("press_data", {"chat": chat, "data": data})

    def push(self, update: Any) -> Any:
        """Have any update delivered, as it is; an update without an id gets the next one."""
        return self._post("push", {"update": update})

    # --- what was sent ---------------------------------------------------------------------------

    def calls(self, method: str | None = None) -> list[dict[str, Any]]:
        """Every call so far, refused ones included: method, parameters, at, ok."""
        return [call for call in self._post("calls", {}) if method in {None, call["method"]}]

    def messages(self, chat: int) -> list[dict[str, Any]]:
        """What the chat got, in order: the parameters of each sendMessage that was accepted."""
        sent = (call for call in self.calls("sendMessage") if call["ok"])
        return [call["parameters"] for call in sent if call["parameters"]["chat_id"] == chat]

    def last_message_id(self, chat: int) -> int:
        """Telegram's number of the last message that the chat got."""
        sent = [
            call for call in self.calls("sendMessage") if call["ok"] and call["parameters"]["chat_id"] == chat
        ]
        return int(sent[-1]["message_id"])

    def stored(self, chat: int) -> list[dict[str, Any]]:
        """What stands in a chat, of both sides."""
        found: list[dict[str, Any]] = self._post("stored", {"chat": chat})
        return found

    def age(self, chat: int, message_id: int, hours: float) -> None:
        """Make a message older."""
        self._post("age", {"chat": chat, "message_id": message_id, "seconds": int(hours * 3600)})

    def texts(self, chat: int) -> list[str]:
        """The texts that the chat got."""
        return [message["text"] for message in self.messages(chat)]

    def wait_for(self, chat: int, part: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """Wait until the last message to the chat has this in its text; return it."""
        last = wait_until(
            f"the last message has {part!r}",
            lambda: (found := self.messages(chat)) and part in found[-1]["text"] and found[-1],
            seconds,
        )
        return dict(last)

    def wait_for_count(self, chat: int, count: int, seconds: float = PATIENCE) -> list[str]:
        """Wait until the chat got so many messages; return their texts."""
        wait_until(f"{count} messages", lambda: len(self.texts(chat)) >= count, seconds)
        return self.texts(chat)

    def state(self) -> dict[str, int]:
        """How many updates wait, were confirmed, and how often the bot asked."""
        return dict(self._post("state", {}))

    def wait_until_confirmed(self, seconds: float = PATIENCE) -> None:
        """Wait until no update waits any more."""
        wait_until("every update is confirmed", lambda: self.state()["waiting"] == 0, seconds)

    # --- webhook ---------------------------------------------------------------------------------

    def deliver(self, **mood: Any) -> None:
        """Say how updates are brought: `base`, `times`, `lost`, `backwards`, `held`. See `Deliveries`."""
        self._post("deliver", mood)

    def deliveries(self) -> list[dict[str, Any]]:
        """Every attempt to bring an update: update_id, status (0: no answer), retry_after, at."""
        return list(self._post("deliveries", {}))

    # --- what goes wrong -------------------------------------------------------------------------

    def fault(self, kind: str | int, **more: Any) -> None:
        """Have calls fail: a status, or reset, hang, half, lost. See `Fault`."""
        self._post("fault", {"kind": str(kind), **more})

    def clear(self) -> None:
        """End all faults."""
        self._post("clear", {})

    def set_next_update(self, number: int) -> None:
        """Start the update ids anew."""
        self._post("next_update", {"id": number})

    def _post(self, what: str, given: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            f"{self.url}/control/{what}", json.dumps(given).encode(), {"Content-Type": "application/json"}
        )
        with _OPENER.open(request, timeout=10) as answer:
            return json.load(answer)


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def running_telegram(folder: Path) -> Iterator[TelegramClient]:
    """Run the double as a process of its own."""
    port_file = folder / "telegram.port"
    command = [sys.executable, "-m", "tests.bot.telegram_double", str(port_file)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            wait_until("the double listens", port_file.exists)
            yield TelegramClient(f"http://127.0.0.1:{port_file.read_text()}")
        finally:
            process.kill()
