"""`verify-audit`: whether the record of what staff did is whole."""

from __future__ import annotations

import asyncio

import click

from admin.commands.opening import opened_folder
from forms.audit import verify_audit as find_faults


@click.command("verify-audit")
def verify_audit() -> None:
    """Check that the record of what staff did is whole.

    Exits with 1 and says where, if an entry was changed, moved or left out.
    """
    count, faults = asyncio.run(_verify())
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.ClickException(f"The record is not whole: {len(faults)} breaks in {count} entries.")
    click.echo(f"The record is whole: {count} entries.")


async def _verify() -> tuple[int, list[str]]:
    async with opened_folder() as opened:
        return await find_faults(opened.store, opened.keys)
