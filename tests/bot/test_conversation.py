from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot.steps import answer_all, begin

if TYPE_CHECKING:
    from tests.bot.bot_process import BotProcess
    from tests.bot.telegram_client import TelegramClient

CHAT = 4711


def test_whole_conversation_ends_in_stored_answers(telegram: TelegramClient, bot: BotProcess) -> None:
    code = bot.invite()
    bot.start()
    begin(telegram, code, CHAT)
    answered = answer_all(telegram, CHAT, "I like it here")
    telegram.press(CHAT, "Send")
    thanks = telegram.wait_for(CHAT, "Your receipt")
    assert "Your answers are saved." in thanks["text"]
    assert bot.count("answer") == answered
    assert bot.query("SELECT channel, form_key, draft FROM response") == [
        ("telegram", "have_your_say_12_17", None)
    ]
