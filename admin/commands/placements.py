"""`placements`: posters, leaflets and desk cards with an open code."""

from __future__ import annotations

import asyncio
import csv
import sys
from typing import TYPE_CHECKING

import click

from admin.cells_out import guard_cell
from admin.commands.opening import opened_folder, read_now
from admin.commands.options import REFERENCE
from admin.placements import choose_forms, end_placement, list_placements, place
from admin.qr import make_placement_link
from forms.form_versions import open_library
from forms.london import london_day

if TYPE_CHECKING:
    from admin.placements import Placed

HEADINGS = ("name", "title", "forms", "scans", "starts", "completions", "ended_on", "link")


@click.group()
def placements() -> None:
    """Make posters, leaflets and desk cards with an open code.

    Anybody may scan one, and answers without a name. Scans, starts and completions are counted by the day;
    nothing else is known of who came. Draw its QR code with `qr --placement NAME`.
    """


@placements.command()
@click.argument("name")
@click.option("--form", "forms", multiple=True, required=True, help="A form to answer there, by its key.")
@click.option("--title", type=REFERENCE, default="", help="Where it hangs, for your own lists.")
def add(name: str, forms: tuple[str, ...], title: str) -> None:
    """Make a placement, and print its link.

    With several forms, people are asked who they are, and get theirs. Only forms that may be answered without
    a name can be placed.
    """
    click.echo(asyncio.run(_add(name, forms, title)))


async def _add(name: str, forms: tuple[str, ...], title: str) -> str:
    async with opened_folder() as opened:
        made = await place(
            opened, name, choose_forms(await open_library(opened.store), forms), title, read_now()
        )
        return f"{made}\t{make_placement_link(opened.settings.public_url, made)}"


@placements.command(name="list")
def list_() -> None:
    """List all placements as CSV, with what came of each."""
    found, public_url = asyncio.run(_list())
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(HEADINGS)
    table.writerows(_list_cells(placed, public_url) for placed in found)


async def _list() -> tuple[list[Placed], str]:
    async with opened_folder() as opened:
        return await list_placements(opened.store), opened.settings.public_url


def _list_cells(placed: Placed, public_url: str) -> tuple[object, ...]:
    counts = (placed.scans, placed.starts, placed.completions)
    ended_on = london_day(placed.ended_at).isoformat() if placed.ended_at else ""
    link = "" if ended_on else make_placement_link(public_url, placed.name)
    return placed.name, guard_cell(placed.title), " ".join(placed.forms), *counts, ended_on, link


@placements.command()
@click.argument("name")
def end(name: str) -> None:
    """End a placement: its code opens nothing any more. Its figures stay."""
    click.echo(f"{asyncio.run(_end(name))} has ended.")


async def _end(name: str) -> str:
    async with opened_folder() as opened:
        return await end_placement(opened.store, name, read_now())
