"""`forms`: which questionnaires there are, whether a file is one; taking one into use, writing one out."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_now
from admin.commands.options import out_option, write_out
from admin.form_watch import LOOK_EVERY_SECONDS
from admin.translations import UnknownLanguageError, read_translations, write_for_translators
from forms.council_forms import Adopted, AdoptUnit, find_misfits
from forms.definition import Timing
from forms.form_sounds import keep_sounds
from forms.form_versions import read_library
from forms.library import FormFaultError, Library, check_file, load_source, write_as_workbook
from forms.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.definition import Form
    from forms.xlsform.issues import Issue

_WHEN = {
    Timing.BEFORE: "before the review",
    Timing.BETWEEN: "between reviews",
    Timing.AFTER: "after the review",
}
_CAME_OF = {
    Adopted.NEW: "{key}: taken into use, version {version}.",
    Adopted.REPLACED: "{key}: version {version} is asked from now on. Who has begun an earlier one goes on "
    "with it.",
    Adopted.INSTEAD_OF_SHIPPED: "{key}: your version {version} is asked from now on, instead of the one "
    "that comes with this program. Who has begun that one goes on with it.",
    Adopted.SHIPPED_AGAIN: "{key}: the form that comes with this program is asked again.",
    Adopted.UNCHANGED: "{key}: nothing changed; version {version} is in use.",
}
_SOON = f"A service that is running asks it within {LOOK_EVERY_SECONDS} seconds; it need not be restarted."
_NOT_KNOWINGLY = (
    "{key} is a form that comes with this program, and invitations are made to it. To ask yours instead, say "
    "--replace. To keep both, give yours another form_id. Nothing was changed."
)


@click.group()
def forms() -> None:
    """List, check, import and export questionnaires."""


@forms.command("list")
def list_forms() -> None:
    """List the questionnaires that are asked; those of your own say so."""
    library = asyncio.run(_read_library())
    for form in map(library.current, library.keys()):
        own = "\tyour own" if form.key in library.adopted else ""
        click.echo(f"{form.key}\t{form.audience.value}\t{_WHEN[form.timing]}\t{form.title}{own}")
    for key, issues in library.broken.items():
        click.echo(f"{key} cannot be used: {len(issues)} faults; see: haveyoursay forms check", err=True)


@forms.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Say every fault of FILE (Markdown or .xlsx), with sheet and row."""
    _refuse(_name(file, check_file(file)))
    click.echo(f"{file.name}: no faults.")


@forms.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Ask it instead of the form of this key that comes with us.")
def import_form(file: Path, *, replace: bool) -> None:
    """Take the questionnaire in FILE (Markdown or .xlsx) into use.

    An edited file is a new version; the same file again changes nothing. With any fault nothing is taken.
    A workbook that translators filled in brings their language instead.
    """
    if (brought := read_translations(file)) is not None:
        _refuse([f"{file.name}, {fault}" for fault in brought.faults])
        click.echo(brought.keep(load_settings().data_dir))
        return
    try:
        form, source = load_source(file)
    except FormFaultError as fault:
        _refuse(_name(file, fault.issues))
        return
    came_of = asyncio.run(_adopt(form, source, file.parent, replace=replace))
    if came_of is Adopted.NOT_KNOWINGLY:
        raise click.ClickException(_NOT_KNOWINGLY.format(key=form.key))
    click.echo(_CAME_OF[came_of].format(key=form.key, version=form.version))
    if came_of is not Adopted.UNCHANGED:
        click.echo(_SOON)


@forms.command("export")
@click.argument("key")
@out_option(required=False, words="Write here instead of stdout; a name that ends in .xlsx makes a workbook.")
@click.option("--shipped", is_flag=True, help="The one that comes with us, where you ask your own instead.")
@click.option("--language", "code", help="For translators: all there is to say, in a language, by its code.")
def export(key: str, out: Path | None, code: str | None, *, shipped: bool) -> None:
    """Write out the questionnaire KEY, to edit and import again.

    It is written as it is asked today. With --language it has a column for the translation beside each text,
    and two sheets more: what the pages and the bot say, and what is said about safety.
    """
    library = asyncio.run(_read_library())
    held = library.find_shipped(key) if shipped else _find_current(library, key)
    if held is None:
        raise click.ClickException(f"There is no form {key}. There are: {', '.join(library.keys())}.")
    source = library.source(held.key, held.version)
    if code is not None:
        _export_for_translators(source, code, out)
        return
    if out is None:
        click.echo(source, nl=False)
        return
    write_out(out, write_as_workbook(source) if out.suffix.lower() == ".xlsx" else source.encode())


def _export_for_translators(source: str, code: str, out: Path | None) -> None:
    if out is None or out.suffix.lower() != ".xlsx":
        raise click.UsageError("--language writes a workbook: give a name that ends in .xlsx with --out")
    try:
        write_out(out, write_for_translators(source, code, load_settings().data_dir))
    except UnknownLanguageError:
        raise click.UsageError(f"{code} is the code of no language; Somali is so") from None


def _find_current(library: Library, key: str) -> Form | None:
    return library.current(key) if key in library.keys() else None  # noqa: SIM118 - a library is no dictionary


def _name(file: Path, issues: Iterable[Issue]) -> list[str]:
    return [f"{file.name}{', ' if str(issue) != issue.message else ': '}{issue}" for issue in issues]


def _refuse(faults: list[str]) -> None:
    """Say every fault, a line for each; exit with 1 if there is any."""
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.exceptions.Exit(1)


async def _read_library() -> Library:
    async with opened_folder() as opened:
        return await read_library(opened.store)


async def _adopt(form: Form, source: str, beside: Path, *, replace: bool) -> Adopted:
    async with opened_folder() as opened:
        library = await read_library(opened.store)
        _refuse(list(find_misfits(form, library)))
        shipped = library.find_shipped(form.key)
        version = shipped.version if shipped else None
        unit = AdoptUnit(form, source, version, read_now(), replaces=replace)
        came_of = await opened.store.write(unit)
        if came_of is not Adopted.NOT_KNOWINGLY:
            keep_sounds(form, beside, opened.settings.data_dir)
        return came_of
