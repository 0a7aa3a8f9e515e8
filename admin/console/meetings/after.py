"""After the meeting: one page for what was held, how the child took part, who came, and each wish."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from admin.console.meetings.doing import CHANGED, Recording, note_look, record_meeting
from admin.console.meetings.given import OPTIONS, TALK_OPTIONS, read_after, read_talk, write_after
from admin.console.meetings.one import lead_back
from admin.console.meetings.sheet import read_sheet
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.imports.sittings import write_sittings
from admin.recording import choices
from admin.recording.sittings import add_sitting, hold_meeting
from admin.recording.unit import mark_review
from admin.recording.wishes import write_wishes
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from aiohttp import web

    from admin.console.meetings.given import After
    from admin.console.meetings.sheet import Sheet
    from forms.units import Write
    from forms.web.given import Fields
    from forms.web.pages import Fault

LOOKED = "response.open_wishes"
"""What is written down when the wishes of a child's own form are shown: choices, no words."""


async def ask_after(request: web.Request) -> web.Response:
    """GET …/after: what is recorded already, and what is suggested."""
    sheet = await read_sheet(request)
    if sheet.wishes and sheet.own:
        await note_look(request, LOOKED, sheet.own.response_id)
    return _show(request, sheet, write_after(sheet.review, sheet.today) | _write_wishes(sheet), ())


async def keep_after(request: web.Request) -> web.Response:
    """POST …/after: record it. What does not fit together is said first, and kept if they say so."""
    fields = await read_desk_form(request)
    sheet = await read_sheet(request)
    after, faults = read_after(fields, [wish.key for wish in sheet.wishes], sheet.today)
    talk, talk_faults = read_talk(fields, sheet.today)
    if after.held_on is None or faults or talk_faults:
        return _show(request, sheet, _give_back(fields, sheet), (*faults, *talk_faults))
    doubts = tuple(after.list_doubts(sheet.review))
    if doubts and first(fields, "sure") != _mark(doubts):
        return _show(request, sheet, _give_back(fields, sheet), (), doubts)
    held, beside = _hold(sheet, after, after.held_on)
    said = after.list_values(sheet.review) if after.is_over else {"stood_down": None}
    parts = request.app[PARTS]
    beside += tuple(write_wishes(parts.keys, sheet.review["review_ref"], after.wishes, parts.clock()))
    recording = Recording(first(fields, "seen"), {**said, **talk.values, **held}, beside)
    if not await record_meeting(request, "meeting.record", sheet.review, recording):
        return _show(request, sheet, _give_back(fields, sheet), (CHANGED,))
    return go(lead_back(sheet.review, "recorded" if after.is_over else "sitting"))


def _hold(sheet: Sheet, after: After, held_on: date) -> tuple[dict[str, Any], tuple[Write, ...]]:
    """Return when and how the meeting was held as a whole, and what to write about its sittings."""
    mode = after.chosen["mode"]
    sittings = add_sitting(sheet.sittings, held_on, mode, is_last=after.is_over)
    writes = tuple(write_sittings(sheet.review["review_ref"], sheet.sittings, sittings))
    return hold_meeting(sittings, held_on, mode), writes


def _write_wishes(sheet: Sheet) -> dict[str, str]:
    return {
        f"{name}-{wish.key}": text
        for wish in sheet.wishes
        if (said := sheet.recorded.get(wish.key))
        for name, text in (("wish", said.outcome), ("because", said.because))
    }


def _give_back(fields: Fields, sheet: Sheet) -> dict[str, str]:
    of_wishes = [f"{part}-{wish.key}" for part in ("wish", "because") for wish in sheet.wishes]
    names = ("held_on", "iro_contact_on", *OPTIONS, *TALK_OPTIONS, *of_wishes)
    return {name: first(fields, name) for name in names}


def _show(
    request: web.Request,
    sheet: Sheet,
    given: Mapping[str, str],
    faults: Sequence[Fault],
    doubts: Sequence[str] = (),
) -> web.Response:
    return show(
        request,
        "meeting_after.html",
        "After the meeting",
        422 if faults or doubts else 200,
        tuple(faults),
        sheet=sheet,
        review=sheet.review,
        given=given,
        seen=mark_review(sheet.review),
        doubts=doubts,
        sure=_mark(doubts) if doubts else "",
        choices=choices,
    )


def _mark(doubts: Sequence[str]) -> str:
    """Make a mark of doubts: whoever is sure is sure of these."""
    return hashlib.sha256("\n".join(doubts).encode()).hexdigest()[:16]
