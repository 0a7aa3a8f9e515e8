"""`summary`: the figures of a period, as the chapter or as they are."""

from __future__ import annotations

import asyncio
from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from admin.commands.opening import opened_folder, read_now
from admin.commands.options import (
    DAY,
    definition_option,
    find_shape,
    format_option,
    out_option,
    refuse_terminal,
    write_out,
)
from admin.commands.recording import Recorder, note
from admin.groups import Dimension
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.report.formats import FORMATS, Made, make_chapter
from admin.report.printers import WORD
from admin.report.word.template import TemplateError
from admin.report.wording import choose_words
from admin.shown.asked import Asked, Source, add_earlier, count_true
from admin.shown.publishing import Publisher, publish_figures
from admin.signed.unreadable import UnreadableError
from admin.summary.beside import Beside
from forms.form_versions import read_library
from forms.london import london_day

if TYPE_CHECKING:
    from datetime import date

    from admin.commands.opening import Opened
    from admin.shown.model import ShownSummary
    from forms.units import Unit

OTHERS = {"before": (Beside.BEFORE,), "last-year": (Beside.LAST_YEAR,), "none": ()}
"""What a period can be compared with, by name; all of it where nothing is said."""
USUAL = "json"


@click.command()
@click.option("--from", "first", type=DAY, required=True, help="First day, as 2026-04-01 or 01/04/2026.")
@click.option("--to", "last", type=DAY, required=True, help="Last day; it is included.")
@click.option("--compare", type=click.Choice(tuple(OTHERS)), help="Beside it only that; both if not said.")
@click.option("--compare-from", "other_first", type=DAY, help="First day of another period to compare with.")
@click.option("--compare-to", "other_last", type=DAY, help="Its last day.")
@format_option(FORMATS, USUAL)
@definition_option("How participation is counted; with another than the default, both are printed.")
@click.option("--by", metavar="LIST", default="", help=f"Part the figures, by any of {', '.join(Dimension)}.")
@click.option("--published", is_flag=True, help="Hide small numbers, and whatever would give them back.")
@click.option(
    "--template",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Your own Word file, to be filled: with --format docx.",
)
@out_option(required=False, words="Write here instead of stdout: the whole file, or none.")
def summary(  # noqa: PLR0913 - one parameter an option
    first: date,
    last: date,
    *,
    compare: str | None,
    other_first: date | None,
    other_last: date | None,
    shape: str | None,
    definition: str,
    by: str,
    published: bool,
    template: Path | None,
    out: Path | None,
) -> None:
    """Count a period of London days.

    md, html, xlsx and docx are the chapter of a report; json and csv are its figures, one long table in csv.
    All hold the same numbers, each with its numerator, denominator and definition. Without --published small
    numbers are in them too: for staff, not for publication.
    """
    period = _make_period(first, last, "--to is before --from.")
    other = _find_other(compare, other_first, other_last)
    shape = find_shape(shape, out, FORMATS, USUAL)
    if template and shape != WORD:
        raise click.UsageError(f"--template is filled with --format {WORD} alone.")
    refuse_terminal(shape, out, is_text=FORMATS[shape].is_text)
    beside = () if other else OTHERS[compare] if compare else tuple(Beside)
    asked = Asked(
        period, Definition(definition), other, beside, _read_parts(by, shape, is_published=published)
    )
    try:
        made = asyncio.run(_make(asked, shape, is_published=published))
    except UnreadableError as error:
        raise click.ClickException(f"What was signed of this period cannot be used: {error}.") from error
    content = _write(made, shape, template)
    if out is None:
        click.echo(content.removeprefix(BOM_UTF8), nl=False)
    else:
        write_out(out, content)


def _make_period(first_on: date, last_on: date, fault: str) -> Period:
    if last_on < first_on:
        raise click.UsageError(fault)
    return Period(first_on, last_on)


def _find_other(compare: str | None, first_on: date | None, last_on: date | None) -> Period | None:
    """Make the period to compare with; none if it was not asked for."""
    if first_on is None and last_on is None:
        return None
    if compare is not None:
        raise click.UsageError("Say either --compare, or --compare-from and --compare-to.")
    if first_on is None or last_on is None:
        raise click.UsageError("Say both --compare-from and --compare-to, or neither.")
    return _make_period(first_on, last_on, "--compare-to is before --compare-from.")


def _read_parts(by: str, shape: str, *, is_published: bool) -> tuple[Dimension, ...]:
    """Read by what the figures are parted. The chapter has a part about ages, whatever is said."""
    names = [name.strip() for name in by.split(",") if name.strip()]
    if not_known := [name for name in names if name not in tuple(Dimension)]:
        raise click.UsageError(f"--by {not_known[0]}: the figures are parted by {', '.join(Dimension)}.")
    if is_published and Dimension.IRO in names:
        raise click.UsageError("--by iro is for staff alone: it is never published.")
    usual = [Dimension.AGE_BAND] if FORMATS[shape].is_for_people else []
    return tuple(dict.fromkeys((*map(Dimension, names), *usual)))


def _write(made: Made, shape: str, template: Path | None) -> bytes:
    """Write the file. Raises ClickException for a template that cannot be used."""
    try:
        return FORMATS[shape].write(made, template.read_bytes() if template else None)
    except TemplateError as error:
        raise click.ClickException(f"{template}: {error}") from error


async def _make(asked: Asked, shape: str, *, is_published: bool) -> Made:
    async with opened_folder() as opened:
        source = Source(opened.store, await read_library(opened.store), opened.settings, opened.keys)
        now = read_now()
        if is_published:
            shown = await _publish(opened, source, asked, has_earlier=FORMATS[shape].is_for_people)
        else:
            shown = await count_true(source, asked, london_day(now))
            if FORMATS[shape].is_for_people:
                shown = await add_earlier(source, asked, shown, london_day(now))
        return make_chapter(shown, now, choose_words(opened.settings))


async def _publish(opened: Opened, source: Source, asked: Asked, *, has_earlier: bool) -> ShownSummary:
    """Count what may be published, and write down that it was."""
    recorder = Recorder(opened.store, opened.keys)

    async def write(unit: Unit[Any], action: str, about: str) -> object:
        return await recorder.write(unit, note(action, about))

    return await publish_figures(source, asked, Publisher("", read_now(), write), has_earlier=has_earlier)
