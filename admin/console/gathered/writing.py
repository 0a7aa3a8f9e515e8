"""Writing something down, and writing it anew."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.gathered.finding import GATHERED, ITEM, act_as, find_item, list_known_names, open_item
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.gathering.kinds import ASKED, Input, Kind
from admin.gathering.units import AddUnit, ChangeUnit, Writer
from admin.gathering.written import Written, read_written
from forms.audit import Done
from forms.london import london_day
from forms.web.given import first, read_number
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

    from admin.gathering.kinds import Asked
    from forms.web.given import Fields

CHANGED = Fault("Somebody changed it while you had the page open. Look at it again before you write.")


async def ask_new(request: web.Request) -> web.Response:
    """GET /console/gathered/KIND/new: room for one."""
    return _show_new(request, {}, ())


async def keep_new(request: web.Request) -> web.Response:
    """POST /console/gathered/KIND/new: keep it, sealed. The same page sent twice is one thing."""
    fields = await read_desk_form(request)
    kind = Kind(request.match_info["kind"])
    written = await _read(request, kind, fields)
    if not isinstance(written, Written):
        return _show_new(request, fields, written)
    parts, account_id = request.app[PARTS], request[STAFF].account_id
    item_id = parts.keys.mac("gathered", account_id, first(fields, "page"))
    done = Done("gathered.add", act_as(request), item_id, kind)
    await request.app[RECORD].write(
        request, done, AddUnit(parts.keys, item_id, written, _find_writer(request))
    )
    return go(f"{GATHERED}/{kind}")


async def ask_change(request: web.Request) -> web.Response:
    """GET /console/gathered/item/ITEM/change: as it stands, which is on record."""
    row, typed = await open_item(request)
    asked = ASKED[Kind(row["kind"])]
    return _show(request, asked, typed, (), edition=row["edition"], address=f"{ITEM}/{row['id']}")


async def keep_change(request: web.Request) -> web.Response:
    """POST /console/gathered/item/ITEM/change: write it anew; it is to be approved again."""
    fields = await read_desk_form(request)
    row = await find_item(request)
    kind, edition = Kind(row["kind"]), read_number(first(fields, "edition")) or 0
    written = await _read(request, kind, fields)
    faults: tuple[Fault, ...] = () if isinstance(written, Written) else written
    if isinstance(written, Written):
        keys = request.app[PARTS].keys
        unit = ChangeUnit(keys, row["id"], edition, written, _find_writer(request))
        done = Done("gathered.change", act_as(request), row["id"], kind)
        if await request.app[RECORD].write(request, done, unit):
            return go(f"{ITEM}/{row['id']}")
        faults = (CHANGED,)
    given = {each.name: first(fields, each.name) for each in ASKED[kind].fields}
    return _show(request, ASKED[kind], given, faults, edition=edition, address=f"{ITEM}/{row['id']}")


async def _read(request: web.Request, kind: Kind, fields: Fields) -> Written | tuple[Fault, ...]:
    parts = request.app[PARTS]
    known = await list_known_names(parts.store)
    written = read_written(kind, fields, london_day(parts.clock()), known)
    if isinstance(written, Written):
        return written
    return tuple(Fault(text, field) for field, text in written)


def _find_writer(request: web.Request) -> Writer:
    may_approve = act_as(request) is Role.MANAGER
    return Writer(request[STAFF].account_id, request.app[PARTS].clock(), may_approve)


def _show_new(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    asked = ASKED[Kind(request.match_info["kind"])]
    given = {each.name: first(fields, each.name) for each in asked.fields}
    page = first(fields, "page") or secrets.token_hex(8)
    return _show(request, asked, given, faults, page=page, address=f"{GATHERED}/{asked.kind}")


def _show(  # noqa: PLR0913 - what is shown, and where it leads
    request: web.Request,
    asked: Asked,
    given: Mapping[str, str],
    faults: tuple[Fault, ...],
    *,
    address: str,
    page: str = "",
    edition: int = 0,
) -> web.Response:
    return show(
        request,
        "gathered_write.html",
        asked.name,
        422 if faults else 200,
        faults,
        asked=asked,
        given=given,
        address=address,
        page=page,
        edition=edition,
        Input=Input,
    )
