"""`rehearse`: play a questionnaire in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from admin.rehearse import rehearse as play
from forms.library import FormFaultError, Library, load_form

if TYPE_CHECKING:
    from forms.definition import Form


@click.command()
@click.argument("form")
def rehearse(form: str) -> None:
    """Play a questionnaire in the terminal.

    FORM is a shipped one or a file. Nothing is stored and nobody is told.
    """
    for said in play(_find_form(form), sys.stdin):
        click.echo(f"\n{said}\n")
        if sys.stdin.isatty():
            click.echo("> ", nl=False)


def _find_form(named: str) -> Form:
    library = Library.shipped()
    if named in library.keys():  # noqa: SIM118 - a library is not a dictionary
        return library.current(named)
    if not Path(named).exists():
        shipped = ", ".join(library.keys())
        raise click.UsageError(f"There is no form and no file called {named}. Shipped forms: {shipped}.")
    try:
        return load_form(Path(named))
    except FormFaultError as fault:
        raise click.ClickException("\n".join(str(issue) for issue in fault.issues)) from None
