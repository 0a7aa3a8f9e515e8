"""GET /console/accounts: who has one. Nobody's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from admin.accounts.accounts import ACCOUNTS, name_state
from admin.accounts.roles import NAMES, Role, name_roles, read_roles
from admin.console.access import may
from admin.console.tables.declared import Cell, Choice, Column, Ref, Table
from admin.console.tables.lines import Found, InMemory
from admin.console.tables.pages import send_list, show_list
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.console.tables.asked import Asked
    from forms.units import Row

PEOPLE = "/console/accounts"
ADMINISTRATORS = may(Role.ADMINISTRATOR)
STATES = {state: state.capitalize() for state in ("in use", "not set up yet", "ended")}
TABLE = Table(
    name="accounts",
    address=PEOPLE,
    one="account",
    many="accounts",
    columns=(
        Column(
            "name",
            "Name",
            lambda line: Cell(line["name"], f"{PEOPLE}/{line['id']}"),
            lambda line: line["name"].casefold(),
            is_head=True,
        ),
        Column("address", "E-mail address", lambda line: line["sign_in"], lambda line: line["sign_in"]),
        Column(
            "roles", "Roles", lambda line: name_roles(line["roles"]), lambda line: name_roles(line["roles"])
        ),
        Column("iro", "Children of", lambda line: line["iro_ref"], lambda line: line["iro_ref"] or None),
        Column("state", "State", name_state, name_state),
    ),
    filters=(
        Choice("role", "Role", {role.value: NAMES[role] for role in Role}, "Any role"),
        Choice("state", "State", STATES, "Any"),
        Ref("iro", "Children of", "the reference of an IRO"),
    ),
    order="name",
    may=ADMINISTRATORS,
    audit="account.export_list",
)


async def list_accounts(request: web.Request) -> web.Response:
    """Show a page of them."""
    return await show_list(request, TABLE, find_accounts, "accounts.html", "Accounts")


async def send_accounts(request: web.Request) -> web.Response:
    """GET /console/export/accounts: those that the list shows. No secret of theirs."""
    return await send_list(request, TABLE, find_accounts)


async def find_accounts(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    rows = await request.app[PARTS].store.read(select(ACCOUNTS).order_by(ACCOUNTS.c.name, ACCOUNTS.c.sign_in))
    return Found(InMemory([row for row in rows if _is_wanted(asked, row)]))


def _is_wanted(asked: Asked, row: Row) -> bool:
    role, state, iro = (asked.said(key) for key in ("role", "state", "iro"))
    return (
        (not role or role in read_roles(row["roles"]))
        and (not state or name_state(row) == state)
        and (not iro or row["iro_ref"] == iro)
    )
