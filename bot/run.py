"""The bot, as tasks that outlive their faults: poller or webhook, worker, sender, courtesy, forgetting."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.api import open_api
from bot.application import build_application
from bot.courtesy import Courtesy
from bot.desk import Desk
from bot.fetching import Fetcher
from bot.forget import run_forgetting
from bot.handlers import Handlers
from bot.outbox import Positions
from bot.poller import Poller
from bot.sender import Sender
from bot.webhook import WebhookKeeper
from bot.worker import Worker
from forms.problems import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.api import BotApi
    from bot.parts import BotParts

LOG = logging.getLogger(__name__)

RESTART_SECONDS = 1.0


async def run_bot(parts: BotParts, stop: asyncio.Event, news: asyncio.Event) -> None:
    """Run the bot until told to stop. Stopping takes some seconds at most, and loses nothing.

    `news` is set whenever something was stored, by whoever stores it.
    """
    async with open_api(parts.settings) as api:
        await _run_tasks(parts, api, stop, news)


async def _run_tasks(parts: BotParts, api: BotApi, stop: asyncio.Event, news: asyncio.Event) -> None:
    post = asyncio.Event()
    courtesy = Courtesy(api)

    async def work() -> None:
        fetcher = Fetcher(parts, api, news)
        desk = Desk(parts, fetcher)
        positions = await Positions.after_those_in(parts.store, parts.clock)
        try:
            async with build_application(Handlers(desk)) as application:
                worker = Worker(parts, desk, application, positions, courtesy, news=news, post=post)
                await worker.run(stop)
        finally:
            await fetcher.close()

    open_ended = {
        **_choose_way_in(parts, api, news),
        "courtesy": courtesy.run,
        "forgetting": lambda: run_forgetting(parts),
    }
    sender = Sender(parts, api, post)
    finishing = {"worker": work, "sender": lambda: sender.run(stop)}
    endless = [asyncio.create_task(_keep_up(name, run, stop), name=name) for name, run in open_ended.items()]
    ending = [asyncio.create_task(_keep_up(name, run, stop), name=name) for name, run in finishing.items()]
    try:
        await stop.wait()
        await asyncio.gather(*ending)
    finally:
        for task in (*endless, *ending):
            task.cancel()
        await asyncio.gather(*endless, *ending, return_exceptions=True)


def _choose_way_in(
    parts: BotParts, api: BotApi, news: asyncio.Event
) -> dict[str, Callable[[], Awaitable[None]]]:
    """Have Telegram call us, or ask it: never both."""
    if parts.settings.uses_webhook:
        return {"webhook": WebhookKeeper(parts, api).run}
    return {"poller": Poller(parts, api, news).run}


async def _keep_up(name: str, run: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    """Run a task; if it falls over, say so without its words, and start it again."""
    while not stop.is_set():
        try:
            await run()
        except StoreUnavailableError:
            LOG.warning("the bot's %s cannot reach the database; trying again", name)
        except Exception as fault:  # noqa: BLE001 - a child's next message must still be taken
            LOG.error("the bot's %s fell over (%s); starting it again", name, type(fault).__name__)  # noqa: TRY400 - a traceback may carry words
        if not stop.is_set():
            await asyncio.sleep(RESTART_SECONDS)
