"""`erase`: a child, or one response, gone from here."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_now
from admin.commands.options import REFERENCE
from admin.commands.recording import Recorder, note
from admin.retention.erasing import Eraser
from forms.form_versions import read_library

if TYPE_CHECKING:
    from collections import Counter

    from admin.commands.opening import Opened

UNKNOWN = "There is no child with that reference."
STILL_OPEN = (
    "A signal that this child may need a person, or a complaint, is still open: close it first, or nobody "
    "could find the child any more. `haveyoursay alerts` lists the signals."
)


@click.command()
@click.argument("child_ref", type=REFERENCE, required=False)
@click.option("--response", "response_id", help="One response instead, by its number.")
@click.option("--dry-run", is_flag=True, help="Only count what would go.")
@click.option(
    "--uncounted", is_flag=True, help="Take the child out of the figures too: for one imported by mistake."
)
def erase(*, child_ref: str | None, response_id: str | None, dry_run: bool, uncounted: bool) -> None:
    """Erase what is held about one child.

    Words, files, and everything that leads to them are gone.

    Figures of past periods stay: meetings and that somebody answered, under references of chance, and choices
    as counts. No import brings the child back. Backups made before still hold the words: docs/retention.md.
    """
    if (child_ref is None) == (response_id is None):
        raise click.UsageError("Say either a child's reference or --response NUMBER.")
    if response_id and (uncounted or dry_run):
        raise click.UsageError("--response goes with no other option.")
    asyncio.run(
        _erase_response(response_id)
        if response_id
        else _erase(str(child_ref), dry_run=dry_run, uncounted=uncounted)
    )


async def _erase(child_ref: str, *, dry_run: bool, uncounted: bool) -> None:
    async with opened_folder() as opened:
        eraser = await _make_eraser(opened)
        if not await eraser.is_known(child_ref):
            raise click.ClickException(UNKNOWN)
        if await eraser.is_wanted(child_ref):
            raise click.ClickException(STILL_OPEN)
        if dry_run:
            _say(await eraser.look(child_ref), "would go")
            return
        _say(await eraser.erase_child(child_ref, read_now(), is_uncounted=uncounted), "rows went")


async def _erase_response(response_id: str) -> None:
    async with opened_folder() as opened:
        if not await (await _make_eraser(opened)).erase_response(response_id):
            raise click.ClickException("There is no such response, or nothing of it is left.")
    click.echo("Erased. That it came is still counted.")


async def _make_eraser(opened: Opened) -> Eraser:
    library = await read_library(opened.store)
    recorder = Recorder(opened.store, opened.keys)
    return Eraser(opened.store, opened.keys, library, opened.settings.age_bands, recorder, note)


def _say(counts: Counter[str], went: str) -> None:
    for table, count in sorted(counts.items()):
        click.echo(f"{table}\t{count}")
    click.echo(f"{counts.total()} {went}.", err=True)
