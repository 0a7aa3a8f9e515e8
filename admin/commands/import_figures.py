"""`import figures`: what the council published for earlier years, from a small table."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_now, read_today
from admin.commands.recording import COMMAND_LINE, Recorder, note
from admin.imports.desk import ADDED, UNCHANGED, UPDATED
from admin.imports.figures import NOTE, REQUIRED, PastKeeper, find_known, name_change, read_figures
from admin.imports.run import list_notices
from admin.imports.table import open_table

if TYPE_CHECKING:
    from pathlib import Path

    from admin.commands.opening import Opened
    from admin.imports.figures import PastRead
    from admin.imports.table import Table
    from forms.units import Unit


def import_figures(file: Path, *, dry_run: bool, all_or_nothing: bool) -> None:
    """Carry it out. Raises FileRefusedError, ClickException."""
    table = open_table(file, REQUIRED)
    for notice in list_notices(table, {*REQUIRED, NOTE}):
        click.echo(f"{file.name}: {notice}", err=True)
    read, counts = asyncio.run(_import(table, dry_run=dry_run, all_or_nothing=all_or_nothing))
    for finding in read.findings:
        click.echo(f"{file.name}, {finding}", err=True)
    click.echo(f"rows: {read.rows}\nblank rows: {read.blank}\nrefused: {read.refused}")
    for outcome in (ADDED, UPDATED, UNCHANGED):
        click.echo(f"{outcome}: {counts[outcome]}")
    if all_or_nothing and read.refused:
        raise click.ClickException(f"{file.name}: {read.refused} rows are refused, so nothing was stored.")
    if dry_run:
        click.echo("This was a dry run: nothing was stored.")
    if read.refused and not read.figures:
        raise click.ClickException(f"{file.name}: every row with something in it was refused.")
    click.echo("They stand in reports once a manager approved them: Gathered, figures from elsewhere.")


async def _import(table: Table, *, dry_run: bool, all_or_nothing: bool) -> tuple[PastRead, Counter[str]]:
    async with opened_folder() as opened:
        read = read_figures(table, opened.keys, read_today())
        if dry_run or (all_or_nothing and read.refused):
            known = await find_known(opened.store, read.figures)
            told = (name_change(opened.keys, each, known.get(each.item_id)) for each in read.figures)
            return read, Counter(told)
        return read, await _open_keeper(opened).keep(read.figures)


def _open_keeper(opened: Opened) -> PastKeeper:
    recorder = Recorder(opened.store, opened.keys)

    async def write(unit: Unit[bool], action: str, about: str) -> bool:
        return await recorder.write(unit, note(action, about, "elsewhere"))

    return PastKeeper(opened.store, opened.keys, COMMAND_LINE, read_now(), write)
