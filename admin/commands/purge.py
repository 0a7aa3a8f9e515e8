"""`purge`: what its time is over for, taken away."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_now
from admin.commands.recording import Recorder, note
from admin.retention.chores import Office
from admin.retention.purging import Purge, count_due
from forms.form_versions import read_library

if TYPE_CHECKING:
    from collections import Counter

    from admin.retention.classes import Class


@click.command()
@click.option("--dry-run", is_flag=True, help="Only count what is due; nothing is changed.")
def purge(*, dry_run: bool) -> None:
    """Delete what its time is over for.

    It prints how much of each class went.

    What was said before a meeting goes only once the case system has both parts of it. How long what is
    kept, and what is left of it then, stands in docs/retention.md.
    """
    counts = asyncio.run(_purge(dry_run=dry_run))
    for of, count in counts.items():
        click.echo(f"{of}\t{count}")
    click.echo("Nothing was changed." if dry_run else f"{counts.total()} taken away.", err=True)


async def _purge(*, dry_run: bool) -> Counter[Class]:
    async with opened_folder() as opened:
        library = await read_library(opened.store)
        office = Office(opened.store, opened.keys, library, opened.settings, read_now())
        if dry_run:
            return await count_due(office)
        return await Purge(office, Recorder(opened.store, opened.keys), note).carry_out()
