"""A child's page: meetings, what was sent (without a word of it), hand-overs, and who opened what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.roles import Role
from admin.commands.audit import list_cells
from admin.console.children.finding import address_of
from admin.console.children.language import say_languages
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.handed_over import RECEIPT
from admin.subject_access.register import KINDS, name_form
from admin.subject_access.saying import CHANNELS, WHO, name
from admin.trail import Wanted, read_names, read_trail
from admin.written_days import write_day
from forms.audit import Done
from forms.belongings import find_belongings
from forms.definition import Reader
from forms.london import london_day
from forms.receipts import ReceiptUnit
from forms.records import Alert, Child, HandOver, Invitation, Response, Review, Visit
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.belongings import Belongings
    from forms.library import Library
    from forms.units import Row

ENTRIES = 100
"""Of who opened what, on one page; the record itself has the rest."""


async def find_held(request: web.Request) -> Belongings:
    """Find what is held of the child that the address names. Raises 404."""
    held = await find_belongings(request.app[PARTS].store, "child_ref", request.match_info["child"])
    if not held.rows:
        raise web.HTTPNotFound
    return held


async def show_child(request: web.Request) -> web.Response:
    """GET /console/children/CHILD: what is held, without words."""
    parts, child_ref = request.app[PARTS], request.match_info["child"]
    held = await find_held(request)
    trail = await read_trail(parts.store, Wanted(about=held.list_ids() | {child_ref}), limit=ENTRIES)
    names = await read_names(parts.store)
    is_manager = Role.MANAGER in request[STAFF].roles
    return show(
        request,
        "child.html",
        "A child",
        child_ref=child_ref,
        address=address_of(child_ref),
        languages=[said for row in held.of(Child) for said in say_languages(request, row)],
        meetings=[_describe_meeting(row) for row in sorted(held.of(Review), key=_day_of, reverse=True)],
        visits=len(held.of(Visit)),
        sent=_list_sent(held, parts.library, is_manager=is_manager),
        signals=len(held.of(Alert)),
        hand_overs=sorted(held.of(HandOver), key=lambda row: row["made_at"], reverse=True),
        entries=[list_cells(row, names) for row in trail],
        is_manager=is_manager,
    )


def _day_of(row: Row) -> str:
    return str(row["held_on"] or row["due_on"] or "")


def _describe_meeting(row: Row) -> tuple[str, str, str]:
    day = row["held_on"] or row["due_on"]
    state = "called off" if row["stood_down"] else "held" if row["held_on"] else "due"
    return (
        row["review_ref"],
        name(KINDS, row["meeting_kind"]),
        f"{state} {write_day(day)}" if day else "no day",
    )


def _list_sent(held: Belongings, library: Library, *, is_manager: bool) -> list[tuple[str, ...]]:
    """List what was sent, the newest first. Feedback about an IRO is the manager's alone: others see none."""
    about = {row["id"]: row["review_ref"] for row in held.of(Invitation)}
    sent = [row for row in held.of(Response) if row["submitted_at"]]
    shown = (row for row in sent if is_manager or not _is_managers(library, row))
    return [
        (
            write_day(london_day(row["submitted_at"])),
            name_form(library, row["form_key"]),
            name(WHO, row["audience"]),
            name(CHANNELS, row["channel"]),
            about.get(row["invitation_id"]) or "",
            "kept here" if row["sealed_key"] else "words deleted",
        )
        for row in sorted(shown, key=lambda row: row["submitted_at"], reverse=True)
    ]


def _is_managers(library: Library, row: Row) -> bool:
    form = library.find(row["form_key"], row["form_version"])
    return form is None or form.reader is Reader.MANAGER


async def keep_receipt(request: web.Request) -> web.Response:
    """POST /console/children/CHILD: the case system has a part of what was handed over."""
    fields = await read_desk_form(request)
    held = await find_held(request)
    hand_over_id = first(fields, "hand_over")
    if hand_over_id not in {row["id"] for row in held.of(HandOver)}:
        raise web.HTTPBadRequest
    parts, staff = request.app[PARTS], request[STAFF]
    role = "manager" if Role.MANAGER in staff.roles else "iro"
    unit = ReceiptUnit(hand_over_id, parts.clock(), staff.account_id)
    await request.app[RECORD].write(request, Done(RECEIPT, role, hand_over_id), unit)
    return go(address_of(request.match_info["child"]))
