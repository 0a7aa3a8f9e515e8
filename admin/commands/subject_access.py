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
from admin.subject_access.telling import Asker, FileAsked, prepare_file
from forms.form_versions import read_library
from forms.keys import TamperedError

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
@click.option(
    "--asked-by",
    type=click.Choice([str(asker) for asker in Asker]),
    default=str(Asker.OTHER),
    show_default=True,
    help="child: the child asked, and is handed the file. other: the child is told that it was made.",
)
def subject_access(*, child_ref: str, out: Path, asked_by: str) -> None:
    """Write all that is held about one child.

    It goes into one file that only you can read.

    Answers are opened, also those that a child keeps for the person who reads them: unless the child asked
    for the file, they are told, by the way that they chose. Words of parents, carers
    and professionals are marked, so that the council can decide what to leave out. Who made the file is
    recorded.
    """
    write = SHAPES.get(out.suffix.lower())
    if write is None:
        raise click.UsageError("--out must end in .html, .pdf or .json.")
    refuse_existing(out)
    asyncio.run(_write(child_ref, out, Asker(asked_by)))


async def _write(child_ref: str, out: Path, asker: Asker) -> None:
    async with opened_folder() as opened:
        library = await read_library(opened.store)
        recorder = Recorder(opened.store, opened.keys)
        asked = FileAsked(child_ref, asker, "", read_now())
        held, unit = await prepare_file(opened.store, opened.keys, library, asked)
        if not await recorder.write(unit, note(ACTION, child_ref, str(asker))):
            raise click.ClickException("There is no child with that reference.")
        maker = FileMaker(opened.store, opened.keys, library)
        try:
            council = opened.settings.describe_council().name
            document = await maker.make(held, child_ref, council, read_now())
        except TamperedError:
            raise click.ClickException(NOT_OPENED) from None
    content = SHAPES[out.suffix.lower()](document)
    write_out(out, content)
    missing = say_missing(document.list_texts(), "names and answers") if out.suffix.lower() == ".pdf" else ""
    enclosed = sum(1 for _ in document.list_enclosed())
    click.echo(
        f"Written: {out}, {enclosed} drawings, photos and voice notes in it. {missing}".rstrip(), err=True
    )
