"""A meeting moves, is stood down, or is on again; and whether the IRO spoke with the child before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from admin.console.meetings.doing import CHANGED, Recording, record_meeting
from admin.console.meetings.given import TALK_OPTIONS, read_day, read_talk, write_talk
from admin.console.meetings.one import find_review, lead_back
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.recording import choices
from admin.recording.unit import mark_review
from forms.london import london_day
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiohttp import web

    from forms.units import Row

NO_DAY = "Write the new day, such as 03/12/2026."
TOO_FAR = "That is more than two years away. Is the year right?"
TWO_YEARS = timedelta(days=731)
HELD = Fault("It is recorded as held already: put that right under “What happened” first.")


async def ask_move(request: web.Request) -> web.Response:
    """GET …/move: the day it is due, and room for another; or whether it is off."""
    return _show_move(request, await find_review(request), {}, ())


async def keep_move(request: web.Request) -> web.Response:
    """POST …/move: another day, stood down, or on again. Its invitations follow in the same moment."""
    fields = await read_desk_form(request)
    review = await find_review(request)
    acts: dict[str, dict[str, Any]] = {"off": {"stood_down": True}, "on": {"stood_down": False}}
    act = first(fields, "act")
    today = london_day(request.app[PARTS].clock())
    is_held = review["held_on"] is not None and review["held_on"] <= today
    if is_held and act != "on":
        return _show_move(request, review, {}, (HELD,))
    values = acts.get(act)
    if values is None:
        due_on = read_day(fields, "due_on")
        if due_on is None or abs(due_on - today) > TWO_YEARS:
            fault = Fault(NO_DAY if due_on is None else TOO_FAR, "due_on")
            return _show_move(request, review, {"due_on": first(fields, "due_on")}, (fault,))
        values = {"due_on": due_on}
    action = {"off": "meeting.stand_down", "on": "meeting.put_on"}.get(act, "meeting.move")
    if not await record_meeting(request, action, review, Recording(first(fields, "seen"), values)):
        return _show_move(request, review, {"due_on": first(fields, "due_on")}, (CHANGED,))
    return go(lead_back(review, act if act in acts else "moved"))


def _show_move(
    request: web.Request, review: Row, given: Mapping[str, str], faults: Sequence[Fault]
) -> web.Response:
    return show(
        request,
        "meeting_move.html",
        "It moves, or is off",
        422 if faults else 200,
        tuple(faults),
        review=review,
        seen=mark_review(review),
        given={"due_on": "", **given},
    )


async def ask_talk(request: web.Request) -> web.Response:
    """GET …/talk: whether the IRO spoke with the child before the meeting, in five states."""
    review = await find_review(request)
    return _show_talk(request, review, write_talk(review), ())


async def keep_talk(request: web.Request) -> web.Response:
    """POST …/talk: record it."""
    fields = await read_desk_form(request)
    review = await find_review(request)
    talk, faults = read_talk(fields, london_day(request.app[PARTS].clock()))
    given = {name: first(fields, name) for name in (*TALK_OPTIONS, "iro_contact_on")}
    if faults:
        return _show_talk(request, review, given, faults)
    recording = Recording(first(fields, "seen"), talk.values)
    if not await record_meeting(request, "meeting.record_talk", review, recording):
        return _show_talk(request, review, given, (CHANGED,))
    return go(lead_back(review, "talk"))


def _show_talk(
    request: web.Request, review: Row, given: Mapping[str, str], faults: Sequence[Fault]
) -> web.Response:
    return show(
        request,
        "meeting_talk.html",
        "Speaking with the child before",
        422 if faults else 200,
        tuple(faults),
        review=review,
        seen=mark_review(review),
        given=given,
        choices=choices,
    )
