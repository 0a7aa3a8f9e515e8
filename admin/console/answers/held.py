"""A file of answers between the steps: it and what was agreed of its columns lie sealed, an hour at most."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aiohttp import web

from admin.console.importing.files import Given, State, StepUnit, find_file, open_content, write_file
from admin.console.staff import STAFF
from admin.imports.answers.mapping import MappingError, read_map, write_map
from admin.imports.answers.remembered import recall_map
from admin.imports.answers.sheet import open_sheet
from admin.imports.answers.suggest import suggest_map
from admin.imports.table import Upload
from forms.keys import TamperedError, seal, unseal
from forms.units import PutUnit
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.imports.answers.mapping import ColumnMap
    from admin.imports.answers.sheet import Sheet
    from forms.definition import Form
    from forms.keys import Keys
    from forms.library import Library
    from forms.units import Row

ANSWERS = "/console/import/answers"
KIND = "answers "
"""Before the key of the form, in the row of the file."""


@dataclass(frozen=True, slots=True)
class Held:
    """One file: its row, its sheet, the form it is for, and what was agreed so far."""

    row: Row
    sheet: Sheet
    form: Form
    mapping: ColumnMap

    @property
    def address(self) -> str:
        """Where its pages begin."""
        return f"{ANSWERS}/{self.row['id']}"


def read_upload(content: bytes) -> Sheet:
    """Read what was sent. Raises FileRefusedError."""
    return open_sheet(Upload("The file", content))


async def hold(request: web.Request, form: Form, sheet: Sheet, content: bytes) -> str:
    """Keep a file, with how its headings were read the last time, or a suggestion; return its id."""
    parts = request.app[PARTS]
    mapping = await recall_map(parts.store, parts.keys, form.key, sheet.headings)
    if mapping is None:
        mapping = await asyncio.to_thread(suggest_map, form, sheet)
    given = Given(parts.new_id(), f"{KIND}{form.key}", request[STAFF].account_id, parts.clock())
    insert = await asyncio.to_thread(write_file, parts.keys, given, content)
    values = {**insert.values, **_seal_map(parts.keys, insert.values, mapping)}
    await parts.store.write(PutUnit((replace(insert, values=values),)))
    return given.file_id


async def find_row(request: web.Request) -> Row:
    """Find the file that the address names, if it is this person's and one of answers. Raises 404."""
    store, file_id = request.app[PARTS].store, request.match_info["file"]
    row = await find_file(store, file_id, request[STAFF].account_id)
    if row is None or not is_of_answers(row):
        raise web.HTTPNotFound
    return row


async def find_held(request: web.Request) -> Held:
    """Open the file that the address names, while it waits. Raises 404."""
    row = await find_row(request)
    if row["state"] != State.WAITING:
        raise web.HTTPNotFound
    try:
        return await asyncio.to_thread(open_held, request.app[PARTS].keys, row, request.app[PARTS].library)
    except (TamperedError, MappingError, KeyError):
        raise web.HTTPNotFound from None


def is_of_answers(row: Row) -> bool:
    """Tell whether a file that was brought in holds answers."""
    return str(row["kind"]).startswith(KIND)


def open_held(keys: Keys, row: Row, library: Library) -> Held:
    """Open a file. Raises TamperedError, MappingError; KeyError where its form is gone."""
    form_key = row["kind"].removeprefix(KIND)
    if form_key not in set(library.keys()):
        raise KeyError(form_key)
    sheet = read_upload(open_content(keys, row))
    told = unseal(keys.open_data_key(row["sealed_key"]), row["sealed_preview"], _name(row["id"]))
    return Held(row, sheet, library.current(form_key), read_map(told.decode()))


async def keep_map(request: web.Request, held: Held, mapping: ColumnMap) -> None:
    """Keep what was agreed, until the next step. Raises StoreUnavailableError."""
    values = _seal_map(request.app[PARTS].keys, held.row, mapping)
    await request.app[PARTS].store.write(StepUnit(held.row["id"], State.WAITING, values))


def _seal_map(keys: Keys, row: Row, mapping: ColumnMap) -> dict[str, Any]:
    key = keys.open_data_key(row["sealed_key"])
    sealed = seal(key, write_map(mapping).encode(), _name(row["id"]))
    return {"state": State.WAITING.value, "sealed_preview": sealed}


def _name(file_id: str) -> str:
    return f"import/{file_id}/mapping"
