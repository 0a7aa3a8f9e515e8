"""The third step: what will happen, and carrying it out."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.answers.held import ANSWERS, find_held, find_row
from admin.console.importing.files import State, StepUnit, end
from admin.console.meetings.doing import name_role
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.imports.answers.judging import Judge
from admin.imports.answers.keeping import BeginImportUnit, count_known, keep_answers
from admin.imports.answers.mapping import list_faults
from admin.imports.answers.remembered import RememberUnit, find_mapping_id, recall_map
from admin.imports.desk import ADDED, UNCHANGED
from forms.audit import Done
from forms.london import london_day
from forms.records import ImportFile
from forms.units import Delete, PutUnit
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.console.answers.held import Held
    from admin.imports.answers.judging import Judged

SHOWN = 100
"""Findings on the page: whoever has more puts the columns right first."""


async def show_look(request: web.Request) -> web.Response:
    """GET …/FILE/look: what will happen; or, once it has, what came of it."""
    row = await find_row(request)
    if row["state"] != State.WAITING:
        return _show_done(request, row["state"], json.loads(row["counts"] or "{}"))
    held = await find_held(request)
    if [*list_faults(held.mapping, held.form)]:
        return go(f"{held.address}/columns")
    judged = await _judge(request, held)
    known = await count_known(request.app[PARTS].store, judged.entries)
    labels = [(row.label, judged.answered[row.key]) for row in held.form.asked if judged.answered[row.key]]
    return show(
        request,
        "answers_look.html",
        "What will happen",
        held=held,
        judged=judged,
        known=known,
        new=len(judged.entries) - known,
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
    judged = await _judge(request, held)
    said = f"{held.form.key}, {len(judged.entries)} rows, mapping {_find_mapping_id(request, held)}"
    done = Done("answers.import", name_role(request), held.row["id"], said)
    begin = StepUnit(held.row["id"], State.WAITING, {"state": State.RUNNING.value})
    if await request.app[RECORD].write(request, done, begin):
        await _bring_in(request, held, judged)
    return go(f"{held.address}/look")


async def _judge(request: web.Request, held: Held) -> Judged:
    parts = request.app[PARTS]
    judge = Judge(parts.keys, held.form, held.sheet, held.mapping, london_day(parts.clock()))
    return await asyncio.to_thread(judge.judge)


async def _bring_in(request: web.Request, held: Held, judged: Judged) -> None:
    parts = request.app[PARTS]
    await _remember(request, held)
    import_id, by = held.row["id"], request[STAFF].account_id
    begin = BeginImportUnit(import_id, held.form.key, by, len(judged.entries), parts.clock())
    await parts.store.write(begin)
    stored = await keep_answers(parts.store, parts.keys, judged.entries, import_id)
    counts = {
        "rows": judged.rows,
        ADDED: stored[ADDED],
        UNCHANGED: stored[UNCHANGED],
        "refused": judged.refused,
        "empty": judged.empty,
    }
    await parts.store.write(StepUnit(held.row["id"], State.RUNNING, end(State.DONE, counts)))


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


def _show_done(request: web.Request, state: str, counts: dict[str, int]) -> web.Response:
    return show(
        request,
        "answers_done.html",
        "Answers from another system",
        is_done=state == State.DONE,
        counts=counts,
    )
