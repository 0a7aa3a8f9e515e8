"""The third step: what will happen, and carrying it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.answers.bringing import judge
from admin.console.answers.held import ANSWERS, find_held, find_row
from admin.console.importing.files import State, StepUnit, begin
from admin.console.importing.progress import show_progress
from admin.console.importing.working import IMPORTS
from admin.console.meetings.doing import name_role
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.imports.answers.keeping import foresee
from admin.imports.answers.mapping import list_faults
from admin.imports.answers.remembered import RememberUnit, find_mapping_id, recall_map
from admin.imports.desk import ADDED, UNCHANGED, UPDATED
from forms.audit import Done
from forms.records import ImportFile
from forms.units import Delete, PutUnit
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.console.answers.held import Held

SHOWN = 100
"""Findings on the page: whoever has more puts the columns right first."""


async def show_look(request: web.Request) -> web.Response:
    """GET …/FILE/look: what will happen; or, once it has, what came of it."""
    await request.app[IMPORTS].wait(request.match_info["file"])
    row = await find_row(request)
    if row["state"] != State.WAITING:
        return show_progress(request, row, "Answers from another system", "answers_done.html")
    held = await find_held(request)
    if [*list_faults(held.mapping, held.form)]:
        return go(f"{held.address}/columns")
    judged = await judge(request.app[PARTS], held)
    foreseen = await foresee(request.app[PARTS].store, judged.entries)
    labels = [(row.label, judged.answered[row.key]) for row in held.form.asked if judged.answered[row.key]]
    return show(
        request,
        "answers_look.html",
        "What will happen",
        held=held,
        judged=judged,
        known=foreseen[UNCHANGED],
        corrected=foreseen[UPDATED],
        new=foreseen[ADDED],
        labels=labels,
        refused=[finding for finding in judged.findings if finding.refuses],
        signals=[finding for finding in judged.findings if not finding.refuses],
        shown=SHOWN,
    )


async def decide(request: web.Request) -> web.Response:
    """POST …/FILE/look: bring the answers in; or leave the file, and it is deleted."""
    fields = await read_desk_form(request)
    held, parts = await find_held(request), request.app[PARTS]
    if first(fields, "act") != "import":
        await parts.store.write(PutUnit((Delete(ImportFile, {"id": held.row["id"]}),)))
        return go(ANSWERS)
    if [*list_faults(held.mapping, held.form)]:
        raise web.HTTPBadRequest
    judged = await judge(request.app[PARTS], held)
    said = f"{held.form.key}, {len(judged.entries)} rows, mapping {_find_mapping_id(request, held)}"
    done = Done("answers.import", name_role(request), held.row["id"], said)
    step = StepUnit(held.row["id"], State.WAITING, begin(parts.clock()))
    if await request.app[RECORD].write(request, done, step):
        await _remember(request, held)
        request.app[IMPORTS].bring_in(held.row["id"], request[STAFF].account_id)
    return go(f"{held.address}/look")


async def _remember(request: web.Request, held: Held) -> None:
    """Remember how these columns are read, on record; nothing where that is known already."""
    parts = request.app[PARTS]
    known = await recall_map(parts.store, parts.keys, held.form.key, held.sheet.headings)
    if known == held.mapping:
        return
    mapping_id, by = _find_mapping_id(request, held), request[STAFF].account_id
    unit = RememberUnit(parts.keys, mapping_id, held.mapping, by, parts.clock())
    done = Done("mapping.keep", name_role(request), mapping_id, held.form.key)
    await request.app[RECORD].write(request, done, unit)


def _find_mapping_id(request: web.Request, held: Held) -> str:
    return find_mapping_id(request.app[PARTS].keys, held.form.key, held.sheet.headings)
