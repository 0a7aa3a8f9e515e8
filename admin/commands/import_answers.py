"""`import answers`: what another system's form gathered, by a mapping of columns that is remembered."""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from admin.commands.opening import opened_folder, read_now, read_today
from admin.commands.recording import COMMAND_LINE, Recorder, note
from admin.imports.answers.judging import Judge
from admin.imports.answers.keeping import BeginImportUnit, foresee, keep_answers
from admin.imports.answers.mapping import (
    AUDIENCE,
    CHANNEL,
    LEAVE_OUT,
    WHEN,
    ColumnMap,
    MappingError,
    is_never,
    list_faults,
    list_mappable,
    read_map,
    write_map,
)
from admin.imports.answers.remembered import RememberUnit, find_mapping_id, recall_map
from admin.imports.answers.sheet import open_sheet
from admin.imports.answers.suggest import list_unknown, suggest_map, suggest_values
from admin.imports.desk import ADDED, UNCHANGED, UPDATED
from admin.imports.table import FileRefusedError
from forms.files import write_durably
from forms.form_versions import open_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from admin.commands.opening import Opened
    from admin.imports.answers.judging import Judged
    from admin.imports.answers.sheet import Sheet
    from forms.definition import Form

NO_MAPPING = (
    "{name}: nobody has said yet how these columns are read. Write a suggestion with --suggest MAP.json, "
    "look at it, put it right, and give it with --map MAP.json. It is remembered."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for."""

    file: Path
    form_key: str
    map_file: Path | None
    suggest_to: Path | None
    dry_run: bool
    all_or_nothing: bool


def import_answers(wanted: Wanted) -> None:
    """Carry it out. Raises FileRefusedError, ClickException."""
    sheet = open_sheet(wanted.file)
    asyncio.run(_import(wanted, sheet))


async def _import(wanted: Wanted, sheet: Sheet) -> None:
    async with opened_folder() as opened:
        library = await open_library(opened.store)
        if wanted.form_key not in set(library.keys()):
            raise click.BadParameter(f"there is no form called '{wanted.form_key}'.", param_hint="--form")
        form = library.current(wanted.form_key)
        if wanted.suggest_to is not None:
            await _suggest(opened, wanted.suggest_to, form, sheet)
            return
        await _carry_out(opened, wanted, form, sheet)


async def _suggest(opened: Opened, path: Path, form: Form, sheet: Sheet) -> None:
    """Write a mapping for a person to look at, with what each question takes beside it."""
    known = await recall_map(opened.store, opened.keys, form.key, sheet.headings)
    mapping = known or suggest_map(form, sheet)
    meant: dict[str, Any] = dict(mapping.values)
    for key, values in suggest_values(form, list_unknown(form, sheet, mapping)).items():
        meant[key] = {**meant.get(key, {}), **values}
    takes = {row.key: [row.label, *(each.value for each in row.options)] for row in list_mappable(form)}
    others = f"beside a question, a column may be {WHEN}, {CHANNEL}, {AUDIENCE}, or {LEAVE_OUT} (left out)"
    written = write_map(replace(mapping, values=meant), questions=takes, columns_may_be=others)
    try:
        write_durably(path, f"{written}\n".encode())
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    open_values = sum(value is None for values in meant.values() for value in values.values())
    click.echo(f"columns: {len(sheet.headings)}")
    click.echo(f"columns with a suggestion: {sum(each != LEAVE_OUT for each in mapping.columns.values())}")
    click.echo(f"values that a person must say the meaning of: {open_values}")


async def _carry_out(opened: Opened, wanted: Wanted, form: Form, sheet: Sheet) -> None:
    known = await recall_map(opened.store, opened.keys, form.key, sheet.headings)
    mapping = _read_given(wanted, form) if wanted.map_file else known
    if mapping is None:
        raise click.ClickException(NO_MAPPING.format(name=wanted.file.name))
    _refuse_faulty(wanted, mapping, form, sheet)
    for heading in _list_left_out(mapping, sheet):
        click.echo(f"{wanted.file.name}: column '{heading}' was left out", err=True)
    judged = Judge(opened.keys, form, sheet, mapping, read_today()).judge()
    for finding in judged.findings:
        click.echo(f"{wanted.file.name}, {finding}", err=True)
    is_stored = not wanted.dry_run and not (wanted.all_or_nothing and judged.refused)
    if is_stored and judged.entries:
        import_id = await _begin(opened, mapping, sheet, len(judged.entries), is_new=mapping != known)
        stored = await keep_answers(opened.store, opened.keys, judged.entries, import_id)
    else:
        stored = await foresee(opened.store, judged.entries)
    for line in _list_lines(judged, stored, is_stored=is_stored):
        click.echo(line)
    _finish(wanted, judged)


def _read_given(wanted: Wanted, form: Form) -> ColumnMap:
    """Read the mapping that was given. Raises ClickException."""
    path = wanted.map_file
    try:
        mapping = read_map(path.read_text(encoding="utf-8-sig") if path else "")
    except (OSError, UnicodeDecodeError, MappingError) as error:
        said = error if isinstance(error, MappingError) else "it cannot be read as UTF-8 text."
        raise click.ClickException(f"{path.name if path else ''}: {said}") from error
    if mapping.form != form.key:
        raise click.ClickException(f"The mapping is for the form '{mapping.form}', not for '{form.key}'.")
    return mapping


def _refuse_faulty(wanted: Wanted, mapping: ColumnMap, form: Form, sheet: Sheet) -> None:
    faults = [*list_faults(mapping, form)]
    faults += [
        f"the file has no column '{heading}'."
        for heading, target in mapping.columns.items()
        if target != LEAVE_OUT and heading not in sheet.headings
    ]
    if faults:
        told = "\n".join(f"{wanted.file.name}: {fault}" for fault in faults)
        raise FileRefusedError(f"{told}\n{wanted.file.name}: nothing was imported.")


def _list_left_out(mapping: ColumnMap, sheet: Sheet) -> Iterator[str]:
    return (
        heading
        for heading in sheet.headings
        if is_never(heading) or mapping.columns.get(heading, LEAVE_OUT) == LEAVE_OUT
    )


async def _begin(opened: Opened, mapping: ColumnMap, sheet: Sheet, rows: int, *, is_new: bool) -> str:
    """Remember the mapping, and put on record by which one how many rows are brought in; return their id."""
    recorder, now = Recorder(opened.store, opened.keys), read_now()
    mapping_id, import_id = find_mapping_id(opened.keys, mapping.form, sheet.headings), secrets.token_hex(16)
    if is_new:
        unit = RememberUnit(opened.keys, mapping_id, mapping, COMMAND_LINE, now)
        await recorder.write(unit, note("mapping.keep", mapping_id, mapping.form))
    brought = note("answers.import", import_id, f"{mapping.form}, {rows} rows, mapping {mapping_id}")
    await recorder.write(BeginImportUnit(import_id, mapping.form, COMMAND_LINE, rows, now), brought)
    return import_id


def _list_lines(judged: Judged, stored: Counter[str], *, is_stored: bool) -> Iterator[str]:
    yield f"rows: {judged.rows}"
    yield f"nothing to store: {judged.empty}"
    yield f"refused: {judged.refused}"
    yield f"{'kept' if is_stored else 'could be kept'}: {len(judged.entries)}"
    yield f"{'added' if is_stored else 'new'}: {stored[ADDED]}"
    if stored[UPDATED]:
        yield f"updated: {stored[UPDATED]}"
    yield f"unchanged: {stored[UNCHANGED]}"
    if judged.weeks:
        first, last = judged.weeks
        yield f"weeks beginning: {first:%d/%m/%Y} to {last:%d/%m/%Y}"
    for check, count in sorted(Counter(finding.check for finding in judged.findings).items()):
        yield f"{check}: {count}"


def _finish(wanted: Wanted, judged: Judged) -> None:
    name = wanted.file.name
    if wanted.all_or_nothing and judged.refused:
        raise click.ClickException(f"{name}: {judged.refused} rows are refused, so nothing was stored.")
    if wanted.dry_run:
        click.echo("This was a dry run: nothing was stored.")
    if judged.refused and not judged.entries:
        raise click.ClickException(f"{name}: every row with something in it was refused.")
