"""One thing that was written down: read, approved or not, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.gathered.finding import GATHERED, ITEM, act_as, find_item, open_item
from admin.console.gathered.listing import say_state
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.gathering.kinds import ASKED, Kind
from admin.gathering.units import DecideUnit, TakeBackUnit, may_decide
from forms.audit import Done
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_YOU = Fault("You wrote it, or it is decided already, or it may not be printed. A second person decides.")
WHY: Mapping[str, str] = {
    "twice": "It is here twice",
    "mistake": "It was written down by mistake",
    "asked": "Whoever said it wants it gone",
    "names": "It shows who somebody is",
}
"""Why something is taken back: a code on the record, never words."""
NO_WHY = Fault("Choose why.", "why-1")


async def show_one(request: web.Request) -> web.Response:
    """GET /console/gathered/item/ITEM: what it says, which is on record."""
    return await _show_one(request, ())


async def decide(request: web.Request) -> web.Response:
    """POST /console/gathered/item/ITEM: approve it for the report, or not."""
    fields = await read_desk_form(request)
    if first(fields, "act") not in {"approve", "refuse"}:
        raise web.HTTPBadRequest
    row, approves = await find_item(request), first(fields, "act") == "approve"
    unit = DecideUnit(row["id"], request[STAFF].account_id, request.app[PARTS].clock(), approves)
    done = Done(
        "gathered.approve" if approves else "gathered.refuse", act_as(request), row["id"], row["kind"]
    )
    if not await request.app[RECORD].write(request, done, unit):
        return await _show_one(request, (NOT_YOU,))
    return go(f"{GATHERED}/{row['kind']}")


async def ask_back(request: web.Request) -> web.Response:
    """GET /console/gathered/item/ITEM/back: ask why it is taken back."""
    await find_item(request)
    return _show_back(request, ())


async def take_back(request: web.Request) -> web.Response:
    """POST /console/gathered/item/ITEM/back: take it away for good."""
    fields = await read_desk_form(request)
    row, why = await find_item(request), first(fields, "why")
    if why not in WHY:
        return _show_back(request, (NO_WHY,))
    done = Done("gathered.take_back", act_as(request), row["id"], f"{row['kind']}: {why}")
    await request.app[RECORD].write(request, done, TakeBackUnit(row["id"]))
    return go(f"{GATHERED}/{row['kind']}")


def _show_back(request: web.Request, faults: tuple[Fault, ...]) -> web.Response:
    address = f"{ITEM}/{request.match_info['item']}"
    status = 422 if faults else 200
    return show(
        request, "gathered_back.html", "Take it back", status, faults, address=address, why=WHY.items()
    )


async def _show_one(request: web.Request, faults: tuple[Fault, ...]) -> web.Response:
    row, typed = await open_item(request)
    asked = ASKED[Kind(row["kind"])]
    said = [(each, each.choices.get(typed[each.name], typed[each.name])) for each in asked.fields]
    return show(
        request,
        "gathered_one.html",
        asked.name,
        422 if faults else 200,
        faults,
        row=row,
        asked=asked,
        said=[(each, text) for each, text in said if text],
        state=say_state(row),
        may_decide=may_decide(row, request[STAFF].account_id),
        back_to=f"{GATHERED}/{row['kind']}",
        address=f"{ITEM}/{row['id']}",
    )
