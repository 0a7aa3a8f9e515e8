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
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from admin.console import add_console
from admin.demo import Demo, prepare_demo
from admin.mail import MailParts, run_mail
from forms.folder import FolderError, open_folder, take_lock
from forms.form_versions import open_library
from forms.web import Parts, build_app, make_runner, start_site

if TYPE_CHECKING:
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


async def serve(settings: Settings, *, demo: bool, only: Channel | None = None) -> None:
    """Serve until told to stop (SIGTERM or SIGINT). Raises FolderError."""
    with take_lock(settings.data_dir):
        keys, store = await open_folder(settings)
        try:
            library = await open_library(store)
            prepared = await prepare_demo(store, keys, settings, read_clock()) if demo else None
            if prepared:
                print(prepared.greeting, flush=True)  # noqa: T201 - the links are for the person at the terminal
            await _run(House(settings, keys, store, library, prepared), only)
        finally:
            await store.close()


async def _run(house: House, only: Channel | None) -> None:
    if only == "bot" and not house.settings.telegram_token:
        raise FolderError("SAY_TELEGRAM_TOKEN is not set: there is no bot to serve.")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        if only != "bot":
            await _open_web(house, stack)
        settle()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(run_mail(_mail_parts(house), stop))
            if only != "web" and house.settings.telegram_token:
                tasks.create_task(_run_bot(house, stop))


async def _run_bot(house: House, stop: asyncio.Event) -> None:
    """Run the bot. Imported only here: Telegram is off until a council switches it on, and it is heavy."""
    from bot import BotParts, run_bot  # noqa: PLC0415 - heavy, and off by default

    await run_bot(BotParts(house.store, house.keys, house.library, house.settings, read_clock), stop)


async def _open_web(house: House, stack: AsyncExitStack) -> None:
    settings = house.settings
    app = build_app(_web_parts(house))
    if house.demo:
        add_console(app, house.store, house.library, house.demo, read_clock)
    runner = make_runner(app)
    stack.push_async_callback(runner.cleanup)
    try:
        await start_site(runner, settings.listen_host, settings.listen_port)
    except OSError as fault:
        where = f"{settings.listen_host}:{settings.listen_port}"
        why = os.strerror(fault.errno) if fault.errno else "no such address"
        raise FolderError(f"Cannot listen on {where}: {why}. Set SAY_LISTEN to another.") from None
    print(f"Have Your Say listens on {settings.public_url}", file=sys.stderr, flush=True)  # noqa: T201 - said once, to the operator


def _web_parts(house: House) -> Parts:
    return Parts(
        house.store, house.keys, house.library, house.settings, read_clock, demo=house.demo is not None
    )


def _mail_parts(house: House) -> MailParts:
    return MailParts(house.store, house.keys, house.settings, read_clock, demo=house.demo is not None)
