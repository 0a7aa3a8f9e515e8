"""`report`: what is written for a meeting inside the service: a month's pack, the sheet of one IRO."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_now
from admin.commands.options import (
    DAY,
    REFERENCE,
    find_shape,
    format_option,
    out_option,
    refuse_terminal,
    write_out,
)
from admin.commands.recording import Recorder, note
from admin.feedback.own import count_own, list_years
from admin.groups import Dimension
from admin.periods import Period, find_month
from admin.report.iro_sheet import write_iro_sheet
from admin.report.model import Stamp
from admin.report.monthly import write_monthly_pack
from admin.report.printers import PRINTERS
from admin.report.wording import choose_words
from admin.shown.asked import Asked, Source, count_true
from forms.form_versions import read_library
from forms.london import london_day
from forms.opening import LookUnit

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from admin.commands.opening import Opened
    from admin.report.model import Report
    from admin.shown.model import ShownSummary

SHEET_OUT = "report.iro_sheet"
USUAL = "md"
_shape = format_option(PRINTERS, USUAL)
_out = out_option(required=False, words="Write here instead of stdout: the whole file, or none.")


@click.group()
def report() -> None:
    """Write what a meeting inside the service needs. True counts: for staff, not for publication."""


@report.command()
@click.option("--month", "day", type=DAY, required=True, help="Any day of the month, as 2026-03-01.")
@_shape
@_out
def monthly(day: date, *, shape: str | None, out: Path | None) -> None:
    """Write the pack of a month: beside it the month before, and the same month a year earlier.

    What is late, what is not recorded, who was not answered; then the figures, by team too.
    """
    shape = find_shape(shape, out, PRINTERS, USUAL)
    refuse_terminal(shape, out, is_text=PRINTERS[shape].is_text)
    _print(asyncio.run(_make_monthly(find_month(day))), shape, out)


@report.command()
@click.argument("iro_ref", type=REFERENCE)
@click.option("--from", "first", type=DAY, required=True, help="First day, as 2026-04-01 or 01/04/2026.")
@click.option("--to", "last", type=DAY, required=True, help="Last day; it is included.")
@_shape
@_out
def iro(iro_ref: str, first: date, last: date, *, shape: str | None, out: Path | None) -> None:
    """Write the sheet of one IRO, by reference: their own figures, and the whole service's beside them.

    For supervision. What was said about their meetings stands there only for a council's year that is over,
    and only in tables that point at nobody. That a sheet was written is on record.
    """
    if last < first:
        raise click.UsageError("--to is before --from.")
    shape = find_shape(shape, out, PRINTERS, USUAL)
    refuse_terminal(shape, out, is_text=PRINTERS[shape].is_text)
    made = asyncio.run(_make_sheet(iro_ref, Period(first, last)))
    if made is None:
        raise click.ClickException(f"{iro_ref} held no review in this period.")
    _print(made, shape, out)


def _print(made: Report, shape: str, out: Path | None) -> None:
    content = PRINTERS[shape].write(made, None, None)
    if out is None:
        click.echo(content, nl=False)
    else:
        write_out(out, content)


async def _make_monthly(month: Period) -> Report:
    async with opened_folder() as opened:
        now = read_now()
        shown = await _count(opened, Asked(month, by=(Dimension.TEAM,)), now)
        return write_monthly_pack(shown, _stamp(shown, now), choose_words(opened.settings))


async def _make_sheet(iro_ref: str, period: Period) -> Report | None:
    async with opened_folder() as opened:
        now = read_now()
        shown = await _count(opened, Asked(period, beside=(), by=(Dimension.IRO,)), now)
        feedback = None
        if period in list_years(london_day(now)):
            library = await read_library(opened.store)
            below = opened.settings.suppress_below
            feedback = await count_own(opened.store, library, iro_ref, period, below)
        made = write_iro_sheet(shown, iro_ref, _stamp(shown, now), feedback)
        if made is not None:
            about = f"{iro_ref} {period.first_on} {period.last_on}"
            await Recorder(opened.store, opened.keys).write(LookUnit(), note(SHEET_OUT, about))
        return made


async def _count(opened: Opened, asked: Asked, now: datetime) -> ShownSummary:
    source = Source(opened.store, await read_library(opened.store), opened.settings)
    return await count_true(source, asked, london_day(now))


def _stamp(shown: ShownSummary, now: datetime) -> Stamp:
    """Stamp it without a checksum: a pack is not held against the database later."""
    return Stamp(shown.period, shown.definition.value, None, now, version("haveyoursay"))
