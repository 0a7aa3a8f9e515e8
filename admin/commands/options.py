"""What several commands take: a day, a reference, a file to write."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from admin.imports.cells import read_text
from admin.imports.dates import read_date
from admin.measures.kinds import Definition
from forms.files import write_durably
from forms.languages.known import list_shipped
from forms.languages.spoken import load_language
from forms.speaking import ENGLISH, Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class _Day(click.ParamType[date]):
    """A day as councils' files have it."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 - as click declares it
        """Read the day; wrong usage if it is none."""
        day = read_date(str(value))
        return (
            day
            if isinstance(day, date)
            else self.fail("expected a day as 2026-01-31 or 31/01/2026", param, ctx)
        )


DAY = _Day()


class _Reference(click.ParamType[str]):
    """A reference or a name, read as it is read from a file: no half characters, nothing unprintable."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - as click declares it
        """Read the reference; wrong usage if it is none."""
        read = read_text(str(value))
        return read if isinstance(read, str) else self.fail(f"expected {read.expected}", param, ctx)


REFERENCE = _Reference()


class _SpokenLanguage(click.ParamType[Language]):
    """A language by its code, of which we have the words."""

    name = "code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Language:  # noqa: ANN401 - as click declares it
        """Load the language; wrong usage if it is none of ours."""
        if isinstance(value, Language):
            return value
        shipped = list_shipped()
        if value in shipped:
            return load_language(value)
        if value == ENGLISH.code:
            return ENGLISH
        return self.fail(f"there are words for {', '.join((ENGLISH.code, *shipped))}", param, ctx)


LANGUAGE = _SpokenLanguage()


def out_option(*, required: bool, words: str) -> Callable[[Any], Any]:
    """Make the option `--out`."""
    path = click.Path(path_type=Path, dir_okay=False)
    return click.option("--out", type=path, required=required, help=words)


def format_option(shapes: Iterable[str], usual: str) -> Callable[[Any], Any]:
    """Make the option `--format`, given as `shape`: None where nothing is said."""
    words = f"By default what the file's name ends in, or {usual}."
    return click.option("--format", "shape", type=click.Choice(tuple(shapes)), help=words)


def find_shape(shape: str | None, out: Path | None, shapes: Iterable[str], usual: str) -> str:
    """Return what to write: what was said, else what the file's name ends in, else the usual."""
    ending = out.suffix.lower().removeprefix(".") if out else ""
    return shape or (ending if ending in shapes else usual)


def definition_option(words: str = "How participation is counted.") -> Callable[[Any], Any]:
    """Make the option `--definition`: the default is ours."""
    names = click.Choice([definition.value for definition in Definition])
    usual = Definition.ELIGIBLE.value
    return click.option("--definition", type=names, default=usual, show_default=True, help=words)


def refuse_terminal(shape: str, out: Path | None, *, is_text: bool) -> None:
    """Refuse to write a file that is no text onto a screen. Raises UsageError."""
    if out is None and not is_text and sys.stdout.isatty():
        raise click.UsageError(f"{shape} is no text for a terminal: say --out FILE, or lead it into a file.")


def refuse_existing(out: Path) -> None:
    """Refuse to write over a file. Raises ClickException."""
    if out.exists():
        raise click.ClickException(f"{out} is there already: nothing is written over.")


def write_out(out: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by its owner alone; straight into a device or a pipe.

    Raises ClickException.
    """
    try:
        if out.exists() and not out.is_file():
            out.write_bytes(content)
        else:
            write_durably(out.resolve(), content)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error
