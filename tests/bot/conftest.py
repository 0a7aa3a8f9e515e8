"""The double of Telegram and a bot beside it, both as processes of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.bot_process import BotProcess
from tests.bot.talk import Talk, talking
from tests.bot.telegram_client import TelegramClient, running_telegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store


@pytest.fixture
def telegram(tmp_path: Path) -> Iterator[TelegramClient]:
    with running_telegram(tmp_path) as client:
        yield client


@pytest.fixture(params=["polling", "webhook"])
def bot(request: pytest.FixtureRequest, tmp_path: Path, telegram: TelegramClient) -> Iterator[BotProcess]:
    """A bot that is not started yet, of each kind: one that asks, one that is called."""
    by_webhook = request.param == "webhook"
    process = BotProcess(tmp_path / "data", telegram.url, tmp_path / "bot.log", by_webhook=by_webhook)
    telegram.deliver(base=process.base)
    try:
        yield process
    finally:
        process.end()


@pytest.fixture
def hurried(bot: BotProcess) -> None:
    """Where the pace of the bot is not what is proved."""
    bot.hurried = True


@pytest.fixture
async def talk(folder: Path, keys: Keys, store: Store) -> AsyncIterator[Talk]:
    """A bot without a network, on each kind of database."""
    async with talking(folder, keys, store) as one:
        yield one
