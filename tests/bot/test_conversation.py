"""Whole conversations, from the code to the stored answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.steps import answer_all, begin

if TYPE_CHECKING:
    from tests.bot.bot_process import BotProcess
    from tests.bot.talk import Talk
    from tests.bot.telegram_client import TelegramClient

CHAT = 4711


@pytest.mark.usefixtures("hurried")
def test_conversation_with_the_running_bot_ends_in_stored_answers(
    telegram: TelegramClient, bot: BotProcess
) -> None:
    code = bot.invite("feedback_professional", "professional")
    bot.start()
    begin(telegram, code, CHAT)
    answered = answer_all(telegram, CHAT, "It started on time")
    telegram.press(CHAT, "Send")
    thanks = telegram.wait_for(CHAT, "Your receipt")
    assert "Your answers are saved." in thanks["text"]
    assert bot.count("answer") == answered
    assert bot.query("SELECT channel, form_key, draft FROM response") == [
        ("telegram", "feedback_professional", None)
    ]


MANY = 60
"""More questions than any form has: a walk that goes round in circles ends."""


async def test_every_question_of_a_young_person_can_be_answered(talk: Talk) -> None:
    """The first button where there are any, else words; the bot without a network, without waiting."""
    await talk.begin(await talk.invite())
    answered = 0
    while "Send" not in (labels := [label for label in talk.labels() if not label.endswith("· change")]):
        answered += 1
        assert answered < MANY, labels
        if labels[0].startswith("☐"):
            await talk.press(labels[0])
            await talk.press("Done")
        elif labels[0] == "Skip":
            await talk.type("I like it here")
        else:
            await talk.press(labels[0])
    (thanks,) = await talk.press("Send")
    assert "Your answers are saved." in thanks
    assert await talk.count("answer") == answered
    assert await talk.count("answer", "value IS NULL AND sealed IS NULL") == 0
    assert await talk.count("answer", "sealed IS NOT NULL") >= 3
    assert await talk.read("SELECT channel, form_key, draft FROM response") == [
        {"channel": "telegram", "form_key": "have_your_say_12_17", "draft": None}
    ]


async def test_everything_said_in_a_chat_can_be_deleted(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await talk.press("7")
    (text,) = await talk.type("/mydata")
    assert "1 answer, 0 in your own words." in text
    await talk.type("/delete")
    await talk.press("Yes, delete it")
    assert [await talk.count(table) for table in ("response", "chat", "outboxmessage")] == [0, 0, 0]
    (text,) = await talk.type("/mydata")
    assert text.startswith("We hold nothing about this chat.")
