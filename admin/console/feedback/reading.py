"""Answers without a name: what the manager reads of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.feedback.listing import (
    OpenAnonymousUnit,
    Wanted,
    list_anonymous,
    read_anonymous_answers,
)
from admin.themes.nameless import keeps_id
from admin.voice.opened import label_said
from forms.audit import Done
from forms.responses import read_answer
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.definition import Form
    from forms.units import Row

ANONYMOUS = r"/console/feedback/anonymous/{anonymous:[0-9a-f]{32}}"


def _find_form(request: web.Request, row: Row) -> Form | None:
    return request.app[PARTS].library.find(row["form_key"], row["form_version"])


def _open(form: Form, key: bytes, row: Row) -> tuple[str, str | None]:
    """Open one answer: what was asked, and what was said; None for a skip."""
    question, said = form.find_question(row["question_key"]), read_answer(key, row)
    label = question.label if question else str(row["question_key"])
    return label, None if said is None else label_said(question, said)


async def ask_anonymous(request: web.Request) -> web.Response:
    """GET /console/feedback/anonymous/ANONYMOUS: the door; nothing is opened yet."""
    return show(request, "feedback_door.html", "Open it", anonymous=request.match_info["anonymous"])


async def open_anonymous(request: web.Request) -> web.Response:
    """POST /console/feedback/anonymous/ANONYMOUS: open it. On record is the form and the week, no more."""
    await read_desk_form(request)
    parts, named = request.app[PARTS], request.match_info["anonymous"]
    unit = OpenAnonymousUnit(named, parts.clock())
    found = await list_anonymous(parts.store, parts.library, Wanted(), parts.clock(), named)
    opened = None
    if found:
        about = f"anonymous/{found[0]['form_key']}/{found[0]['week_on']}"
        opened = await request.app[RECORD].write(
            request, Done("response.open_brief", Role.MANAGER, about), unit
        )
    form = _find_form(request, opened) if opened else None
    if opened is None or form is None:
        return show(request, "feedback_gone.html", "Look for it in the list again", 404)
    key = parts.keys.open_data_key(opened["sealed_key"])
    rows = await read_anonymous_answers(parts.store, form, named)
    return show(
        request,
        "feedback_anonymous.html",
        "An answer without a name",
        form=form,
        response=opened,
        may_be_quoted=keeps_id(opened, parts.clock()),
        answers=[_open(form, key, row) for row in rows],
    )
