"""`periods`: signing a period, what was signed, and what is another number now."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from admin.commands.opening import Opened, opened_folder, read_now
from admin.commands.options import DAY, definition_option
from admin.commands.recording import Recorder, note
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.shown.asked import Source
from admin.signed.counting import count_to_sign, hold_against_now, write_true
from admin.signed.keeping import (
    Signature,
    SignUnit,
    find_edition,
    list_signed,
    name_signed,
    read_signed,
)
from admin.signed.unreadable import UnreadableError
from forms.form_versions import read_library
from forms.london import LONDON, london_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from admin.signed.keeping import Listed

SIGN = "period.sign"
CONFIRMED = 8
"""Characters of the checksum that are typed to sign."""
FIRST = click.option("--from", "first_on", type=DAY, required=True, help="First day, as 2025-04-01.")
LAST = click.option("--to", "last_on", type=DAY, required=True, help="Last day; it is included.")


@click.group()
def periods() -> None:
    """Sign the figures of a period; list what differs since."""


@periods.command("list")
def list_() -> None:
    """List what was signed: period, edition, when, definition, checksum, and why there is another edition."""
    for line in map(_say, asyncio.run(_list())):
        click.echo(line)


async def _list() -> list[Listed]:
    async with opened_folder() as opened:
        return await list_signed(opened.store)


def _say(one: Listed) -> str:
    signed_at = one.signed_at.astimezone(LONDON)
    cells = (one.period.first_on, one.period.last_on, one.edition, f"{signed_at:%d/%m/%Y}", one.definition)
    return "\t".join((*map(str, cells), one.checksum, one.reason))


@periods.command()
@FIRST
@LAST
@definition_option()
@click.option("--reason", default="", help="Why there is another edition. Name nobody.")
@click.option("--confirm", help="How the checksum of the figures begins: eight characters.")
def sign(*, first_on: date, last_on: date, definition: str, reason: str, confirm: str | None) -> None:
    """Keep the figures of a period for good.

    Without --confirm nothing is signed: the checksum is printed. Look at the figures first, by `summary`.
    """
    click.echo(asyncio.run(_sign(_make_period(first_on, last_on), Definition(definition), reason, confirm)))


async def _sign(period: Period, definition: Definition, reason: str, confirm: str | None) -> str:
    async with opened_folder() as opened:
        now, source = read_now(), await _open_source(opened)
        if period.last_on >= london_day(now):
            raise click.ClickException("A period is signed once it is over.")
        summary = await count_to_sign(source, period, definition, london_day(now))
        edition = await find_edition(opened.store, period) + 1
        if edition > 1 and not reason.strip():
            raise click.UsageError("It was signed before: say with --reason why there is another edition.")
        checksum = write_true(summary, london_day(now)).checksum
        if confirm is None:
            return f"Not signed. The checksum of its figures is {checksum}"
        if confirm.casefold() != checksum[:CONFIRMED]:
            raise click.ClickException("Not signed: the checksum of its figures begins otherwise.")
        below = opened.settings.suppress_below
        why = reason.strip() if edition > 1 else ""
        unit = SignUnit(opened.keys, source.library, summary, Signature(edition, "", now, below, why))
        done = note(SIGN, name_signed(period, edition), checksum)
        if await Recorder(opened.store, opened.keys).write(unit, done) is None:
            raise click.ClickException("Somebody signed this period a moment ago.")
        return f"Signed, edition {edition}: {checksum}"


@periods.command()
@FIRST
@LAST
@click.option("--edition", type=click.IntRange(1), help="Which; without it, the last.")
def differences(*, first_on: date, last_on: date, edition: int | None) -> None:
    """Count a signed period anew, and list every figure that is another now.

    Each line says the figure, what was signed, what it is now, and the difference, parted by tabs.
    """
    for line in asyncio.run(_find_differences(_make_period(first_on, last_on), edition)):
        click.echo(line)


async def _find_differences(period: Period, edition: int | None) -> list[str]:
    async with opened_folder() as opened:
        source = await _open_source(opened)
        try:
            signed = await read_signed(opened.store, opened.keys, source.library, period, edition)
        except UnreadableError as error:
            raise click.ClickException(str(error)) from error
        if signed is None:
            raise click.ClickException("This period was not signed.")
        if not signed.is_whole:
            raise click.ClickException("What stands in the database is not what was signed.")
        held = await hold_against_now(source, signed, london_day(read_now()))
        lines = [f"{line.title}\t{line.then}\t{line.now}\t{line.change}" for line in held.lines]
        causes = [f"Since then: {cause.words}: {cause.count}" for cause in held.causes if lines]
        return [*lines, *causes, *_say_none(lines)]


def _say_none(lines: list[str]) -> Iterator[str]:
    if not lines:
        yield "Every figure is the one that was signed."


def _make_period(first_on: date, last_on: date) -> Period:
    if last_on < first_on:
        raise click.UsageError("--to is before --from.")
    return Period(first_on, last_on)


async def _open_source(opened: Opened) -> Source:
    return Source(opened.store, await read_library(opened.store), opened.settings, opened.keys)
