"""A whole service with its Telegram; after each test no words may stand in any file or log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.bot_process import WEBHOOK_SECRET
from tests.bot.telegram_client import TOKEN, TelegramClient, running_telegram
from tests.canary import find_words
from tests.service.house import House
from tests.torture.whole import WORDS, Whole

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


@pytest.fixture
def telegram(tmp_path: Path) -> Iterator[TelegramClient]:
    with running_telegram(tmp_path) as client:
        yield client


@pytest.fixture
async def whole(
    request: pytest.FixtureRequest, tmp_path: Path, telegram: TelegramClient
) -> AsyncIterator[Whole]:
    """The whole service, not started yet: asking Telegram, or called by it (`BOTH_WAYS`)."""
    settings = {"SAY_TELEGRAM_TOKEN": TOKEN, "SAY_TELEGRAM_API_URL": telegram.url, "NO_PROXY": "127.0.0.1"}
    if getattr(request, "param", "polling") == "webhook":
        settings |= {"SAY_PUBLIC_URL": "https://say.testshire.example"}
        settings |= {"SAY_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET}
    made = Whole(House(tmp_path / "data", settings, from_nothing=True), telegram, tmp_path / "log.txt")
    telegram.deliver(base=made.house.base)
    yield made
    await made.close()
    assert "Traceback" not in made.log.read_text(), "a fault that nobody foresaw"
    assert find_words(tmp_path, WORDS) == []
    assert find_words(tmp_path, TOKEN) == []
    assert find_words(tmp_path, WEBHOOK_SECRET) == []
