"""`serve`: the pages, the bot, the mail."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import click

from admin.targets import check_targets
from forms.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from admin.serve import Channel
    from forms.settings import Settings

LEVELS = ("debug", "info", "warning")


@click.command()
@click.option(
    "--demo", is_flag=True, help="A made-up council in a folder of its own, with fresh links to try."
)
@click.option("--only", type=click.Choice(["web", "bot"]), help="Only the pages, or only the bot.")
@click.option("--log-level", type=click.Choice(LEVELS), help="What is logged: info; warning in the demo.")
def serve(*, demo: bool, only: Channel | None, log_level: str | None) -> None:
    """Serve the pages, and the bot once there is one.

    The bot starts when SAY_TELEGRAM_TOKEN is set. Stop with Ctrl-C.
    """
    level = log_level or ("warning" if demo else "info")  # the demo's links should not scroll away
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if level == "info":
        logging.getLogger("alembic").setLevel(
            logging.WARNING
        )  # the steps of a migration say nothing to people
    asyncio.run(_serve(demo=demo, only=only))


async def _serve(*, demo: bool, only: Channel | None) -> None:
    from admin.serve import serve as run  # noqa: PLC0415 - the bot's library is heavy and only serve needs it

    settings = load_settings()
    await run(settings.for_demo() if demo else _ready(settings), demo=demo, only=only)


def _ready(settings: Settings) -> Settings:
    """Refuse to serve children while nobody could be reached for them. Raises SettingsError."""
    unset = settings.find_unset_for_serving()
    if unset:
        raise SettingsError(
            f"Not started: {', '.join(unset)} must be set first, so that a child who needs help reaches "
            "somebody. See .env.example. `serve --demo` shows the service without them."
        )
    check_targets(settings)
    return settings
