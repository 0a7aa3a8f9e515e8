"""`forms`: which questionnaires there are, and whether a file is one."""

from __future__ import annotations

from pathlib import Path

import click

from forms.definition import Timing
from forms.library import Library, check_file

_WHEN = {
    Timing.BEFORE: "before the review",
    Timing.BETWEEN: "between reviews",
    Timing.AFTER: "after the review",
}


@click.group()
def forms() -> None:
    """List questionnaires, or check one."""


@forms.command("list")
def list_forms() -> None:
    """List the questionnaires that can be used."""
    library = Library.shipped()
    for form in map(library.current, library.keys()):
        click.echo(f"{form.key}\t{form.audience.value}\t{_WHEN[form.timing]}\t{form.title}")
    for key, issues in library.broken.items():
        click.echo(f"{key} cannot be used: {len(issues)} faults; see: haveyoursay forms check", err=True)


@forms.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Say every fault of FILE (Markdown or .xlsx), with sheet and row."""
    issues = check_file(file)
    for issue in issues:
        click.echo(str(issue), err=True)
    if issues:
        raise click.exceptions.Exit(1)
    click.echo(f"{file.name}: no faults.")
