"""`alerts`: who may need a person."""

from __future__ import annotations

import asyncio

import click

from admin.alerts import describe_alert, read_alerts
from admin.commands.opening import opened_folder


@click.command()
@click.option("--all", "include_acknowledged", is_flag=True, help="List acknowledged alerts too.")
def alerts(*, include_acknowledged: bool) -> None:
    """List open alerts, oldest first, without words.

    Each line has the time in London, cause, audience, review, question and state, parted by tabs.
    """
    asyncio.run(_list_alerts(include_acknowledged=include_acknowledged))


async def _list_alerts(*, include_acknowledged: bool) -> None:
    async with opened_folder() as opened:
        found = await read_alerts(opened.store, include_acknowledged=include_acknowledged)
    for alert in found:
        click.echo(describe_alert(alert))
    click.echo("1 alert." if len(found) == 1 else f"{len(found)} alerts.", err=True)
