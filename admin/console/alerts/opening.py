"""Opening what lies sealed with an alert: how to reach them, what staff noted, the answer that raised it.

Each opening is written down in the same transaction. Only that one answer is opened here, since it calls for
help; all else that was said is read where responses are read, by whom it is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy import bindparam, select

from admin.alerts.acts import Act, LookUnit
from admin.alerts.people import read_names
from admin.alerts.watch import STEPS
from admin.console.alerts import wording
from admin.console.alerts.queue import find_alert
from admin.console.alerts.who import make_person, name_role_for
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.voice.opened import label_said
from forms.alert_steps import open_step_words, place_step
from forms.audit import Done
from forms.calls import open_notes
from forms.keys import TamperedError
from forms.records import Response, ResponseAnswer
from forms.responses import read_answer
from forms.store.statements import table_of
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.definition import Form
    from forms.keys import Keys
    from forms.units import Row

SPOILT = "(words that cannot be opened)"


async def open_words(request: web.Request) -> web.Response:
    """POST …/words: how to reach them in their own words, and what staff noted."""
    await read_desk_form(request)
    alert = await _open(request, "alert.open_words")
    parts = request.app[PARTS]
    rows = await parts.store.read(select(STEPS).where(STEPS.c.alert_id == alert["id"]))
    names = await read_names(parts.store)
    return show(
        request,
        "alert_words.html",
        "Words with an alert",
        alert=alert,
        notes=_open_notes(parts.keys, alert),
        staff_notes=_open_staff_notes(parts.keys, sorted(rows, key=place_step), names),
    )


async def open_answer(request: web.Request) -> web.Response:
    """POST …/answer: the answer that raised it."""
    await read_desk_form(request)
    found = await find_alert(request, request.match_info["alert"])
    if found is None:
        raise web.HTTPNotFound
    if not has_answer(found):
        return show(request, "alert_answer.html", "No answer", 422, alert=found, answers=(), is_sent=False)
    alert = await _open(request, "alert.open_answer")
    answers = await _read_answer(request, found)
    return show(request, "alert_answer.html", "The answer", alert=alert, answers=answers, is_sent=True)


def has_answer(alert: Row) -> bool:
    """Tell whether the answer that raised an alert can be opened: a draft opens to nobody but its writer."""
    return bool(alert["question_key"] and alert["submitted_at"])


def find_form(request: web.Request, alert: Row) -> Form | None:
    """Find the form that was answered, in its version where that is known."""
    library = request.app[PARTS].library
    if not alert["form_key"]:
        return None
    if alert["form_version"]:
        return library.find(alert["form_key"], alert["form_version"])
    return library.current(alert["form_key"]) if alert["form_key"] in library.keys() else None  # noqa: SIM118 - no mapping: a library


async def _open(request: web.Request, action: str) -> Row:
    """Write down that somebody opens it, and return the alert. Raises 404 for whoever must not know."""
    parts, staff = request.app[PARTS], request[STAFF]
    alert_id = request.match_info["alert"]
    if await find_alert(request, alert_id) is None:
        raise web.HTTPNotFound
    look = LookUnit(Act(parts.keys, alert_id, make_person(staff), parts.clock()))
    alert = await request.app[RECORD].write(request, Done(action, name_role_for(staff), alert_id), look)
    if alert is None:
        raise web.HTTPNotFound
    return alert


def _open_notes(keys: Keys, alert: Row) -> Sequence[str]:
    try:
        return open_notes(keys, alert)
    except TamperedError:
        return (SPOILT,)


def _open_staff_notes(keys: Keys, steps: Sequence[Row], names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (
            f"{names.get(step['by'], 'Somebody')}, {wording.say_moment(step['happened_at'])}",
            _open_note(keys, step),
        )
        for step in steps
        if step["sealed_key"]
    ]


def _open_note(keys: Keys, step: Row) -> str:
    try:
        return open_step_words(keys, step)
    except TamperedError:
        return SPOILT


async def _read_answer(request: web.Request, alert: Row) -> list[tuple[str, str]]:
    """Open the one answer, with its question; nothing if the response is gone by now."""
    parts, form = request.app[PARTS], find_form(request, alert)
    rows = await parts.store.read(_ANSWER, {"response": alert["response_id"], "asked": alert["question_key"]})
    if form is None or not rows:
        return []
    question = form.find_question(alert["question_key"])
    try:
        said = read_answer(parts.keys.open_data_key(rows[0]["response_key"]), rows[0])
    except TamperedError:
        said = SPOILT
    label = question.label if question else alert["question_key"]
    return [(label, "Skipped" if said is None else label_said(question, said))]


_ANSWER = (
    select(table_of(ResponseAnswer), table_of(Response).c.sealed_key.label("response_key"))
    .join(Response)
    .where(
        table_of(ResponseAnswer).c.response_id == bindparam("response"),
        table_of(ResponseAnswer).c.question_key == bindparam("asked"),
        table_of(Response).c.sealed_key.is_not(None),
    )
)
