"""Which things somebody may open: a manager all, whoever types only the people's words they typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import select
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.gathering.kinds import ASKED, Input, Kind
from admin.gathering.units import KEPT, SHOWN, open_words
from admin.written_days import type_day
from forms.audit import Done
from forms.keys import TamperedError
from forms.opening import FindUnit
from forms.records import Account, GatheredItem, Iro
from forms.units import Key
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.store import Store
    from forms.units import Row

GATHERED = "/console/gathered"
ITEM = f"{GATHERED}/item"


def act_as(request: web.Request) -> Role:
    """Return in which role somebody acts."""
    is_manager = Role.MANAGER in request[STAFF].roles
    return Role.MANAGER if is_manager else Role.BUSINESS_SUPPORT


def may_open(request: web.Request, row: Row) -> bool:
    """Tell whether somebody may read it: people's words are for the manager and whoever typed them."""
    is_manager = act_as(request) is Role.MANAGER
    return is_manager or not ASKED[Kind(row["kind"])].needs_second or _is_theirs(request, row)


def _is_theirs(request: web.Request, row: Row) -> bool:
    return bool(row["entered_by"] == request[STAFF].account_id)


async def find_item(request: web.Request) -> Row:
    """Find the thing that the address names, for somebody who may open it. Raises 404."""
    item_id = request.match_info["item"]
    rows = await request.app[PARTS].store.read(_ITEMS.where(col(GatheredItem.id) == item_id))
    if not rows or not may_open(request, rows[0]):
        raise web.HTTPNotFound
    return rows[0]


async def open_item(request: web.Request) -> tuple[Row, dict[str, str]]:
    """Open it, on record: return its row, and each field as it is typed. Raises 404."""
    row = await find_item(request)
    done = Done("gathered.open", act_as(request), row["id"], row["kind"])
    opened = await request.app[RECORD].write(request, done, FindUnit(Key(GatheredItem, "id", row["id"])))
    if opened is None:
        raise web.HTTPNotFound
    keys = request.app[PARTS].keys
    try:
        words = {**open_words(keys, opened, SHOWN), **open_words(keys, opened, KEPT)}
    except TamperedError:
        raise web.HTTPNotFound from None
    return opened, {each.name: _type(opened, words, each.name) for each in ASKED[Kind(opened["kind"])].fields}


def _type(row: Row, words: Mapping[str, str], name: str) -> str:
    """Say what stands in a field; words that are gone by now are empty."""
    asked = next(each for each in ASKED[Kind(row["kind"])].fields if each.name == name)
    if asked.input in {Input.LINE, Input.WORDS}:
        return words.get(name, "")
    value = row[name]
    return "" if value is None else type_day(value) if asked.input is Input.DAY else str(value)


async def list_known_names(store: Store) -> list[str]:
    """List the names of staff that a report never holds. Raises StoreUnavailableError."""
    found: list[str] = []
    for column in (col(Iro.name), col(Account.name)):
        found += [row["name"] for row in await store.read(select(column)) if row["name"]]
    return found


_ITEMS: Any = select(GatheredItem.__table__)  # type: ignore[attr-defined]  # SQLModel declares it at run time
