"""`export`: what is handed on as other systems want it."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_today
from admin.commands.options import DAY, out_option, write_out
from admin.commands.recording import Recorder, note
from admin.periods import Period
from admin.returns.reviews_table import make_reviews_table, write_findings
from forms.opening import LookUnit

if TYPE_CHECKING:
    from datetime import date

    from admin.returns.reviews_table import Returned

RETURN_OUT = "return.export"


@click.group()
def export() -> None:
    """Write what is handed on to other systems."""


@export.command()
@click.option("--from", "first", type=DAY, required=True, help="First day, as 2026-04-01 or 01/04/2026.")
@click.option("--to", "last", type=DAY, required=True, help="Last day; it is included.")
@out_option(
    required=False, words="Write the table here: the whole file, or none. Without it: only the check."
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what was found here as CSV, with the reference of each meeting.",
)
def ssda903(first: date, last: date, *, out: Path | None, report: Path | None) -> None:
    """Write table REVIEWS of the statutory return: the reviews held in a period, checked before.

    The checks are the national rules 166, 167, 440 and 441 on this table, and our own warnings: a review
    twice on one day, two dates of birth, none at all. Findings go to stderr, by the row of the file; counts
    to stdout. What is found keeps no row out: put it right where the meeting is recorded, and write it again.
    """
    if last < first:
        raise click.UsageError("--to is before --from.")
    returned = asyncio.run(_make(Period(first, last), is_written=out is not None))
    for finding in returned.findings:
        click.echo(str(finding), err=True)
    click.echo(f"rows: {len(returned.reviews)}")
    for check, count in sorted(Counter(finding.check for finding in returned.findings).items()):
        click.echo(f"{check}: {count}")
    if report:
        write_out(report, write_findings(returned).encode("utf-8-sig"))
    if out:
        write_out(out, returned.content.encode())
    else:
        click.echo("This was the check alone: with --out FILE the table is written.")


async def _make(period: Period, *, is_written: bool) -> Returned:
    async with opened_folder() as opened:
        returned = await make_reviews_table(opened.store, period, read_today())
        if is_written:
            done = note(
                RETURN_OUT, f"ssda903 {period.first_on} {period.last_on}", f"{len(returned.reviews)} rows"
            )
            await Recorder(opened.store, opened.keys).write(LookUnit(), done)
        return returned
