"""A double of Telegram's Bot API: a real HTTP server on loopback, as a process of its own.

Methods at `/bot{token}/{method}`, with Telegram's offset semantics, long polling and limits; once a webhook
is set, updates are brought by `tests.bot.webhook_double` instead. Faults and people are steered at
`/control/…`. `tests.bot.telegram_client` starts it and speaks to it.

    python -m tests.bot.telegram_double PORT_FILE
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.bot.webhook_double import Deliveries, RefusedError, Webhook, id_of, read_webhook

TOKEN = "123456:TOKEN-CANARY-Zq8vXw3uTn"
STARTS = {"OK, start": "OK, I have longer"}
"""What begins a form that can be answered in a minute too: all of it."""
TEXT_LIMIT = 4096
CALLBACK_BYTES = 64
MAX_BUTTONS = 100
MAX_DELETED = 100
DELETABLE_SECONDS = 48 * 3600
MAX_DOWNLOAD = 20_000_000


@dataclass
class Fault:
    """What goes wrong: `kind` is a status, or reset, hang, slow, half, lost (done, but no answer comes)."""

    kind: str
    method: str = "*"
    chat: int | None = None
    times: int = -1
    retry_after: int = 0
    seconds: float = 60.0

    def concerns(self, method: str, parameters: dict[str, Any]) -> bool:
        right_chat = self.chat is None or parameters.get("chat_id") == self.chat
        return self.times != 0 and self.method in {"*", method} and right_chat


@dataclass
class Telegram:
    """All that the double knows."""

    updates: list[Any] = field(default_factory=list)
    delivered: list[Any] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    messages: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    next_update: int = 1000
    next_message: int = 1
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    polls: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    webhook: Webhook | None = None
    deliveries: Deliveries = field(default_factory=Deliveries)

    # --- people ----------------------------------------------------------------------------------

    def push(self, update: Any) -> Any:
        if isinstance(update, dict) and "update_id" not in update:
            update = {"update_id": self.next_update, **update}
            self.next_update += 1
        self.updates.append(update)
        self.changed.set()
        return update

    def write(self, chat: int, more: dict[str, Any]) -> dict[str, Any]:
        """Let a person send a message."""
        message = {
            "message_id": self._number(),
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "FirstCanary", "username": "usercanary"},
            "from": person(chat),
            **more,
        }
        self.messages[chat, message["message_id"]] = message
        return message

    def press(self, chat: int, label: str, message_id: int | None = None) -> dict[str, Any]:
        """Let a person press a button of a message: the last with such a button, if none is named."""
        for (of, number), message in reversed(self.messages.items()):
            if of != chat or (message_id is not None and number != message_id):
                continue
            for button in list_buttons(message):
                if button["text"] in {label, STARTS.get(label)}:
                    return self.push_press(chat, message, button["callback_data"])
        raise web.HTTPNotFound(text=f"no button {label!r}")

    def push_press(self, chat: int, message: dict[str, Any], data: str) -> dict[str, Any]:
        query = {
            "id": f"{self.next_update}00",
            "from": person(chat),
            "message": message,
            "chat_instance": "1",
            "data": data,
        }
        return self.push({"callback_query": query})

    def _number(self) -> int:
        self.next_message += 1
        return self.next_message - 1

    # --- methods ---------------------------------------------------------------------------------

    async def answer(self, token: str, method: str, parameters: dict[str, Any]) -> Any:
        if token != TOKEN:
            raise RefusedError(401, "Unauthorized")
        handler = getattr(self, f"do_{method}", None)
        if handler is None:
            raise RefusedError(404, "Not Found")
        found = handler(parameters)
        return await found if asyncio.iscoroutine(found) else found

    def do_getMe(self, _parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        return {"id": 1, "is_bot": True, "first_name": "Double", "username": "double_bot"}

    async def do_getUpdates(self, parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        if self.webhook is not None:
            raise RefusedError(409, "Conflict: can't use getUpdates method while webhook is active")
        self.polls += 1
        mine = self.polls
        self.changed.set()
        if "offset" in parameters:
            self.delivered += [u for u in self.updates if id_of(u) < parameters["offset"]]
            self.updates = [u for u in self.updates if id_of(u) >= parameters["offset"]]
        deadline = time.monotonic() + parameters.get("timeout", 0)
        while not self.updates and time.monotonic() < deadline:
            self.changed.clear()
            try:
                await asyncio.wait_for(self.changed.wait(), deadline - time.monotonic())
            except TimeoutError:
                break
            if self.polls != mine:
                raise RefusedError(409, "Conflict: terminated by other getUpdates request")
        return self.updates[: parameters.get("limit", 100)]

    def do_getFile(self, parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        content = self.files.get(parameters["file_id"])
        if content is None:
            raise RefusedError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(content) > MAX_DOWNLOAD:
            raise RefusedError(400, "Bad Request: file is too big")
        path = f"documents/{parameters['file_id']}.bin"
        return {"file_id": parameters["file_id"], "file_unique_id": "u", "file_path": path}

    def do_sendMessage(self, parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        text = parameters.get("text", "")
        if not text.strip():
            raise RefusedError(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le", "surrogatepass")) // 2 > TEXT_LIMIT:
            raise RefusedError(400, "Bad Request: message is too long")
        chat = parameters["chat_id"]
        message = {
            "message_id": self._number(),
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private"},
            "text": text,
        }
        if markup := parameters.get("reply_markup"):
            message["reply_markup"] = check_markup(markup)
        self.messages[chat, message["message_id"]] = message
        return message

    def do_editMessageReplyMarkup(self, parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        message = self._find(parameters)
        markup = check_markup(parameters.get("reply_markup", {"inline_keyboard": []}))
        if message.get("reply_markup") == markup:
            raise RefusedError(400, "Bad Request: message is not modified")
        message["reply_markup"] = markup
        return message

    def do_editMessageText(self, parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        message = self._find(parameters)
        message["text"] = parameters["text"]
        return message

    def do_deleteMessage(self, parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        place = (parameters["chat_id"], parameters["message_id"])
        if place not in self.messages:
            raise RefusedError(400, "Bad Request: message to delete not found")
        self._refuse_old([place])
        del self.messages[place]
        return True

    def do_deleteMessages(self, parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        numbers = parameters["message_ids"]
        if not 1 <= len(numbers) <= MAX_DELETED:
            raise RefusedError(400, "Bad Request: wrong number of message identifiers specified")
        there = [place for number in numbers if (place := (parameters["chat_id"], number)) in self.messages]
        self._refuse_old(there)
        for place in there:
            del self.messages[place]
        return True

    def _refuse_old(self, places: list[tuple[int, int]]) -> None:
        """Bots delete in private chats for 48 hours; one older message spoils a whole call."""
        if any(time.time() - self.messages[place]["date"] > DELETABLE_SECONDS for place in places):
            raise RefusedError(400, "Bad Request: message can't be deleted for everyone")

    def do_answerCallbackQuery(self, _parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        return True

    def do_setMyCommands(self, _parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        return True

    def do_setWebhook(self, parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        self.webhook = read_webhook(parameters)
        self.changed.set()
        return True

    def do_deleteWebhook(self, _parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        self.webhook = None
        return True

    def do_getWebhookInfo(self, _parameters: dict[str, Any]) -> Any:  # noqa: N802 - Telegram's name
        info = {
            "url": self.webhook.url if self.webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates),
        }
        failed_at = self.deliveries.failed_at
        return {**info, "last_error_date": failed_at} if failed_at else info

    def settle(self, update: Any) -> None:
        """Take an update as delivered by webhook."""
        self.updates = [waiting for waiting in self.updates if waiting is not update]
        self.delivered.append(update)

    def _find(self, parameters: dict[str, Any]) -> dict[str, Any]:
        try:
            return self.messages[parameters["chat_id"], parameters["message_id"]]
        except KeyError:
            raise RefusedError(400, "Bad Request: message to edit not found") from None

    def find_fault(self, method: str, parameters: dict[str, Any]) -> Fault | None:
        found = next((fault for fault in self.faults if fault.concerns(method, parameters)), None)
        if found:
            found.times -= 1
        return found


def person(chat: int) -> dict[str, Any]:
    return {
        "id": chat,
        "is_bot": False,
        "first_name": "FirstCanary",
        "last_name": "LastCanary",
        "username": "usercanary",
        "language_code": "en",
    }


def list_buttons(message: dict[str, Any]) -> list[dict[str, str]]:
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def check_markup(markup: dict[str, Any]) -> dict[str, Any]:
    rows = markup["inline_keyboard"]
    buttons = [button for row in rows for button in row]
    for button in buttons:
        if not button["text"] or not 1 <= len(button["callback_data"].encode()) <= CALLBACK_BYTES:
            raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
    if len(buttons) > MAX_BUTTONS or any(len(row) > 8 for row in rows):
        raise RefusedError(400, "Bad Request: reply markup is too long")
    return markup


async def handle_method(request: web.Request) -> web.StreamResponse:
    telegram = request.app[TELEGRAM]
    method = request.match_info["method"]
    parameters = await request.json() if request.can_read_body else {}
    telegram.calls.append({"method": method, "parameters": parameters, "at": time.monotonic(), "ok": False})
    call = telegram.calls[-1]
    fault = telegram.find_fault(method, parameters)
    if fault and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
        fault = None
    if fault and fault.kind != "lost":
        return await misbehave(request, fault)
    try:
        result = await telegram.answer(request.match_info["token"], method, parameters)
    except RefusedError as refusal:
        return web.json_response(refusal.body, status=refusal.status)
    call["ok"] = True
    if method == "sendMessage":
        call["message_id"] = result["message_id"]
    return await misbehave(request, fault) if fault else web.json_response({"ok": True, "result": result})


async def send_file(request: web.Request) -> web.StreamResponse:
    """Give a file out at the path that getFile named."""
    telegram, name = request.app[TELEGRAM], request.match_info["path"].rpartition("/")[2].removesuffix(".bin")
    call = {"method": "download", "parameters": {"path": name}, "at": time.monotonic(), "ok": False}
    telegram.calls.append(call)
    fault = telegram.find_fault("download", {})
    if fault and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
        fault = None
    if fault and fault.kind == "half":
        return await send_half(request, telegram.files[name])
    if fault:
        return await misbehave(request, fault)
    if request.match_info["token"] != TOKEN or name not in telegram.files:
        raise web.HTTPNotFound
    call["ok"] = True
    return web.Response(body=telegram.files[name])


async def send_half(request: web.Request, content: bytes) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Length": str(len(content))})
    await answer.prepare(request)
    await answer.write(content[: len(content) // 2])
    if request.transport is not None:
        request.transport.abort()
    return answer


async def misbehave(request: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.kind in {"reset", "lost"}:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()
    if fault.kind == "hang":
        await asyncio.sleep(fault.seconds)
        return web.Response(status=504)
    if fault.kind == "half":
        updates = request.app[TELEGRAM].updates
        whole = json.dumps({"ok": True, "result": updates})
        return web.Response(text=whole[: len(whole) // 2 + 1], content_type="application/json")
    status = int(fault.kind)
    extra = {"retry_after": fault.retry_after} if status == 429 else {}
    refusal = RefusedError(status, "fault", **extra)
    return web.json_response(refusal.body, status=status)


# --- control -----------------------------------------------------------------------------------------


async def control(request: web.Request) -> web.Response:
    given = await request.json() if request.can_read_body else {}
    return web.json_response(steer(request.app[TELEGRAM], request.match_info["what"], given))


def steer(telegram: Telegram, what: str, given: dict[str, Any]) -> Any:  # noqa: C901, PLR0911, PLR0912 - one arm a wish
    match what:
        case "push":
            return telegram.push(given["update"])
        case "write":
            return telegram.push({"message": telegram.write(given["chat"], given["more"])})
        case "put_file":
            telegram.files[given["file_id"]] = base64.b64decode(given["content"])
            return None
        case "press":
            return telegram.press(given["chat"], given["label"], given.get("message_id"))
        case "press_data":
            message = telegram.write(given["chat"], {"text": "?"})
            return telegram.push_press(given["chat"], message, given["data"])
        case "fault":
            return telegram.faults.append(Fault(**given))
        case "clear":
            return telegram.faults.clear()
        case "stored":
            return [message for (chat, _), message in telegram.messages.items() if chat == given["chat"]]
        case "age":
            telegram.messages[given["chat"], given["message_id"]]["date"] -= given["seconds"]
            return None
        case "next_update":
            telegram.next_update = given["id"]
            return None
        case "calls":
            return telegram.calls
        case "deliver":
            return telegram.deliveries.set_mood(**given)
        case "deliveries":
            return telegram.deliveries.made
        case "state":
            confirmed = len(telegram.delivered)
            return {"waiting": len(telegram.updates), "polls": telegram.polls, "confirmed": confirmed}
    raise web.HTTPNotFound


TELEGRAM = web.AppKey("telegram", Telegram)


async def main(port_file: Path) -> None:
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app[TELEGRAM] = Telegram()
    app.router.add_post("/bot{token}/{method}", handle_method)
    app.router.add_get("/file/bot{token}/{path:.+}", send_file)
    app.router.add_post("/control/{what}", control)
    runner = web.AppRunner(app, access_log=None, handle_signals=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    delivering = asyncio.create_task(app[TELEGRAM].deliveries.run(app[TELEGRAM]))
    port = runner.addresses[0][1]
    port_file.with_suffix(".new").write_text(str(port))
    port_file.with_suffix(".new").rename(port_file)
    await delivering


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
