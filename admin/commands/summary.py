"""`summary`: the figures of a period."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_today
from admin.commands.options import DAY, out_option, write_out
from admin.measure_kinds import Definition
from admin.periods import Period
from admin.summary import Summary, summarise
from admin.summary_json import as_json
from admin.summary_markdown import as_markdown
from forms.library import Library

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command()
@click.option("--from", "first", type=DAY, required=True, help="First day, as 2026-04-01 or 01/04/2026.")
@click.option("--to", "last", type=DAY, required=True, help="Last day; it is included.")
@click.option("--format", "shape", type=click.Choice(["json", "md"]), default="json", show_default=True)
@click.option(
    "--definition",
    type=click.Choice([definition.value for definition in Definition]),
    default=Definition.ELIGIBLE.value,
    show_default=True,
    help="How participation is counted.",
)
@out_option(required=False, words="Write here instead of stdout.")
@click.option("--published", is_flag=True, help="Refused: small numbers cannot be hidden yet.")
def summary(  # noqa: PLR0913 - one parameter an option
    first: date, last: date, shape: str, definition: str, out: Path | None, *, published: bool
) -> None:
    """Count a period of London days.

    Every figure comes with its numerator, denominator and definition. These are true counts, small ones too:
    for staff, not for publication.
    """
    if published:
        raise click.UsageError("--published is refused: small numbers cannot be hidden yet.")
    counted = asyncio.run(_summarise(_make_period(first, last), Definition(definition)))
    text = as_markdown(counted) if shape == "md" else json.dumps(as_json(counted), indent=2) + "\n"
    if out is None:
        click.echo(text, nl=False)
    else:
        write_out(out, text.encode())


def _make_period(first_on: date, last_on: date) -> Period:
    if last_on < first_on:
        raise click.UsageError("--to is before --from.")
    return Period(first_on, last_on)


async def _summarise(period: Period, definition: Definition) -> Summary:
    async with opened_folder() as opened:
        return await summarise(opened.store, Library.shipped(), period, definition, read_today())
