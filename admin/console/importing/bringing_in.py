"""Bringing a file in: it is looked at first, then imported as it was looked at, or left."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from admin.console.desk import check_upload
from admin.console.importing.files import (
    Given,
    State,
    StepUnit,
    begin,
    clear_files,
    find_file,
    open_preview,
    write_file,
)
from admin.console.importing.progress import show_progress
from admin.console.importing.shown import list_sections
from admin.console.importing.working import IMPORTS
from admin.console.meetings.doing import name_role
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.imports.kinds import READERS
from forms.audit import Done
from forms.keys import TamperedError
from forms.records import ImportFile
from forms.units import Delete, PutUnit
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS
from forms.web.uploaded import UPLOAD_TYPE, read_uploaded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.units import Row

IMPORT = "/console/import"
BROUGHT_IN = "import.carry_out"
KINDS: Mapping[str, str] = {
    "reviews": "Our own list of reviews",
    "visits": "Our own list of visits",
    "ssda903": "Table REVIEWS of the statutory return (SSDA903)",
    "ssd": "The extract ssd_cla_reviews",
}
NO_KIND = "Choose what is in the file."
NO_FILE = "Choose the file."
TOO_LARGE = "The file is too large for this page (10 MB). The command `haveyoursay import` takes any size."


async def ask_file(request: web.Request) -> web.Response:
    """GET /console/import: which file, and what is in it."""
    return _ask(request, "", ())


async def take_file(request: web.Request) -> web.Response:
    """POST /console/import: take it in, sealed, and begin to find out what it will do."""
    if request.content_type != UPLOAD_TYPE:
        raise web.HTTPUnsupportedMediaType
    posted = await read_uploaded(request, check_upload)
    kind = first(posted.fields, "kind")
    faults = [] if kind in READERS else [Fault(NO_KIND, "kind-1")]
    if posted.refusal or not posted.files:
        faults.append(Fault(TOO_LARGE if posted.refusal else NO_FILE, "file"))
    if faults:
        return _ask(request, kind, tuple(faults))
    parts, account_id = request.app[PARTS], request[STAFF].account_id
    await clear_files(parts.store, parts.clock())
    given = Given(parts.new_id(), kind, account_id, parts.clock())
    await parts.store.write(
        PutUnit((await asyncio.to_thread(write_file, parts.keys, given, posted.files[0]),))
    )
    request.app[IMPORTS].look_into(given.file_id, account_id)
    return go(f"{IMPORT}/{given.file_id}")


def _ask(request: web.Request, kind: str, faults: tuple[Fault, ...]) -> web.Response:
    return show(
        request, "import.html", "Bring in a file", 422 if faults else 200, faults, kinds=KINDS, kind=kind
    )


async def show_file(request: web.Request) -> web.Response:
    """GET /console/import/FILE: what it will do, how far it has come, or what came of it."""
    file_id = request.match_info["file"]
    await request.app[IMPORTS].wait(file_id)
    row = await _find(request)
    if row["state"] == State.WAITING:
        return await _show_preview(request, row)
    return show_progress(request, row, KINDS[row["kind"]], "import_done.html")


async def decide(request: web.Request) -> web.Response:
    """POST /console/import/FILE: import exactly that file; or leave it, and it is deleted."""
    fields = await read_desk_form(request)
    row = await _find(request)
    parts, file_id = request.app[PARTS], row["id"]
    if first(fields, "act") != "import":
        await parts.store.write(PutUnit((Delete(ImportFile, {"id": file_id}),)))
        return go(IMPORT)
    rows = json.loads(row["counts"] or "{}").get("rows", 0)
    done = Done(BROUGHT_IN, name_role(request), file_id, f"{row['kind']}, {rows} rows")
    step = StepUnit(file_id, State.WAITING, begin(parts.clock()))
    if await request.app[RECORD].write(request, done, step):
        request.app[IMPORTS].bring_in(file_id, request[STAFF].account_id)
    return go(f"{IMPORT}/{file_id}")


async def _find(request: web.Request) -> Row:
    """Find the file, if it is this person's. Raises 404."""
    store, file_id = request.app[PARTS].store, request.match_info["file"]
    row = await find_file(store, file_id, request[STAFF].account_id)
    if row is None or row["kind"] not in KINDS:  # answers have pages of their own
        raise web.HTTPNotFound
    return row


async def _show_preview(request: web.Request, row: Row) -> web.Response:
    try:
        found = await asyncio.to_thread(open_preview, request.app[PARTS].keys, row)
    except TamperedError:
        raise web.HTTPNotFound from None
    values: dict[str, Any] = list_sections(found, request.query)
    return show(
        request,
        "import_preview.html",
        "What this file will do",
        kind=KINDS[row["kind"]],
        address=f"{IMPORT}/{row['id']}",
        counts=found.counts,
        notices=found.notices,
        **values,
    )
