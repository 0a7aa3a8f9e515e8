from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.bot.telegram_client import wait_until

if TYPE_CHECKING:
    from tests.bot.bot_process import BotProcess
    from tests.bot.telegram_client import TelegramClient

CHAT = 4711


def list_labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def wait_for_prompt(telegram: TelegramClient, chat: int, already: int) -> None:
    """Wait for a new question, or for the last page of the answers."""
    wait_until(
        "there is something to answer",
        lambda: (new := telegram.messages(chat)[already:]) and "I need help" in list_labels(new[-1]),
    )


def begin(telegram: TelegramClient, code: str, chat: int = CHAT) -> None:
    """From the code to the first question."""
    telegram.type(chat, f"/start {code}")
    telegram.wait_for(chat, "Do you want to continue here, or on the web?")
    telegram.press(chat, "Continue here")
    telegram.wait_for(chat, "/privacy")
    telegram.press(chat, "OK, start")
    telegram.wait_for(chat, "Question 1 of")


def answer_all(telegram: TelegramClient, chat: int = CHAT, words: str = "I like it here") -> int:
    """Answer every question: the first button where there are any, else words. Return how many."""
    for number in range(1, 200):
        count = len(telegram.messages(chat))
        last = telegram.messages(chat)[-1]
        labels = list_labels(last)
        if "Send" in labels:
            return number - 1
        first = labels[0]
        if first.startswith("☐"):
            telegram.press(chat, first)
            telegram.press(chat, "Done")
        elif first in {"Leave this out", "Back"}:
            telegram.type(chat, words)
        else:
            telegram.press(chat, first)
        wait_for_prompt(telegram, chat, count)
    raise AssertionError("the conversation never came to an end")


def test_whole_conversation_ends_in_stored_answers(telegram: TelegramClient, bot: BotProcess) -> None:
    code = bot.invite()
    bot.start()
    begin(telegram, code)
    answered = answer_all(telegram)
    telegram.press(CHAT, "Send")
    thanks = telegram.wait_for(CHAT, "Your receipt")
    assert "Thank you." in thanks["text"]
    assert answered == bot.count("answer")
    assert bot.query("SELECT channel, form_key, draft FROM response") == [
        ("telegram", "have_your_say_12_17", None)
    ]
