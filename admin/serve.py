"""The composition root: the web pages, the console, the bot and the mail in one loop.

The only module that knows all three houses. It builds the parts, starts what was asked for, says where it
is, and takes everything down in order when told to stop.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from admin.alerts.watch import run_watch
from admin.console import add_console
from admin.demo import Demo, prepare_demo
from admin.form_watch import watch_forms
from admin.mail import run_mail
from admin.retention.daily import Daily
from admin.sending import SendingParts
from admin.texting import run_texting
from forms.anonymous import Sendings
from forms.attachments.remaking import Remaker
from forms.folder import FolderError, open_folder, take_lock
from forms.form_versions import open_library
from forms.mixing import Mixer
from forms.web import Parts, build_app, make_runner, start_site

if TYPE_CHECKING:
    from aiohttp import web

    from bot import BotParts
    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store

LOG = logging.getLogger(__name__)

Channel = Literal["web", "bot"]

YOUNG_OBJECTS = 20_000
"""New objects between two looks of the collector: those of some twenty answers, a few MB."""


def read_clock() -> datetime:
    """Read the real clock: aware, in UTC. Everything below is handed a clock."""
    return datetime.now(UTC)


def settle() -> None:
    """Tell Python that what has been built stays, so that its collector need not look at it again.

    It would, for 50 ms every few hundred answers: a hundred thousand objects, none of them garbage. What an
    answer makes has no cycles either, so the young are looked at less often than Python's own 700 objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 50)


@dataclass(frozen=True, slots=True)
class House:
    """What everything is built from."""

    settings: Settings
    keys: Keys
    store: Store
    library: Library
    demo: Demo | None
    remaker: Remaker = field(default_factory=Remaker)
    """Opens the files that people send, on the web and in the chat: a few at once, of both together."""
    sendings: Sendings = field(default_factory=Sendings)
    """What was sent without a name, and is still to be mixed with others."""


async def serve(settings: Settings, *, demo: bool, only: Channel | None = None) -> None:
    """Serve until told to stop (SIGTERM or SIGINT). Raises FolderError."""
    with take_lock(settings.data_dir):
        keys, store = await open_folder(settings)
        try:
            library = await open_library(store)
            prepared = await prepare_demo(store, keys, settings, read_clock()) if demo else None
            await store.measure_tables()
            if prepared:
                print(prepared.greeting, flush=True)  # noqa: T201 - the links are for the person at the terminal
            await _run(House(settings, keys, store, library, prepared), only)
        finally:
            await store.close()


async def _run(house: House, only: Channel | None) -> None:
    if only == "bot":
        _refuse_bot_alone(house.settings)
    stop, news = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        if only != "bot":
            await _open_web(house, stack, news if _takes_updates(house.settings, only) else None)
        settle()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(run_mail(_sending_parts(house), stop))
            tasks.create_task(run_texting(_sending_parts(house), stop))
            tasks.create_task(run_watch(_sending_parts(house), stop))
            tasks.create_task(watch_forms(house.store, house.library, stop))
            if house.settings.purges_daily and not house.demo:
                tasks.create_task(_make_daily(house).run(stop))
            if only != "bot":
                tasks.create_task(_make_mixer(house).run(stop))
            if only != "web" and house.settings.telegram_token:
                tasks.create_task(_run_bot(house, stop, news))


def _refuse_bot_alone(settings: Settings) -> None:
    """Refuse to serve a bot that nobody could reach. Raises FolderError."""
    if not settings.telegram_token:
        raise FolderError("SAY_TELEGRAM_TOKEN is not set: there is no bot to serve.")
    if settings.uses_webhook and settings.database_is_embedded:
        raise FolderError(
            "SAY_TELEGRAM_WEBHOOK_SECRET is set: Telegram brings messages to the web pages, so the bot alone "
            "gets none. Serve without --only, or leave the secret empty."
        )


def _takes_updates(settings: Settings, only: Channel | None) -> bool:
    """Tell whether the pages take updates: where Telegram calls us, and somebody can answer what came.

    Pages alone can have a bot beside them (`--only bot`) only where processes share a database.
    """
    return settings.uses_webhook and not (only == "web" and settings.database_is_embedded)


async def _run_bot(house: House, stop: asyncio.Event, news: asyncio.Event) -> None:
    """Run the bot. Imported only where it is used: off until a council switches it on, and heavy."""
    from bot import run_bot  # noqa: PLC0415 - see above

    await run_bot(_bot_parts(house), stop, news)


async def _open_web(house: House, stack: AsyncExitStack, news: asyncio.Event | None) -> None:
    """Open the pages; with `news`, Telegram's address too."""
    settings = house.settings
    app = build_app(_web_parts(house))
    if news is not None:
        _add_webhook(app, house, news)
    add_console(app, house.demo)
    runner = make_runner(app)
    stack.push_async_callback(runner.cleanup)
    try:
        await start_site(runner, settings.listen_host, settings.listen_port)
    except OSError as fault:
        where = f"{settings.listen_host}:{settings.listen_port}"
        why = os.strerror(fault.errno) if fault.errno else "no such address"
        raise FolderError(f"Cannot listen on {where}: {why}. Set SAY_LISTEN to another.") from None
    print(f"Have Your Say listens on {settings.public_url}", file=sys.stderr, flush=True)  # noqa: T201 - said once, to the operator


def _add_webhook(app: web.Application, house: House, news: asyncio.Event) -> None:
    from bot import Receiver  # noqa: PLC0415 - heavy, and off by default

    Receiver(_bot_parts(house), news).add_to(app)


def _bot_parts(house: House) -> BotParts:
    from bot import BotParts  # noqa: PLC0415 - heavy, and off by default

    return BotParts(house.store, house.keys, house.library, house.settings, read_clock, house.remaker)


def _web_parts(house: House) -> Parts:
    return Parts(
        house.store,
        house.keys,
        house.library,
        house.settings,
        read_clock,
        demo=house.demo is not None,
        remaker=house.remaker,
        sendings=house.sendings,
    )


def _make_daily(house: House) -> Daily:
    return Daily(house.store, house.keys, house.library, house.settings, read_clock)


def _make_mixer(house: House) -> Mixer:
    return Mixer(house.store, house.keys, house.sendings, read_clock)


def _sending_parts(house: House) -> SendingParts:
    return SendingParts(house.store, house.keys, house.settings, read_clock, demo=house.demo is not None)
