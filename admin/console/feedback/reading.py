"""What the manager reads of what was said about meetings: the list, and answers without a name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.booklet.whose import name_form
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.feedback.listing import (
    OpenAnonymousUnit,
    Wanted,
    list_anonymous,
    list_named,
    list_others,
    read_anonymous_answers,
)
from admin.imports.dates import read_date
from admin.periods import Period
from admin.voice.opened import label_said
from forms.audit import Done
from forms.definition import Audience
from forms.responses import read_answer
from forms.web.pages import Fault
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.definition import Form
    from forms.units import Row

FEEDBACK = "/console/feedback"
EARLIEST, LATEST_DAY = date(2000, 1, 1), date(2100, 12, 31)
NO_DAYS = "Write days such as 01/09/2026, the first not after the last; or leave both empty."


async def list_feedback(request: web.Request) -> web.Response:
    """GET /console/feedback: what was sent, without a word of it, all or what is asked for."""
    parts, asked = request.app[PARTS], request.query
    period = _read_period(asked.get("from", ""), asked.get("to", ""))
    faults = (Fault(NO_DAYS, "from"),) if isinstance(period, str) else ()
    wanted = Wanted(
        asked.get("form", ""),
        asked.get("audience", ""),
        period if isinstance(period, Period) else None,
        request[STAFF].iro_ref,
    )
    named = await list_named(parts.store, parts.library, wanted)
    nameless = await list_anonymous(parts.store, parts.library, wanted, parts.clock())
    return show(
        request,
        "feedback.html",
        "Feedback",
        422 if faults else 200,
        faults,
        named=[(row, _name(request, row)) for row in named],
        nameless=[(row, _name(request, row)) for row in nameless],
        forms=_list_forms(request),
        audiences=list(Audience),
        given={name: asked.get(name, "") for name in ("form", "audience", "from", "to")},
    )


def _read_period(first: str, last: str) -> Period | str | None:
    """Read the days that were asked for; None for all, a text where they are none."""
    if not first.strip() and not last.strip():
        return None
    found = [
        read_date(text.strip()) if text.strip() else usual
        for text, usual in ((first, EARLIEST), (last, LATEST_DAY))
    ]
    days = [day for day in found if isinstance(day, date)]
    return Period(*days) if len(days) == len(found) and days[0] <= days[1] else NO_DAYS


def _list_forms(request: web.Request) -> list[tuple[str, str]]:
    library = request.app[PARTS].library
    others = set(list_others(library))
    forms = (library.current(key) for key in library.keys() if key not in others)  # noqa: SIM118 - no dict
    return [(form.key, name_form(library, form)) for form in forms]


def _name(request: web.Request, row: Row) -> str:
    form = _find_form(request, row)
    return name_form(request.app[PARTS].library, form) if form else str(row["form_key"])


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
        answers=[_open(form, key, row) for row in rows],
    )
