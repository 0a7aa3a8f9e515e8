"""`inspection-pack`: the evidence behind every figure of a period."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_now
from admin.commands.options import DAY, definition_option, format_option, out_option, write_out
from admin.commands.recording import Recorder, note
from admin.inspection.files import SHAPES, make_pack
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.shown.asked import Source
from forms.form_versions import read_library
from forms.opening import LookUnit

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

EXPORT = "inspection.export"
USUAL = "docx"
ENDINGS = ", ".join(f".{shape}" for shape in SHAPES)


@click.command("inspection-pack")
@click.option("--from", "first_on", type=DAY, required=True, help="First day, as 2025-04-01.")
@click.option("--to", "last_on", type=DAY, required=True, help="Last day; it is included.")
@format_option(SHAPES, USUAL)
@definition_option()
@out_option(required=True, words=f"The file to write: whole, or not at all. It ends in one of {ENDINGS}.")
def inspection_pack(*, first_on: date, last_on: date, shape: str | None, definition: str, out: Path) -> None:
    """Write the evidence behind every figure of a period.

    csv holds the reference of every row that a figure is made of, with the page about it; the other formats
    hold the figures, who recorded what, what the return's checks find, and whether the record is whole. True
    counts; no words of anybody, no name. That it was made is written down.
    """
    if last_on < first_on:
        raise click.UsageError("--to is before --from.")
    chosen = _choose_shape(shape, out.suffix.lower().removeprefix("."))
    write_out(out, asyncio.run(_make(Period(first_on, last_on), Definition(definition), chosen)))


def _choose_shape(named: str | None, ending: str) -> str:
    """Choose what to write, so that a file is what its name says. A name without an ending says nothing."""
    if not ending:
        return named or USUAL
    if ending not in SHAPES:
        raise click.UsageError(f"--out must end in one of {ENDINGS}.")
    if named not in {None, ending}:
        raise click.UsageError(f"--format {named} goes into a file that ends in .{named}, not in .{ending}.")
    return ending


async def _make(period: Period, definition: Definition, shape: str) -> bytes:
    async with opened_folder() as opened:
        source = Source(opened.store, await read_library(opened.store), opened.settings, opened.keys)
        pack = await make_pack(source, opened.keys, period, definition, read_now())
        content = pack.write(shape)
        done = note(EXPORT, f"{shape} {period.first_on} {period.last_on}")
        await Recorder(opened.store, opened.keys).write(LookUnit(), done)
        return content
