"""A message of staff against the double of Telegram: a kill in between, and a chat that is blocked."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot import wording
from forms.answering import MessageKind
from forms.folder import open_folder
from forms.messages import Saying, Words, find_chat_of, may_be_written_to, prepare_saying
from forms.records import Response
from tests.bot.steps import begin, list_labels, wait_for_prompt
from tests.bot.telegram_client import wait_until

if TYPE_CHECKING:
    from tests.bot.bot_process import BotProcess
    from tests.bot.telegram_client import TelegramClient

pytestmark = [pytest.mark.usefixtures("hurried"), pytest.mark.parametrize("bot", ["polling"], indirect=True)]
CHAT = 4711
FORM = "feedback_child_simple"
WORDS = "The grey heron will be there on Saturday."
THERE_IS_ONE = "There is a message for you."


def send_all(telegram: TelegramClient, bot: BotProcess) -> None:
    """Ask to be answered here, where nobody could see; skip all else."""
    code = bot.invite(FORM)
    bot.start()
    begin(telegram, code, CHAT)
    while "Send" not in (labels := list_labels(telegram.messages(CHAT)[-1])):
        last, already = telegram.messages(CHAT)[-1], len(telegram.messages(CHAT))
        seen = "No" if "Could anyone see" in last["text"] else "Skip"
        telegram.press(CHAT, "Here, on my own phone" if "Here, on my own phone" in labels else seen)
        wait_for_prompt(telegram, CHAT, already)
    telegram.press(CHAT, wording.SEND)
    telegram.wait_for(CHAT, wording.THANKS)


async def _with_response(bot: BotProcess, act: Any) -> Any:
    """Do something beside the running bot, as the console does."""
    keys, store = await open_folder(bot.settings)
    try:
        [response] = await store.read(Response.__table__.select())  # type: ignore[attr-defined]
        return await act(keys, store, response)
    finally:
        await store.close()


def say_back(bot: BotProcess) -> None:
    async def say(keys: Any, store: Any, response: Any) -> None:
        saying = Saying(MessageKind.REPLY, "acc-1", Words(WORDS))
        unit = await prepare_saying(store, keys, response, saying, now=datetime.now(UTC), mark="page")
        assert await store.write(unit)

    asyncio.run(_with_response(bot, say))


def may_be_written(bot: BotProcess) -> bool:
    async def look(keys: Any, store: Any, response: Any) -> bool:
        return may_be_written_to(await find_chat_of(store, keys, response))

    return bool(asyncio.run(_with_response(bot, look)))


def test_notice_arrives_once_over_a_kill_and_its_button_shows_the_words(
    telegram: TelegramClient, bot: BotProcess
) -> None:
    send_all(telegram, bot)
    bot.kill()
    say_back(bot)
    bot.start()
    telegram.wait_for(CHAT, THERE_IS_ONE)
    texts = [message["text"] for message in telegram.messages(CHAT)]
    assert texts.count(THERE_IS_ONE) == 1
    assert not any(WORDS in text for text in texts)
    telegram.press(CHAT, "Read it")
    telegram.wait_for(CHAT, WORDS)
    wait_until("it is known to be read", lambda: bot.count("message", "seen_at IS NOT NULL") == 1)


def test_a_chat_that_blocked_the_bot_is_flagged(telegram: TelegramClient, bot: BotProcess) -> None:
    send_all(telegram, bot)
    wait_until("all is sent", lambda: bot.count("outboxmessage", "channel = 'telegram'") == 0)
    assert may_be_written(bot)
    telegram.fault(403, method="sendMessage", chat=CHAT)
    say_back(bot)
    wait_until("it is flagged", lambda: bot.count("chat", "blocked_at IS NOT NULL") == 1)
    assert not may_be_written(bot)
    assert THERE_IS_ONE not in [message["text"] for message in telegram.messages(CHAT)]
    assert bot.count("message", "seen_at IS NULL") == 1
