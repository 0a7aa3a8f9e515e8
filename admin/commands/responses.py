"""`responses`: what was said, handed over to the case system, and its receipts."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy import select
from sqlmodel import col

from admin.commands.opening import opened_folder, read_now, read_today
from admin.commands.options import REFERENCE, refuse_existing, write_out
from admin.commands.recording import Recorder, note
from admin.consultations import NotHandedOverError, Opener, Part
from admin.consultations_written import WHAT, Made, write_json, write_markdown
from admin.handed_over import RECEIPT, HandingOver, list_files, new_id, sum_up
from admin.printed.folder import FolderTakenError, check_folder, write_folder
from forms.form_versions import read_library
from forms.keys import TamperedError
from forms.london import LONDON
from forms.receipts import ReceiptUnit
from forms.records import HandOver

if TYPE_CHECKING:
    from admin.consultations import Consulted

SHAPES = {".json": write_json, ".md": write_markdown}
NOT_OPENED = "The answers cannot be opened: is SAY_KEY_FILE the key they were sealed with?"


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
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="A new folder: a PDF and a JSON for each consultation. Or one new file: NAME.json or NAME.md.",
)
def export(*, review_ref: str, part: str, out: Path) -> None:
    """Open what was said before a review, and write it into files that only you can read.

    Two parts, to be filed apart. `record` has every choice, and the words that more people may hear.
    `restricted` has only the words that a child keeps for the person who reads them. What is said after a
    meeting is read by the manager, and is in neither. Drawings, photos and voice notes are written beside,
    with checksums. Who exports what is recorded; the number of the hand-over is what its receipt names.
    """
    if out.suffix.lower() not in {*SHAPES, ""}:
        raise click.UsageError("--out must be a folder, or end in .json or .md.")
    refuse_existing(out) if out.suffix else _refuse_taken(out)
    made = Made(new_id(), review_ref, Part(part), read_today())
    found = asyncio.run(_hand_over(made, out))
    answers = sum(len(each.answers) for each in found.consultations)
    click.echo(f"{len(found.consultations)} consultations, {answers} answers in this part.", err=True)
    click.echo(
        f"Hand-over {made.id}. When the case system has it: haveyoursay responses receipt {made.id}", err=True
    )


@responses.command()
@click.argument("hand_over_ids", metavar="NUMBER...", nargs=-1, required=True)
def receipt(*, hand_over_ids: tuple[str, ...]) -> None:
    """Say that the case system has a part of what was handed over.

    Once both parts of a consultation have their receipt, its words are deleted here SAY_KEEP_DAYS later.
    """
    asyncio.run(_receipt(hand_over_ids))


@responses.command("hand-overs")
@click.option("--review", "review_ref", type=REFERENCE, help="Only of this review.")
@click.option("--open", "only_open", is_flag=True, help="Only those without a receipt.")
def hand_overs(*, review_ref: str | None, only_open: bool) -> None:
    """List what was handed over, the newest first: its number, review, part, day, receipt."""
    asyncio.run(_list(review_ref, only_open=only_open))


async def _hand_over(made: Made, out: Path) -> Consulted:
    async with opened_folder() as opened:
        opener = Opener(opened.store, opened.keys, await read_library(opened.store))
        handing = HandingOver(opener, Recorder(opened.store, opened.keys), note)
        try:
            return await handing.carry_out(made, read_now(), lambda made, found: _write(out, made, found))
        except NotHandedOverError as error:
            raise click.ClickException(str(error)) from None
        except TamperedError:
            raise click.ClickException(NOT_OPENED) from None


def _refuse_taken(out: Path) -> None:
    try:
        check_folder(out)
    except FolderTakenError as error:
        raise click.ClickException(str(error)) from None


def _write(out: Path, made: Made, found: Consulted) -> tuple[int, str]:
    """Write the files, those that others name first. Returns how many, and their checksum."""
    if not out.suffix:
        files = list_files(made, found, WHAT[made.part])
        _write_folder(out, files)
        return sum_up(files)
    files = {each.name: each.content for each in found.list_enclosed()}
    if files:
        _write_folder(out.with_name(f"{out.name}.files"), files)
    content = SHAPES[out.suffix.lower()](made, found).encode()
    write_out(out, content)
    return sum_up({**files, out.name: content})


def _write_folder(folder: Path, files: dict[str, bytes]) -> None:
    try:
        write_folder(folder, files)
    except FolderTakenError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}.") from error


async def _receipt(hand_over_ids: tuple[str, ...]) -> None:
    async with opened_folder() as opened:
        recorder = Recorder(opened.store, opened.keys)
        unknown = []
        for hand_over_id in hand_over_ids:
            unit = ReceiptUnit(hand_over_id, read_now())
            found = await recorder.write(unit, note(RECEIPT, hand_over_id))
            if found is None:
                unknown.append(hand_over_id)
            else:
                click.echo(f"{hand_over_id}: {'the receipt is kept' if found else 'had its receipt before'}.")
    if unknown:
        raise click.ClickException(f"There is no hand-over {', '.join(unknown)}.")


async def _list(review_ref: str | None, *, only_open: bool) -> None:
    table = HandOver.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    wanted = select(table).order_by(table.c.made_at.desc(), table.c.id)
    if review_ref:
        wanted = wanted.where(col(HandOver.review_ref) == review_ref)
    if only_open:
        wanted = wanted.where(col(HandOver.receipted_at).is_(None))
    async with opened_folder() as opened:
        rows = await opened.store.read(wanted)
    for row in rows:
        made = row["made_at"].astimezone(LONDON)
        state = (
            f"receipt {row['receipted_at'].astimezone(LONDON):%d/%m/%Y}" if row["receipted_at"] else "open"
        )
        click.echo("\t".join((row["id"], row["review_ref"], row["part"], f"{made:%d/%m/%Y}", state)))
    click.echo("1 hand-over." if len(rows) == 1 else f"{len(rows)} hand-overs.", err=True)
