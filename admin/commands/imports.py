"""`import`: reviews and visits from the council's own lists, from returns and extracts; answers."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from admin.commands.import_answers import Wanted, import_answers
from admin.commands.import_figures import import_figures
from admin.commands.opening import opened_folder, read_now, read_today
from admin.following import follow_meetings
from admin.imports.kinds import READERS
from admin.imports.run import ImportRun, Watch, list_notices
from admin.imports.table import Table, open_table
from admin.invitation_rules import make_asking
from forms.form_versions import read_library

if TYPE_CHECKING:
    from admin.commands.opening import Opened
    from admin.imports.entries import RowReader
    from admin.imports.findings import Finding, Tally
    from forms.store import Store


ANSWERS, FIGURES = "answers", "figures"
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("import")
@click.argument("kind", type=click.Choice((*READERS, ANSWERS, FIGURES)))
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="Check every row and store nothing.")
@click.option("--all-or-nothing", is_flag=True, help="Store nothing if any row is refused.")
@click.option("--form", metavar="KEY", help="Of answers: the form they belong to.")
@click.option("--map", "map_file", metavar="FILE.json", type=_FILE, help="Of answers: how columns are read.")
@click.option("--suggest", metavar="FILE.json", type=_FILE, help="Of answers: write a mapping, and stop.")
def import_(  # noqa: PLR0913 - each option its own
    kind: str,
    file: Path,
    *,
    dry_run: bool,
    all_or_nothing: bool,
    form: str | None,
    map_file: Path | None,
    suggest: Path | None,
) -> None:
    """Import reviews, visits, or answers that others gathered.

    `reviews` and `visits` are the council's own lists, `ssda903` is table REVIEWS of the statutory return,
    `ssd` the extract ssd_cla_reviews; `answers` a table from Microsoft Forms, Google Forms or the like;
    `figures` what the council published for earlier years.
    Importing a file twice changes nothing; importing a corrected file updates. Findings go to stderr, counts
    to stdout. Exit code 1 if the file or every row is refused.
    """
    if kind == ANSWERS:
        if form is None:
            raise click.UsageError("Say with --form which form the answers belong to.")
        import_answers(Wanted(file, form, map_file, suggest, dry_run, all_or_nothing))
        return
    if form or map_file or suggest:
        raise click.UsageError("--form, --map and --suggest are for answers alone.")
    if kind == FIGURES:
        import_figures(file, dry_run=dry_run, all_or_nothing=all_or_nothing)
        return
    reader = READERS[kind](read_today())
    table = open_table(file, reader.required)
    for notice in list_notices(table, reader.known):
        click.echo(f"{file.name}: {notice}", err=True)
    tally = asyncio.run(_import(table, reader, dry_run=dry_run, all_or_nothing=all_or_nothing))
    _finish(file, tally, dry_run=dry_run, all_or_nothing=all_or_nothing)


async def _import(table: Table, reader: RowReader[Any], *, dry_run: bool, all_or_nothing: bool) -> Tally:
    async with opened_folder() as opened:
        await reader.prepare(opened.store, table)
        store = None if dry_run else opened.store
        tally = await _show_progress(table, reader, store, all_or_nothing=all_or_nothing)
        if not dry_run:
            await _follow(opened)
        return tally


async def _follow(opened: Opened) -> None:
    """Let invitations follow the meetings that moved or were stood down, and say so."""
    asking = make_asking(opened.settings, read_today())
    library = await read_library(opened.store)
    timings = library.list_timings()
    for what, count in (await follow_meetings(opened.store, asking, read_now(), timings)).items():
        click.echo(f"Invitations {what}: {count}", err=True)


async def _show_progress(
    table: Table, reader: RowReader[Any], store: Store | None, *, all_or_nothing: bool
) -> Tally:
    def say(finding: Finding) -> None:
        click.echo(f"{table.source.name}, {finding}", err=True)

    is_terminal = sys.stderr.isatty()
    with click.progressbar(
        length=table.rows, label="Rows", file=sys.stderr, hidden=not is_terminal, update_min_steps=50
    ) as bar:
        watch = Watch(on_finding=say, on_row=lambda: bar.update(1))
        return await ImportRun(table, reader, watch, store, all_or_nothing=all_or_nothing).carry_out()


def _finish(file: Path, tally: Tally, *, dry_run: bool, all_or_nothing: bool) -> None:
    is_stopped = all_or_nothing and bool(tally.refused)
    for line in tally.list_lines(is_stored=not dry_run and not is_stopped):
        click.echo(line)
    if is_stopped:
        raise click.ClickException(f"{file.name}: {tally.refused} rows are refused, so nothing was stored.")
    if dry_run:
        click.echo("This was a dry run: nothing was stored.")
    if tally.refused and not tally.kept:
        raise click.ClickException(f"{file.name}: every row with something in it was refused.")
