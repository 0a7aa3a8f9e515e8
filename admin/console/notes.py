"""What a worker saw or heard: written down in the worker's own words, beside what the child said."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy import select

from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.roles import NO_ROLE, ROLES
from forms.records import Response
from forms.units import Insert, Key, Rows, Writes
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS
from forms.worker_notes import OBSERVED, Noted, write_note

if TYPE_CHECKING:
    from forms.units import Row
    from forms.web.given import Fields

MAX_NOTE = 4_000
"""Letters: a page. What is longer belongs on the file."""
EMPTY = "Write something, or go on without a note."
TOO_LONG = f"That is too long. Keep it under {MAX_NOTE:,} letters."


async def ask_note(request: web.Request) -> web.Response:
    """GET /console/notes/RESPONSE: room for a note."""
    return _show(request, await _find(request), {}, ())


async def keep_note(request: web.Request) -> web.Response:
    """POST /console/notes/RESPONSE: seal it beside the response. The same page sent twice is one note."""
    fields = await read_desk_form(request)
    response = await _find(request)
    words = first(fields, "words").strip()
    faults = []
    if not words or len(words) > MAX_NOTE:
        faults.append(Fault(TOO_LONG if words else EMPTY, "words"))
    if first(fields, "role") not in ROLES:
        faults.append(Fault(NO_ROLE, "role-1"))
    if faults:
        return _show(request, response, fields, tuple(faults))
    parts = request.app[PARTS]
    noted = Noted(OBSERVED, first(fields, "role"), parts.clock(), words)
    note_id = parts.keys.mac("note", response["id"], first(fields, "page"))
    note = write_note(parts.keys, note_id, response["id"], noted)
    await parts.store.write(KeepNoteUnit(response["id"], note))
    return go(f"/console/notes/{response['id']}/kept")


async def show_kept(request: web.Request) -> web.Response:
    """GET /console/notes/RESPONSE/kept: that it is kept, and where it stands."""
    return show(request, "note_kept.html", "Your note is kept", response=await _find(request))


@dataclass(frozen=True, slots=True)
class KeepNoteUnit:
    """Store a note beside a response that was sent. False: there is none any more."""

    response_id: str
    note: Insert

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Response, "id", self.response_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was stored."""
        is_kept = is_readable(rows.get(self.reads[0]))
        return Writes(is_kept, (self.note,) if is_kept else ())


def is_readable(response: Row | None) -> bool:
    """Tell whether a response was sent and not deleted since."""
    return response is not None and response["sealed_key"] is not None


async def _find(request: web.Request) -> Row:
    table = Response.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    wanted = select(table).where(table.c.id == request.match_info["response"])
    rows = await request.app[PARTS].store.read(wanted)
    if not rows or not is_readable(rows[0]):
        raise web.HTTPNotFound
    return rows[0]


def _show(request: web.Request, response: Row, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    given = {name: first(fields, name) for name in ("words", "role")}
    return show(
        request,
        "note.html",
        "A note of your own",
        422 if faults else 200,
        faults,
        response=response,
        given=given,
        page=first(fields, "page") or secrets.token_hex(8),
        roles=ROLES,
    )
