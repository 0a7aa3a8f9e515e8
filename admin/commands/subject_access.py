"""`subject-access`: everything about one child, in one file."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from admin.commands.opening import opened_folder, read_now
from admin.commands.options import REFERENCE, refuse_existing, write_out
from admin.commands.recording import Recorder, note
from admin.documents.as_json import write_json
from admin.documents.page import write_page
from admin.documents.pdf import write_pdf
from admin.printed.typefaces import say_missing
from admin.subject_access.file import ACTION, FileMaker
from forms.form_versions import read_library
from forms.keys import TamperedError
from forms.opening import FindUnit
from forms.records import Child
from forms.units import Key

SHAPES = {".html": write_page, ".pdf": write_pdf, ".json": write_json}
NOT_OPENED = "The answers cannot be opened: is SAY_KEY_FILE the key they were sealed with?"


@click.command("subject-access")
@click.argument("child_ref", type=REFERENCE)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="A new file: NAME.html or NAME.pdf to be read, NAME.json for another program.",
)
def subject_access(*, child_ref: str, out: Path) -> None:
    """Write all that is held about one child.

    It goes into one file that only you can read.

    Answers are opened, also those that a child keeps for the person who reads them. Words of parents, carers
    and professionals are marked, so that the council can decide what to leave out. Who made the file is
    recorded.
    """
    write = SHAPES.get(out.suffix.lower())
    if write is None:
        raise click.UsageError("--out must end in .html, .pdf or .json.")
    refuse_existing(out)
    asyncio.run(_write(child_ref, out))


async def _write(child_ref: str, out: Path) -> None:
    async with opened_folder() as opened:
        library = await read_library(opened.store)
        recorder = Recorder(opened.store, opened.keys)
        found = FindUnit(Key(Child, "child_ref", child_ref))
        if await recorder.write(found, note(ACTION, child_ref)) is None:
            raise click.ClickException("There is no child with that reference.")
        maker = FileMaker(opened.store, opened.keys, library)
        try:
            document = await maker.make(child_ref, opened.settings.describe_council().name, read_now())
        except TamperedError:
            raise click.ClickException(NOT_OPENED) from None
    content = SHAPES[out.suffix.lower()](document)
    write_out(out, content)
    missing = say_missing(document.list_texts(), "names and answers") if out.suffix.lower() == ".pdf" else ""
    enclosed = sum(1 for _ in document.list_enclosed())
    click.echo(
        f"Written: {out}, {enclosed} drawings, photos and voice notes in it. {missing}".rstrip(), err=True
    )
