"""What people do with the bot, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.bot.telegram_client import wait_until

if TYPE_CHECKING:
    from tests.bot.telegram_client import TelegramClient


def list_labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def begin(telegram: TelegramClient, code: str, chat: int) -> None:
    """From the code to the first question."""
    telegram.type(chat, f"/start {code}")
    telegram.wait_for(chat, "Do you want to continue here, or on the web?")
    telegram.press(chat, "Continue here")
    telegram.wait_for(chat, "/privacy")
    telegram.press(chat, "OK, start")
    telegram.wait_for(chat, "Question 1 of")


def answer_all(telegram: TelegramClient, chat: int, words: str) -> int:
    """Answer every question: the first button where there are any, else words. Return how many."""
    for number in range(200):
        already = len(telegram.messages(chat))
        labels = list_labels(telegram.messages(chat)[-1])
        first, *others = [label for label in labels if not label.endswith("· change")]
        if "Send" in others:
            return number
        if first.startswith("☐"):
            telegram.press(chat, first)
            telegram.press(chat, "Done")
        elif first == "Skip":
            telegram.type(chat, words)
        else:
            telegram.press(chat, first)
        wait_for_prompt(telegram, chat, already)
    message = "the conversation never came to an end"
    raise AssertionError(message)


def wait_for_prompt(telegram: TelegramClient, chat: int, already: int) -> None:
    """Wait for a new question, or for the last page of the answers."""
    wait_until(
        "there is something to answer",
        lambda: (new := telegram.messages(chat)[already:]) and "I need help now" in list_labels(new[-1]),
    )
