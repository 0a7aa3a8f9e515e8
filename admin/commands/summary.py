"""`summary`: the figures of a period."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_today
from admin.commands.options import DAY, out_option, write_out
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.shown.as_csv import as_csv
from admin.shown.as_json import as_json
from admin.shown.asked import Asked, Source, count_published, count_true
from admin.summary.as_markdown import as_markdown
from admin.summary.summary import summarise
from forms.form_versions import read_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from admin.shown.model import ShownSummary


def _as_json_text(shown: ShownSummary) -> str:
    return json.dumps(as_json(shown), indent=2) + "\n"


SHAPES: dict[str, Callable[[ShownSummary], str]] = {"json": _as_json_text, "csv": as_csv}
MARKDOWN = "md"


@click.command()
@click.option("--from", "first", type=DAY, required=True, help="First day, as 2026-04-01 or 01/04/2026.")
@click.option("--to", "last", type=DAY, required=True, help="Last day; it is included.")
@click.option("--compare-from", "other_first", type=DAY, help="First day of a period to compare with.")
@click.option("--compare-to", "other_last", type=DAY, help="Its last day.")
@click.option("--format", "shape", type=click.Choice((*SHAPES, MARKDOWN)), default="json", show_default=True)
@click.option(
    "--definition",
    type=click.Choice([definition.value for definition in Definition]),
    default=Definition.ELIGIBLE.value,
    show_default=True,
    help="How participation is counted; with another than the default, both are printed.",
)
@out_option(required=False, words="Write here instead of stdout: the whole file, or none.")
@click.option("--published", is_flag=True, help="Hide small numbers: for JSON and CSV.")
def summary(  # noqa: PLR0913 - one parameter an option
    first: date,
    last: date,
    *,
    other_first: date | None,
    other_last: date | None,
    shape: str,
    definition: str,
    out: Path | None,
    published: bool,
) -> None:
    """Count a period of London days.

    Every figure comes with its numerator, denominator and definition. Without --published these are true
    counts, small ones too: for staff, not for publication. CSV is one long table, a number a row.
    """
    if published and shape == MARKDOWN:
        raise click.UsageError("--published is for JSON and CSV.")
    period = _make_period(first, last, "--to is before --from.")
    other = _make_other(other_first, other_last)
    asked = Asked(period, Definition(definition), other)
    text = asyncio.run(_write(asked, shape, is_published=published))
    if out is None:
        click.echo(text, nl=False)
    else:
        write_out(out, text.encode("utf-8-sig" if shape == "csv" else "utf-8"))


def _make_period(first_on: date, last_on: date, fault: str) -> Period:
    if last_on < first_on:
        raise click.UsageError(fault)
    return Period(first_on, last_on)


def _make_other(first_on: date | None, last_on: date | None) -> Period | None:
    """Make the period to compare with; none if it was not asked for."""
    if first_on is None and last_on is None:
        return None
    if first_on is None or last_on is None:
        raise click.UsageError("Say both --compare-from and --compare-to, or neither.")
    return _make_period(first_on, last_on, "--compare-to is before --compare-from.")


async def _write(asked: Asked, shape: str, *, is_published: bool) -> str:
    async with opened_folder() as opened:
        library = await read_library(opened.store)
        if shape == MARKDOWN:
            counted = await summarise(
                opened.store,
                library,
                asked.period,
                asked.definition,
                read_today(),
                compared_with=asked.compared_with,
                keys=opened.keys,
            )
            return as_markdown(counted)
        source = Source(opened.store, library, opened.settings, opened.keys)
        count = count_published if is_published else count_true
        return SHAPES[shape](await count(source, asked, read_today()))
