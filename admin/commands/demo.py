"""`demo`: a made-up council to try everything on."""

from __future__ import annotations

import asyncio
import time

import click

from admin.commands.opening import read_now
from admin.demo import write_summary_command
from admin.made_up.build import Built, build_council
from admin.made_up.people import SIZES
from admin.made_up.reviews import list_quarters
from forms.settings import Settings, load_settings


@click.command()
@click.option("--size", type=click.Choice(tuple(SIZES)), default="small", show_default=True)
def demo(size: str) -> None:
    """Make a council that nobody lives in, and two years of it.

    Reviews, visits, invitations and answers come in as real ones do, into the demo's own folder, beside what
    `serve --demo` puts there; a folder that holds anything else is refused. The same council is made every
    time; made again, nothing changes. At the end the commands that count it are printed.
    """
    settings = load_settings().for_demo()
    begun = time.monotonic()
    built = asyncio.run(build_council(settings, size, read_now(), click.echo))
    click.echo("\n".join(f"{count:,} {name}" for name, count in built.counts.items()))
    click.echo(f"Made in {time.monotonic() - begun:.0f} seconds, in {settings.data_dir}")
    click.echo("")
    for line in list_commands(settings, built):
        click.echo(line)


def list_commands(settings: Settings, built: Built) -> list[str]:
    """List the commands that count the council: each quarter, and the year beside the one before it."""
    years = built.years
    lines = ["Each quarter:"]
    lines += [
        f"  {write_summary_command(settings, first_on, last_on)} --format md"
        for first_on, last_on in list_quarters(years.first_on)
    ]
    year = write_summary_command(settings, years.first_on, years.last_on)
    return [*lines, "The year, compared with the year before:", f"  {year} {_compare(built)} --format md"]


def _compare(built: Built) -> str:
    (first_on, _), *_, (_, last_on) = list_quarters(built.years.before_on)
    return f"--compare-from {first_on} --compare-to {last_on}"
