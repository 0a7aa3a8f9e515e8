"""python-telegram-bot's Application, cut off from the network: it only finds the handler for an update."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from telegram import Message, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.needed import GIVEN_FILE, WORDLESS

if TYPE_CHECKING:
    from telegram.request import RequestData

    from bot.handlers import Handlers

# At any level its loggers quote whole updates, people's words included. Ours name the kind of fault.
logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)

NOBODY = {"id": 0, "is_bot": True, "first_name": "Have Your Say", "username": "have_your_say_bot"}
"""What the Application is told about itself: it never speaks to Telegram, so it need not know its name."""


class OfflineRequest(BaseRequest):
    """A transport that goes nowhere: what must be sent goes through the outbox, and nothing beside it."""

    @property
    def read_timeout(self) -> float | None:
        """Nothing is waited for."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(  # noqa: PLR0913, PLR0917 - the signature is python-telegram-bot's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """Answer who we are; refuse anything else. Raises RuntimeError."""
        del method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        if not url.endswith("/getMe"):
            raise RuntimeError("a handler tried to speak to Telegram past the outbox")
        return HTTPStatus.OK, json.dumps({"ok": True, "result": NOBODY}).encode()


class _Brought(filters.MessageFilter):
    """A message that brought something: `what` is the mark that we set on it."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def filter(self, message: Message) -> bool:
        return bool(message.api_kwargs.get(self._what))


def build_application(handlers: Handlers) -> Application[Any, Any, Any, Any, Any, Any]:
    """Build an Application whose handlers see private chats; everything else is let go in silence."""
    application = (
        ApplicationBuilder()
        .token("0:offline")
        .request(OfflineRequest())
        .get_updates_request(OfflineRequest())
        .updater(None)
        .job_queue(None)
        .build()
    )
    private = filters.ChatType.PRIVATE
    new = private & filters.UpdateType.MESSAGE
    commands = {
        "start": handlers.on_start,
        "help": handlers.on_help,
        "privacy": handlers.on_privacy,
        "mydata": handlers.on_mydata,
        "delete": handlers.on_delete,
        "language": handlers.on_language,
        "stop": handlers.on_stop,
    }
    application.add_handlers([CommandHandler(name, answer, new) for name, answer in commands.items()])
    application.add_handler(MessageHandler(new & filters.COMMAND, handlers.on_unknown_command))
    application.add_handler(MessageHandler(new & filters.TEXT, handlers.on_text))
    application.add_handler(MessageHandler(new & _Brought(GIVEN_FILE), handlers.on_file))
    application.add_handler(MessageHandler(new & _Brought(WORDLESS), handlers.on_wordless))
    application.add_handler(MessageHandler(private & filters.UpdateType.EDITED_MESSAGE, handlers.on_edited))
    application.add_handler(CallbackQueryHandler(handlers.on_press))
    application.add_handler(ChatMemberHandler(handlers.on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(TypeHandler(Update, handlers.on_anything))
    application.add_error_handler(handlers.on_error)
    return application
