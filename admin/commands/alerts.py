"""`alerts`: who may need a person."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

import click

from admin.alerts.listing import describe_alert, read_alerts, read_clocks
from admin.commands.opening import opened_folder, read_now
from forms.audit import Done, open_chain
from forms.calls import OpenWordsUnit, open_notes
from forms.keys import TamperedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import RowMapping

    from admin.commands.opening import Opened
    from forms.keys import Keys
    from forms.units import Row

COMMAND_LINE = "command_line"
"""Who opened words: whoever may run commands where the service runs."""
SPOILT = "(words that cannot be opened: is the key file the right one?)"


@click.command()
@click.option("--all", "include_acknowledged", is_flag=True, help="List acknowledged alerts too.")
@click.option(
    "--words",
    is_flag=True,
    help="Show the numbers that people left to be contacted by. Who does so is recorded.",
)
def alerts(*, include_acknowledged: bool, words: bool) -> None:
    """List open alerts, oldest first, without words.

    Each line has the time in London, cause, audience, review, question and state (open, acknowledged,
    closed), parted by tabs; where somebody said so, also how and when to contact them, and who must not
    know; and of an open one, how much working time is left. They are acknowledged on the staff pages.
    """
    asyncio.run(_list_alerts(include_acknowledged=include_acknowledged, words=words))


async def _list_alerts(*, include_acknowledged: bool, words: bool) -> None:
    async with opened_folder() as opened:
        found = await read_alerts(opened.store, include_acknowledged=include_acknowledged)
        clocks = await read_clocks(opened.store, opened.settings, read_now())
        notes = await _open_all(opened, found) if words else {}
    for alert in found:
        click.echo(describe_alert(alert, clocks.get(alert["id"], "")))
        for note in notes.get(alert["id"], ()):
            click.echo(f"\t{note}")
    click.echo("1 alert." if len(found) == 1 else f"{len(found)} alerts.", err=True)


async def _open_all(opened: Opened, alerts: Iterable[RowMapping]) -> dict[str, tuple[str, ...]]:
    """Open the words beside each alert. Each opening is written down in the same transaction."""
    chain_id, found = secrets.token_hex(16), {}
    await open_chain(opened.store, opened.keys, chain_id, read_now())
    for alert in (alert for alert in alerts if alert["contact_words"]):
        done = Done("alert.open_words", COMMAND_LINE, alert["id"])
        row = await opened.store.write(OpenWordsUnit(opened.keys, chain_id, done, read_now()))
        found[alert["id"]] = tuple(_read_notes(opened.keys, row)) if row else ()
    return found


def _read_notes(keys: Keys, alert: Row) -> Iterator[str]:
    """Open the words beside an alert, a line each: control signs could play tricks on a terminal."""
    try:
        for note in open_notes(keys, alert):
            yield " ".join("".join(sign if sign.isprintable() else " " for sign in note).split())
    except TamperedError:
        yield SPOILT
