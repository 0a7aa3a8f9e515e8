"""Telegram calls the running service: set up, killed, refused, stopped, and never both ways at once."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest

from bot import wording
from bot.api import open_api
from bot.webhook import WebhookKeeper
from forms.settings import Settings
from tests.bot.bot_process import WEBHOOK_SECRET, BotProcess, make_environment
from tests.bot.steps import begin
from tests.bot.telegram_client import wait_until
from tests.bot.test_faults import HEALED_WITHIN, read_state
from tests.service.house import START_SECONDS, House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.bot.telegram_client import TelegramClient
    from tests.postgresql import PostgresServer

PRIVACY = "Have Your Say belongs to"


@pytest.fixture
def bot(tmp_path: Path, telegram: TelegramClient) -> Iterator[BotProcess]:
    """A service that is called by Telegram, not started yet."""
    process = BotProcess(tmp_path / "data", telegram.url, tmp_path / "bot.log", by_webhook=True)
    process.invite()
    telegram.deliver(base=process.base)
    try:
        yield process
    finally:
        process.end()


def read_urls(telegram: TelegramClient) -> list[str]:
    return [call["parameters"]["url"] for call in telegram.calls("setWebhook") if call["ok"]]


def read_statuses(telegram: TelegramClient) -> list[int]:
    return [made["status"] for made in telegram.deliveries()]


# --- one way or the other --------------------------------------------------------------------------------


def test_called_service_sets_its_webhook_and_never_asks(telegram: TelegramClient, bot: BotProcess) -> None:
    bot.start()
    telegram.type(1, "/privacy")
    telegram.wait_for(1, PRIVACY)
    assert telegram.calls("setWebhook")[0]["parameters"] == {
        "url": "https://say.testshire.example/telegram/webhook",
        "secret_token": WEBHOOK_SECRET,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        "max_connections": 40,
        "drop_pending_updates": False,
    }
    time.sleep(1)
    assert telegram.calls("getUpdates") == []
    assert len(read_urls(telegram)) == 1
    assert bot.stop() == 0
    assert telegram.calls("deleteWebhook") == [], "it stays set"


def test_asking_bot_sets_no_webhook_and_removes_one_that_was_there(
    telegram: TelegramClient, bot: BotProcess
) -> None:
    bot.start()
    telegram.type(1, "/privacy")
    telegram.wait_for(1, PRIVACY)
    assert bot.stop() == 0
    telegram.type(1, "/language")
    bot.by_webhook = False
    bot.start()
    telegram.wait_for(1, wording.LANGUAGE[0])
    calls = [call["method"] for call in telegram.calls()]
    assert calls.count("setWebhook") == calls.count("deleteWebhook") == 1
    assert telegram.state()["polls"] > 0
    brought = len(telegram.deliveries())
    telegram.type(1, "/privacy")
    telegram.wait_for(1, PRIVACY)
    assert len(telegram.deliveries()) == brought, "nothing comes both ways"


def test_pages_without_the_bot_take_no_updates(telegram: TelegramClient, bot: BotProcess) -> None:
    bot.start()
    telegram.type(1, "/privacy")
    telegram.wait_for(1, PRIVACY)
    assert bot.stop() == 0
    bot.start("--only", "web")
    telegram.type(1, "/language")
    wait_until("it was refused", lambda: 404 in read_statuses(telegram))
    assert bot.count("inboxupdate") == 1
    assert bot.stop() == 0
    bot.start()
    telegram.wait_for(1, wording.LANGUAGE[0])


def test_bot_alone_that_nobody_could_call_is_refused(telegram: TelegramClient, bot: BotProcess) -> None:
    bot.start("--only", "bot")
    assert bot.process is not None
    assert bot.process.wait(20) == 1
    said = bot.log.read_text().splitlines()[-1]
    assert said.startswith("Error: SAY_TELEGRAM_WEBHOOK_SECRET is set")
    assert telegram.calls() == []


# --- killed ----------------------------------------------------------------------------------------------


def test_killed_after_it_was_acknowledged_handles_it_once(telegram: TelegramClient, bot: BotProcess) -> None:
    code = bot.invite()
    bot.start()
    begin(telegram, code, 1)
    for answer in ("7", "8"):
        already = len(telegram.deliveries())
        telegram.press(1, answer, telegram.last_message_id(1))
        wait_until("it was acknowledged", lambda: 200 in read_statuses(telegram)[already:], pause=0.001)  # noqa: B023 - asked at once
        bot.kill()
        bot.start()
        telegram.wait_for(1, "Question 2 of" if answer == "7" else "Question 3 of")
    assert read_state(bot, 1, code).answers == {"home_feel": 7, "carers_feel": 8}
    assert read_state(bot, 1, code).revision == 2


def test_killed_before_it_was_acknowledged_is_brought_again(
    telegram: TelegramClient, bot: BotProcess
) -> None:
    code = bot.invite()
    bot.start()
    begin(telegram, code, 1)
    wait_until("all is settled", lambda: bot.count("outboxmessage") == 0)
    stored = bot.count("inboxupdate")
    with bot.locked():
        telegram.press(1, "7")
        time.sleep(0.5)  # it was brought, and waits for the database
        bot.kill()
    assert bot.count("inboxupdate") == stored
    bot.start()
    telegram.wait_for(1, "Question 2 of")
    assert 0 in read_statuses(telegram)
    assert (read_state(bot, 1, code).answers, read_state(bot, 1, code).revision) == ({"home_feel": 7}, 1)


def test_acknowledgements_lost_twice_and_all_brought_twice_are_handled_once(
    telegram: TelegramClient, bot: BotProcess
) -> None:
    code = bot.invite()
    bot.start()
    begin(telegram, code, 1)
    telegram.deliver(lost=2, times=2)
    telegram.press(1, "7")
    telegram.wait_for(1, "Question 2 of")
    telegram.wait_until_confirmed()
    assert read_statuses(telegram)[-4:] == [200] * 4
    assert read_state(bot, 1, code).revision == 1


def test_updates_brought_backwards_are_all_answered(telegram: TelegramClient, bot: BotProcess) -> None:
    telegram.deliver(held=True, backwards=True, times=3)
    for chat in range(1, 31):
        telegram.type(chat, "/privacy")
    bot.start()
    wait_until("the webhook is set", lambda: read_urls(telegram))
    telegram.deliver(held=False)
    for chat in range(1, 31):
        telegram.wait_for(chat, PRIVACY)
    telegram.wait_until_confirmed()
    assert [len(telegram.messages(chat)) for chat in range(1, 31)] == [1] * 30
    assert set(read_statuses(telegram)) == {200}


# --- in trouble ------------------------------------------------------------------------------------------


def test_database_locked_is_said_and_heals_by_itself(telegram: TelegramClient, bot: BotProcess) -> None:
    bot.start()
    telegram.type(1, "/privacy")
    telegram.wait_for(1, PRIVACY)
    with bot.locked():
        telegram.type(2, "/privacy")
        wait_until("Telegram was told", lambda: 503 in read_statuses(telegram))
    telegram.wait_for(2, PRIVACY, HEALED_WITHIN)
    assert {made["retry_after"] for made in telegram.deliveries() if made["status"] == 503} == {"5"}
    assert len(telegram.messages(2)) == 1


@pytest.mark.parametrize("kind", ["401", "429", "500", "400", "reset", "half"])
def test_refused_webhook_is_tried_again_and_said(
    telegram: TelegramClient, bot: BotProcess, kind: str
) -> None:
    telegram.fault(kind, method="setWebhook", times=2, retry_after=1)
    telegram.type(1, "/privacy")
    bot.start()
    telegram.wait_for(1, PRIVACY)
    assert [call["ok"] for call in telegram.calls("setWebhook")] == [False, False, True]
    log = bot.log.read_text()
    said = {"401": "check SAY_TELEGRAM_TOKEN", "400": "is SAY_PUBLIC_URL public"}.get(kind, "trying again")
    assert log.count(said) >= 1
    assert ("CRITICAL" in log) == (kind in {"400", "401"}), "what only a person can mend is an alarm"
    assert telegram.calls("getUpdates") == []


async def test_webhook_that_somebody_took_is_set_again(
    telegram: TelegramClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.webhook.LOOK_SECONDS", 0.01)
    environment = make_environment(tmp_path, telegram.url)
    settings = Settings.from_env({**environment, "SAY_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET})
    async with open_api(settings) as api:
        keeper = WebhookKeeper(_Has(settings), api)  # type: ignore[arg-type] - it needs no more
        task = asyncio.create_task(keeper.run())
        await wait_patiently(lambda: len(read_urls(telegram)) == 1)
        await api.call("deleteWebhook", {})
        await wait_patiently(lambda: len(read_urls(telegram)) == 2)
        task.cancel()
    assert "somebody else has changed the bot's webhook" in caplog.text
    assert WEBHOOK_SECRET not in caplog.text


class _Has:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings


async def wait_patiently(is_so: Any) -> None:
    async with asyncio.timeout(10):
        while not await asyncio.to_thread(is_so):  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.02)


def test_stopped_while_messages_come_loses_none(telegram: TelegramClient, bot: BotProcess) -> None:
    bot.start()
    wait_until("the webhook is set", lambda: read_urls(telegram))
    for chat in range(1, 41):
        telegram.type(chat, "/privacy")
        if chat == 20:
            assert bot.stop() == 0
            bot.start()
    for chat in range(1, 41):
        telegram.wait_for(chat, PRIVACY)
    assert [len(telegram.messages(chat)) for chat in range(1, 41)] == [1] * 40


# --- several processes -----------------------------------------------------------------------------------


def test_two_replicas_of_the_pages_and_one_bot_answer_each_once(
    telegram: TelegramClient, tmp_path: Path, postgresql: PostgresServer
) -> None:
    settings = {
        **make_environment(tmp_path, telegram.url),
        "SAY_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "SAY_DATABASE_URL": postgresql.create_database(),
        "SAY_KEY_FILE": str(tmp_path / "keys" / "service.key"),
    }
    del settings["SAY_DATA_DIR"]
    first, second, alone = (House(tmp_path / name, settings) for name in ("one", "two", "bot"))
    with first.serving("--only", "web"), second.serving("--only", "web"), alone.serving("--only", "bot"):
        wait_until("the webhook is set", lambda: read_urls(telegram), START_SECONDS)
        for chat in range(1, 21):
            telegram.deliver(base=(first, second)[chat % 2].base, times=2)
            telegram.type(chat, "/privacy")
            telegram.wait_until_confirmed()
        for chat in range(1, 21):
            telegram.wait_for(chat, PRIVACY)
    assert [len(telegram.messages(chat)) for chat in range(1, 21)] == [1] * 20
    assert len(read_urls(telegram)) == 1, "only who runs the bot sets it"
