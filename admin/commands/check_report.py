"""`check-report`: whether the figures in a file are those of the database."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_today
from admin.shown.asked import Source
from admin.signed.check import CannotCheckError, Checked, check_file
from admin.signed.files import NoReportError, ReportFile, read_report_file
from admin.signed.unreadable import UnreadableError
from forms.form_versions import read_library
from forms.london import LONDON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.report.model import Stamp

MAX_BYTES = 100_000_000
SHOWN = 50
"""Differences that are listed: whoever has more has another database before them."""


@click.command("check-report")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def check_report(*, file: Path) -> None:
    """Hold a file of a report against the database.

    Its stamp says what it is of. The period is counted anew, or what was signed is read, and every figure
    in the file is compared, then every number in its tables. What sentences and charts say is not read.

    Exits with 0 if all is as it should be, with 1 if anything differs or there is no stamp.
    """
    if file.stat().st_size > MAX_BYTES:
        raise click.ClickException("The file is larger than a report ever is.")
    try:
        checked = asyncio.run(_check(read_report_file(file.read_bytes())))
    except (NoReportError, CannotCheckError, UnreadableError) as error:
        raise click.ClickException(str(error)) from error
    for line in list_lines(checked):
        click.echo(line)
    if not checked.is_clean:
        raise click.exceptions.Exit(1)


async def _check(file: ReportFile) -> Checked:
    async with opened_folder() as opened:
        library = await read_library(opened.store)
        source = Source(opened.store, library, opened.settings, opened.keys)
        return await check_file(source, file, read_today())


def list_lines(checked: Checked) -> Iterator[str]:
    """Say what came of it, a sentence a line."""
    yield _say_stamp(checked.stamp)
    if checked.signed and not checked.signed.is_whole:
        yield "The signed period in the database is not what was signed: it was changed there."
    if not checked.is_itself:
        yield "This file was changed: the figures enclosed in it are not those that its stamp is of."
    yield from _list_figures(checked)
    yield from _list_tables(checked)


def _say_stamp(stamp: Stamp) -> str:
    made = stamp.made_at.astimezone(LONDON)
    shown = "true counts" if stamp.hidden_below is None else f"counts under {stamp.hidden_below} hidden"
    return (
        f"{stamp.period.name}, {stamp.definition}, {shown}, made on {made:%d/%m/%Y at %H:%M} by version "
        f"{stamp.version}."
    )


def _list_figures(checked: Checked) -> Iterator[str]:
    here = (
        f"those signed on {checked.signed.signed_on:%d/%m/%Y}, edition {checked.signed.signature.edition}"
        if checked.signed
        else "those of the database"
    )
    if checked.is_equal:
        yield f"The figures in this file are {here}."
    elif not checked.has_figures:
        yield f"The figures in this file are not {here}; which differ, only a Word file can tell."
    count = len(checked.differences)
    if count:
        yield f"{count} figure{' differs' if count == 1 else 's differ'} from {here}:"
    for one in checked.differences[:SHOWN]:
        then, now = ("none" if value is None else value for value in (one.then, one.now))
        yield f"  {one.place}: in the file {then}, {'signed' if checked.signed else 'now'} {now}"
    if count > SHOWN:
        yield f"  and {count - SHOWN} more"


def _list_tables(checked: Checked) -> Iterator[str]:
    tables = checked.tables
    if tables is None:
        yield "Its tables were not read: they are held against figures that are those of the database."
        return
    for cell in tables.changed[:SHOWN]:
        yield f"This file was changed: {cell}"
    if tables.held and not tables.changed:
        many = "1 table" if tables.held == 1 else f"{tables.held} tables"
        yield f"Every number in {many} is what the figures say."
    if tables.others == 1:
        yield "1 table or sheet has a caption that the report has not: it was not read."
    elif tables.others:
        yield f"{tables.others} tables or sheets have a caption that the report has not: they were not read."
