"""A file from Telegram to the database, the bot as a process: killed, cut short, sent away, tried again."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from forms.attachments.sealed import open_file
from tests.attachments import samples
from tests.bot.steps import begin, list_labels, wait_for_prompt
from tests.bot.telegram_client import wait_until
from tests.canary import find_words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.bot_process import BotProcess
    from tests.bot.telegram_client import TelegramClient

pytestmark = pytest.mark.usefixtures("hurried")
CHAT = 4711
PHOTO = samples.make_photo()
FORM = "have_your_say_8_11"


def go_to_words(telegram: TelegramClient, bot: BotProcess) -> None:
    """To the first question that takes a photo."""
    bot.start()
    begin(telegram, bot.invite(FORM), CHAT)
    while "send a photo" not in telegram.texts(CHAT)[-1]:
        already = len(telegram.messages(CHAT))
        telegram.press(CHAT, "Skip")
        wait_until("the next question", lambda n=already: len(telegram.messages(CHAT)) > n)


def send_all(telegram: TelegramClient) -> None:
    while "Send" not in list_labels(telegram.messages(CHAT)[-1]):
        already = len(telegram.messages(CHAT))
        telegram.press(CHAT, "Skip")
        wait_for_prompt(telegram, CHAT, already)
    telegram.press(CHAT, "Send")
    telegram.wait_for(CHAT, "Your receipt")


def open_files(bot: BotProcess) -> list[bytes]:
    rows = bot.query("SELECT id, sealed_key, sealed FROM attachment")
    return [open_file(bot.keys, dict(zip(("id", "sealed_key", "sealed"), row, strict=True))) for row in rows]


def test_photo_comes_through_the_real_way_without_place(
    telegram: TelegramClient, bot: BotProcess, tmp_path: Path
) -> None:
    go_to_words(telegram, bot)
    telegram.send_file(CHAT, PHOTO, "document", caption="the heron stood quite still")
    telegram.wait_for(CHAT, "We have kept what you sent.")
    send_all(telegram)
    [content] = open_files(bot)
    assert Image.open(io.BytesIO(content)).size == (640, 480)
    for canary in (samples.CANARY, "the heron stood quite still", "NameCanary"):
        assert canary.encode() not in content
        assert find_words(tmp_path, canary) == []


@pytest.mark.parametrize("where", ["getFile", "download"])
def test_killed_while_it_fetches_leaves_one_file(
    telegram: TelegramClient, bot: BotProcess, where: str
) -> None:
    go_to_words(telegram, bot)
    telegram.fault("slow", method=where, seconds=3, times=1)
    telegram.send_file(CHAT, PHOTO, "photo")
    wait_until("it is being fetched", lambda: telegram.calls(where))
    bot.kill()
    bot.start()
    telegram.wait_for(CHAT, "We have kept what you sent.")
    assert bot.count("attachment") == 1
    assert bot.count("inboxupdate", "done_at IS NULL") == 0


def test_killed_between_download_and_commit_leaves_one_file(
    telegram: TelegramClient, bot: BotProcess
) -> None:
    go_to_words(telegram, bot)
    with bot.locked():
        telegram.fault("slow", method="getUpdates", seconds=0.0, times=0)
        telegram.send_file(CHAT, PHOTO, "photo")
    wait_until("it was downloaded", lambda: any(call["ok"] for call in telegram.calls("download")))
    bot.kill()
    bot.start()
    telegram.wait_for(CHAT, "We have kept what you sent.")
    assert bot.count("attachment") == 1
    kept = [text for text in telegram.texts(CHAT) if "We have kept what you sent" in text]
    assert len(kept) <= 2, "at most one repeat a crash"


@pytest.mark.parametrize(
    ("kind", "method"), [("half", "download"), ("reset", "download"), ("502", "getFile"), ("429", "getFile")]
)
def test_fetched_again_when_telegram_falters(
    telegram: TelegramClient, bot: BotProcess, kind: str, method: str
) -> None:
    go_to_words(telegram, bot)
    telegram.fault(kind, method=method, times=2, retry_after=1)
    telegram.send_file(CHAT, PHOTO, "photo")
    telegram.wait_for(CHAT, "We have kept what you sent.")
    assert bot.count("attachment") == 1
