"""`responses`: what was said, handed over to the case system."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_today
from admin.commands.options import REFERENCE, out_option, write_out
from admin.consultations import NotHandedOverError, Opener, Part
from admin.consultations_written import write_json, write_markdown
from forms.form_versions import read_library
from forms.keys import TamperedError

if TYPE_CHECKING:
    from pathlib import Path

    from admin.consultations import Consultation

SHAPES = {".json": write_json, ".md": write_markdown}


@click.group()
def responses() -> None:
    """Hand over what was said."""


@responses.command()
@click.option("--review", "review_ref", type=REFERENCE, required=True, help="The review it was said before.")
@click.option(
    "--part",
    type=click.Choice([str(part) for part in Part]),
    default=str(Part.RECORD),
    show_default=True,
    help="record: for the file. restricted: the words that are for the reader alone.",
)
@out_option(required=True, words="A new file: NAME.json for the case system, NAME.md to be read.")
def export(*, review_ref: str, part: str, out: Path) -> None:
    """Open what was said before a review, and write it into a file that only you can read.

    Two parts, to be filed apart. `record` has every choice, and the words that more people may hear.
    `restricted` has only the words that a child keeps for the person who reads them. What is said after a
    meeting is read by the manager, and is in neither. Photos and voice notes are counted, not written out.
    """
    write = SHAPES.get(out.suffix.lower())
    if write is None:
        raise click.UsageError("--out must end in .json or .md.")
    if out.exists():
        raise click.ClickException(f"{out} is there already: nothing is written over.")
    found = asyncio.run(_open(review_ref, Part(part)))
    write_out(out, write(review_ref, Part(part), read_today(), found).encode())
    answers = sum(len(each.answers) for each in found)
    click.echo(f"{len(found)} consultations, {answers} answers in this part.", err=True)


async def _open(review_ref: str, part: Part) -> tuple[Consultation, ...]:
    async with opened_folder() as opened:
        opener = Opener(opened.store, opened.keys, await read_library(opened.store))
        try:
            return await opener.open_review(review_ref, part)
        except NotHandedOverError as error:
            raise click.ClickException(str(error)) from None
        except TamperedError:
            raise click.ClickException(
                "The answers cannot be opened: is SAY_KEY_FILE the key they were sealed with?"
            ) from None
