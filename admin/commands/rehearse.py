"""`rehearse`: play a questionnaire in the terminal."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder
from admin.commands.options import LANGUAGE
from admin.rehearse import rehearse as play
from forms.form_versions import read_library
from forms.languages.forms_said import speak_of
from forms.library import FormFaultError, load_form
from forms.speaking import ENGLISH, Language, speaking

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.library import Library


@click.command()
@click.argument("form")
@click.option("--language", type=LANGUAGE, default=ENGLISH.code, help="Hold it in this language.")
def rehearse(form: str, language: Language) -> None:
    """Play a questionnaire in the terminal.

    FORM is one that comes with this program, one of your own that you imported, or a file. Nothing is stored
    and nobody is told. `/all` skips every question that is left.
    """
    with speaking(language):
        for said in play(speak_of(_find_form(form)), sys.stdin):
            click.echo(f"\n{said}\n")
            if sys.stdin.isatty():
                click.echo("> ", nl=False)


def _find_form(named: str) -> Form:
    if Path(named).is_file():
        return _load(Path(named))
    library = asyncio.run(_read_library())
    if named not in library.keys():  # noqa: SIM118 - a library is not a dictionary
        there = ", ".join(library.keys())
        raise click.UsageError(f"There is no form and no file called {named}. There are: {there}.")
    return library.current(named)


def _load(path: Path) -> Form:
    try:
        return load_form(path)
    except FormFaultError as fault:
        raise click.ClickException("\n".join(str(issue) for issue in fault.issues)) from None


async def _read_library() -> Library:
    async with opened_folder() as opened:
        return await read_library(opened.store)
