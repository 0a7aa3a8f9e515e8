"""The double of Telegram and a bot beside it, both as processes of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.bot_process import BotProcess
from tests.bot.telegram_client import TelegramClient, running_telegram

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def telegram(tmp_path: Path) -> Iterator[TelegramClient]:
    with running_telegram(tmp_path) as client:
        yield client


@pytest.fixture
def bot(tmp_path: Path, telegram: TelegramClient) -> Iterator[BotProcess]:
    """A bot that is not started yet."""
    process = BotProcess(tmp_path / "data", telegram.url, tmp_path / "bot.log")
    try:
        yield process
    finally:
        process.end()
