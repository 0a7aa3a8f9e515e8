"""The pages: what there is to read, who opens it, and then one of three views of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy import select
from sqlmodel import col

from admin.console.booklet.whose import name_form
from admin.console.desk import sit_down
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.reading import readers
from admin.console.reading.answers import label_people, open_answers, read_answers, read_files, read_notes
from admin.console.record import RECORD
from admin.console.roles import name_role
from admin.safe_way import explain_safe_way
from forms.attachments.sealed import PAGE, open_file, open_page
from forms.audit import Done
from forms.keys import TamperedError
from forms.records import Attachment, Invitation, Response
from forms.web.given import first
from forms.web.pages import Fault
from forms.web.parts import PARTS
from forms.what_may_be_said import To, list_not_front_of, what_may_be_said

if TYPE_CHECKING:
    from datetime import datetime

    from forms.definition import Form
    from forms.units import Row
    from forms.web.given import Fields

READ = "/console/read"
LATEST = 60
VIEWS = {
    "brief": (To.READER, "reading_brief.html", "Everything that was said"),
    "say": (To.SAY_FOR_ME, "reading_say.html", "What you may say"),
    "aloud": (To.READ_ALOUD, "reading_aloud.html", "To be read out"),
}
"""By the button pressed: for whom words are taken out, and the page they stand on."""


async def list_responses(request: web.Request) -> web.Response:
    """GET /console/read: what was sent, without a word of it."""
    parts = request.app[PARTS]
    rows = await parts.store.read(_SENT)
    named = [(row, _name(parts.library.find(row["form_key"], row["form_version"]), row)) for row in rows]
    return show(request, "reading_list.html", "Read", responses=named)


def _name(form: Form | None, row: Row) -> str:
    return form.title if form else str(row["form_key"])


async def ask_who(request: web.Request) -> web.Response:
    """GET /console/read/RESPONSE: what is wanted, and why. Nothing is opened yet."""
    response, form = await _find(request)
    return await _show_door(request, response, form, {}, ())


async def open_response(request: web.Request) -> web.Response:
    """POST /console/read/RESPONSE: open it. That is written down in the same transaction."""
    fields = await read_desk_form(request)
    response, form = await _find(request)
    who, reason = await readers.find_who(request, form), first(fields, "reason")
    if not readers.needs_reason(form, who):
        reason = ""
    elif reason not in readers.REASONS:
        return await _show_door(request, response, form, fields, (Fault(readers.NO_REASON, "reason-1"),))
    view = first(fields, "act") if first(fields, "act") in VIEWS else "brief"
    done = Done(f"response.open_{view}", who, response["id"], reason)
    opened = await request.app[RECORD].open(request, Response, done)
    if opened is None:
        raise web.HTTPNotFound
    return await _show_view(request, form, opened, view, who)


async def _show_view(request: web.Request, form: Form, response: Row, view: str, who: str) -> web.Response:
    parts = request.app[PARTS]
    to, template, title = VIEWS[view]
    key = parts.keys.open_data_key(response["sealed_key"])
    rows = await read_answers(parts.store, form, response["id"])
    files = await read_files(parts.store, response["id"])
    is_brief = to is To.READER
    return show(
        request,
        template,
        title,
        response=response,
        form=form,
        answers=open_answers(form, key, what_may_be_said(rows, to), files),
        safe_way=explain_safe_way(response["answer_by"]),
        not_front_of=label_people(form, list_not_front_of(rows)),
        notes=await read_notes(parts.store, parts.keys, response["id"]) if is_brief else [],
        pages=[file_id for file_id, row in files.items() if row["question_key"] == PAGE] if is_brief else [],
        labels={question.key: question.label for question in form.questions},
        name_role=name_role,
        find_file=lambda file_id: _address_file(request, response["id"], file_id, who),
    )


async def send_file(request: web.Request) -> web.Response:
    """GET …/file/FILE/WHO/PASS: one drawing, photo or voice note; opening it is written down too."""
    parts, named = request.app[PARTS], request.match_info
    moment = parts.clock()
    passes = {_make_pass(request, named["response"], named["file"], named["who"], moment)}
    if named["pass"] not in passes:
        raise web.HTTPNotFound
    row = await request.app[RECORD].open(request, Attachment, Done("file.open", named["who"], named["file"]))
    if row is None or row["response_id"] != named["response"]:
        raise web.HTTPNotFound
    try:
        is_page = row["question_key"] == PAGE
        content = open_page(parts.keys, row) if is_page else open_file(parts.keys, row)
    except TamperedError:
        raise web.HTTPNotFound from None
    headers = {"Content-Disposition": "attachment", "Content-Type": row["media_type"]}
    return web.Response(body=content, headers=headers)


def _address_file(request: web.Request, response_id: str, file_id: str, who: str) -> str:
    made = _make_pass(request, response_id, file_id, who, request.app[PARTS].clock())
    return f"{READ}/{response_id}/file/{file_id}/{who}/{made}"


def _make_pass(request: web.Request, response_id: str, file_id: str, who: str, moment: datetime) -> str:
    """Make what lets this desk open a file today: only pages that opened the response hold it."""
    desk = sit_down(request).secret.hex()
    return request.app[PARTS].keys.mac("open file", desk, response_id, file_id, who, f"{moment:%Y%m%d}")


async def _find(request: web.Request) -> tuple[Row, Form]:
    """Find a response that was sent, and the form it answered. Raises 404."""
    parts = request.app[PARTS]
    rows = await parts.store.read(_SENT.where(col(Response.id) == request.match_info["response"]))
    form = parts.library.find(rows[0]["form_key"], rows[0]["form_version"]) if rows else None
    if form is None:
        raise web.HTTPNotFound
    return rows[0], form


async def _show_door(
    request: web.Request, response: Row, form: Form, fields: Fields, faults: tuple[Fault, ...]
) -> web.Response:
    return show(
        request,
        "reading_door.html",
        "Open it",
        422 if faults else 200,
        faults,
        response=response,
        name=name_form(request.app[PARTS].library, form),
        asks_reason=readers.needs_reason(form, await readers.find_who(request, form)),
        reasons=readers.REASONS.items(),
        given={"reason": first(fields, "reason")},
    )


_SENT = (
    select(
        col(Response.id),
        col(Response.form_key),
        col(Response.form_version),
        col(Response.audience),
        col(Response.channel),
        col(Response.submitted_at),
        col(Invitation.review_ref),
    )
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .where(col(Response.sealed_key).is_not(None))
    .order_by(col(Response.submitted_at).desc())
    .limit(LATEST)
)
