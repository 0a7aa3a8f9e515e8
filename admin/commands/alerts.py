"""`alerts`: who may need a person."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from admin.alerts import describe_alert, read_alerts
from admin.commands.opening import opened_folder
from forms.calls import open_notes
from forms.keys import TamperedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import RowMapping

    from forms.keys import Keys

NOT_AUDITED = "Words are shown. Who reads them is not recorded yet: note it on the file yourself."
SPOILT = "(words that cannot be opened: is the key file the right one?)"


@click.command()
@click.option("--all", "include_acknowledged", is_flag=True, help="List acknowledged alerts too.")
@click.option("--words", is_flag=True, help="Show the numbers and words that people left to be contacted by.")
def alerts(*, include_acknowledged: bool, words: bool) -> None:
    """List open alerts, oldest first, without words unless they are asked for.

    Each line has the time in London, cause, audience, review, question and state, parted by tabs; where
    somebody said so, also how and when to contact them, and who must not know.
    """
    asyncio.run(_list_alerts(include_acknowledged=include_acknowledged, words=words))


async def _list_alerts(*, include_acknowledged: bool, words: bool) -> None:
    async with opened_folder() as opened:
        found = await read_alerts(opened.store, include_acknowledged=include_acknowledged)
    if words:
        click.echo(NOT_AUDITED, err=True)
    for alert in found:
        click.echo(describe_alert(alert))
        for note in _read_notes(opened.keys, alert) if words else ():
            click.echo(f"\t{note}")
    click.echo("1 alert." if len(found) == 1 else f"{len(found)} alerts.", err=True)


def _read_notes(keys: Keys, alert: RowMapping) -> Iterator[str]:
    """Open the words beside an alert, a line each: control signs could play tricks on a terminal."""
    try:
        for note in open_notes(keys, alert):
            yield " ".join("".join(sign if sign.isprintable() else " " for sign in note).split())
    except TamperedError:
        yield SPOILT
