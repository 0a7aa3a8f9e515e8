"""'Clear this chat' against the double of Telegram: refusals, too fast, and a kill in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import wording
from tests.bot.steps import answer_all, begin
from tests.bot.telegram_client import wait_until

if TYPE_CHECKING:
    from tests.bot.bot_process import BotProcess
    from tests.bot.telegram_client import TelegramClient

pytestmark = [pytest.mark.usefixtures("hurried"), pytest.mark.parametrize("bot", ["polling"], indirect=True)]
CHAT = 4711


def send_all(telegram: TelegramClient, bot: BotProcess) -> int:
    """From the code to the thanks; return how many messages then stand in the chat."""
    code = bot.invite("check_in")
    bot.start()
    begin(telegram, code, CHAT)
    answer_all(telegram, CHAT, "a heron")
    telegram.press(CHAT, wording.SEND)
    telegram.wait_for(CHAT, wording.THANKS)
    wait_until_settled(bot)  # what Telegram has, and we have not yet noted, is left for the next clearing
    return len(telegram.stored(CHAT))


def wait_until_settled(bot: BotProcess) -> None:
    wait_until("nothing waits to be sent", lambda: bot.count("outboxmessage", "channel = 'telegram'") == 0)


def wait_until_cleared(telegram: TelegramClient, bot: BotProcess, left: int = 1) -> list[str]:
    """Wait until everything is settled; return the texts that still stand in the chat."""
    telegram.wait_for(CHAT, wording.CLEARED)
    wait_until_settled(bot)
    stored = [message["text"] for message in telegram.stored(CHAT)]
    assert len(stored) == left
    return stored


def test_the_chat_is_empty_but_for_what_stays(telegram: TelegramClient, bot: BotProcess) -> None:
    assert send_all(telegram, bot) > 5
    telegram.press(CHAT, wording.CLEAR)
    (said,) = wait_until_cleared(telegram, bot)
    assert said.startswith(wording.CLEARED)
    assert [call["ok"] for call in telegram.calls("deleteMessages")] == [True]
    assert bot.count("chatmessage") == 1  # what was said last can be cleared too


def test_a_message_too_old_stays_and_keeps_no_other(telegram: TelegramClient, bot: BotProcess) -> None:
    send_all(telegram, bot)
    first = telegram.stored(CHAT)[0]
    telegram.age(CHAT, first["message_id"], 49)
    telegram.press(CHAT, wording.CLEAR)
    old, said = wait_until_cleared(telegram, bot, left=2)
    assert old == first["text"]
    assert said.startswith(wording.CLEARED)
    assert bot.count("outboxmessage", "failed_at IS NOT NULL") == 0


def test_too_fast_is_waited_for(telegram: TelegramClient, bot: BotProcess) -> None:
    send_all(telegram, bot)
    telegram.fault(429, method="deleteMessages", times=2, retry_after=1)
    telegram.press(CHAT, wording.CLEAR)
    wait_until_cleared(telegram, bot)
    refused, again, done = telegram.calls("deleteMessages")
    assert [call["ok"] for call in (refused, again, done)] == [False, False, True]
    assert done["at"] - again["at"] >= 1


def test_a_kill_in_the_middle_is_finished_by_the_next_start(
    telegram: TelegramClient, bot: BotProcess
) -> None:
    there = send_all(telegram, bot)
    first = telegram.stored(CHAT)[0]
    telegram.age(CHAT, first["message_id"], 49)
    telegram.fault("hang", method="deleteMessage", seconds=30)
    telegram.press(CHAT, wording.CLEAR)
    wait_until("it is being cleared one by one", lambda: telegram.calls("deleteMessage"))
    bot.kill()
    assert len(telegram.stored(CHAT)) == there
    telegram.clear()
    bot.start()
    old, said = wait_until_cleared(telegram, bot, left=2)
    assert (old, said.startswith(wording.CLEARED)) == (first["text"], True)


def test_an_answer_that_gets_lost_deletes_nothing_twice(telegram: TelegramClient, bot: BotProcess) -> None:
    send_all(telegram, bot)
    telegram.fault("lost", method="deleteMessages", times=1)
    telegram.press(CHAT, wording.CLEAR)
    wait_until_cleared(telegram, bot)
    assert len([call for call in telegram.calls("sendMessage") if call["ok"]]) == len(telegram.messages(CHAT))
    assert [text.startswith(wording.CLEARED) for text in telegram.texts(CHAT)].count(True) == 1


def test_deleting_and_clearing_leave_nothing_of_either(telegram: TelegramClient, bot: BotProcess) -> None:
    send_all(telegram, bot)
    telegram.type(CHAT, "/delete")
    telegram.wait_for(CHAT, wording.DELETE_ASK[0])
    telegram.press(CHAT, wording.DELETE_AND_CLEAR)
    telegram.wait_for(CHAT, wording.DELETED[0])
    wait_until_settled(bot)
    assert [message["text"].partition("\n")[0] for message in telegram.stored(CHAT)] == [wording.DELETED[0]]
    assert [bot.count(table) for table in ("chat", "chatmessage", "answer")] == [0, 0, 0]
