"""The page with all questions of a booklet: typed in, and kept until it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.console.booklet.hearing import build_own, build_rest, read_shares
from admin.console.booklet.sheet import Sheet, find_sheet, list_conditions, list_rows, was_used_up
from admin.console.booklet.whose import USED
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.paper.questions import number_questions
from forms import wording
from forms.definition import FILE_KINDS, SEALED_KINDS
from forms.moves import Resume
from forms.web.controls import build_control
from forms.web.faults import ProblemError
from forms.web.given import first, make_move_or_skip, read_given, read_number, write_given
from forms.web.pages import Fault, go
from forms.web.places import number_question
from forms.web.whole import Item, prefix_fields
from forms.worker_notes import Typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

    from forms.answers import RejectionCode
    from forms.definition import Question
    from forms.moves import Inbound
    from forms.web.given import Fields

UNREAD = "unread"
WORRY = "worry"
"""The button 'This worries me'."""


async def show_sheet(request: web.Request) -> web.Response:
    """GET …/SHEET: every question, with what is typed in so far."""
    sheet = await find_sheet(request)
    if sheet.receipt or sheet.knows_sent():
        return go(f"{sheet.address}/saved")
    fields: dict[str, list[str]] = {}
    for row in list_rows(sheet.form):
        prefix = _prefix(sheet, row)
        fields |= write_given(row, sheet.state.answers.get(row.key), prefix)
        fields |= {prefix + UNREAD: ["yes"]} if row.key in sheet.unread else {}
    return _show(request, sheet, fields, sheet.state.revision)


async def take_sheet(request: web.Request) -> web.Response:
    """POST …/SHEET: keep what is typed in, and look at it again; or call a person at once."""
    fields = await read_desk_form(request)
    sheet = await find_sheet(request)
    if sheet.receipt or sheet.knows_sent():
        return go(f"{sheet.address}/saved")
    is_worried = first(fields, "act") == WORRY
    unread = _list_unread(sheet, fields)
    shown = read_number(first(fields, "revision"))
    try:
        if is_worried:
            await sheet.take(Resume(), typed=Typed(worries=True))
        taken = await sheet.take(
            *_list_moves(sheet, fields),
            *read_shares(sheet, fields, is_fresh=shown == sheet.state.revision),
            typed=Typed(unread=unread),
            shown=-1 if shown is None else shown,
        )
    except ProblemError as refused:
        if was_used_up(refused):
            return _show(request, sheet, fields, sheet.state.revision, used=USED)
        raise
    if taken.refused:
        return _show(request, sheet, fields, sheet.state.revision, refused=taken.refused)
    return go(f"{sheet.address}/check{'?worry=yes' if is_worried else ''}")


def _list_unread(sheet: Sheet, fields: Fields) -> frozenset[str]:
    rows = list_rows(sheet.form)
    return frozenset(row.key for row in rows if first(fields, _prefix(sheet, row) + UNREAD))


def _list_moves(sheet: Sheet, fields: Fields) -> list[Inbound]:
    """Make a move of each question; what takes only files has a page of its own."""
    rows = (row for row in list_rows(sheet.form) if row.kind not in FILE_KINDS)
    files = (row for row in list_rows(sheet.form) if row.kind in FILE_KINDS)
    typed = [make_move_or_skip(row, read_given(row, fields, _prefix(sheet, row))) for row in rows]
    empty = [make_move_or_skip(row, ()) for row in files if row.key not in sheet.state.answers]
    return [*typed, *empty]


def _prefix(sheet: Sheet, row: Question) -> str:
    return prefix_fields(number_question(sheet.form, row))


def _show(  # noqa: PLR0913 - the page as it is to be shown
    request: web.Request,
    sheet: Sheet,
    fields: Fields,
    revision: int,
    *,
    refused: Mapping[str, RejectionCode] | None = None,
    used: str = "",
) -> web.Response:
    rows = list_rows(sheet.form)
    items = [_build_item(sheet, row, fields, refused or {}) for row in rows]
    faults = [Fault(item.fault, item.control.id) for item in items if item.fault]
    return show(
        request,
        "booklet_sheet.html",
        "Type a booklet in",
        422 if faults else 409 if used else 200,
        [*faults, *([Fault(used)] if used else [])],
        sheet=sheet,
        items=items,
        numbers=number_questions(sheet.form),
        conditions=list_conditions(sheet.form),
        worded={row.key for row in rows if row.kind in SEALED_KINDS},
        drawn={row.key for row in rows if row.kind in FILE_KINDS},
        rest=build_rest(sheet, fields),
        unread=_list_unread(sheet, fields),
        revision=revision,
    )


def _build_item(sheet: Sheet, row: Question, fields: Fields, refused: Mapping[str, RejectionCode]) -> Item:
    code = refused.get(row.key)
    control = build_control(row, fields, _prefix(sheet, row))
    fault = wording.explain(code, row) if code else ""
    return Item(row, control, fault, build_own(sheet, row, fields))
