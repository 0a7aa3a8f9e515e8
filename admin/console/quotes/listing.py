"""GET /console/quotes: what was proposed for the report, and how it stands. No words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, select
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.access import may
from admin.console.staff import STAFF, find_reach
from admin.console.tables.conditions import list_at, list_equal
from admin.console.tables.declared import DAYS, Cell, Choice, Column, Table
from admin.console.tables.lines import Found, InDatabase
from admin.console.tables.pages import send_list, show_list
from admin.quotes.proposals import may_decide
from admin.written_days import write_short_day
from forms.definition import Audience
from forms.london import london_day
from forms.records import Account, Quote
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aiohttp import web
    from sqlalchemy import ColumnElement

    from admin.console.tables.asked import Asked
    from forms.units import Row

QUOTES = "/console/quotes"
PROPOSERS = may(Role.MANAGER, own=(Role.IRO,))
STATES = {"waits": "Waits for a second person", "approved": "Approved", "refused": "Not approved"}
KINDS = {"quote": "A quotation", "pair": "You said, we did"}
STATE: Any = case(
    (col(Quote.approved_at).is_not(None), "approved"),
    (col(Quote.refused_at).is_not(None), "refused"),
    else_="waits",
)


def _say_state(line: Row) -> Cell:
    if line["may_decide"]:
        return Cell(
            "Decide",
            f"{QUOTES}/{line['id']}",
            f" on what {line['proposer'] or 'somebody'} proposed, {line['id'][:6]}",
        )
    if line["state"] == "approved":
        return Cell(f"Approved {write_short_day(line['approved_at'])}")
    return Cell(STATES[line["state"]])


TABLE = Table(
    name="words-for-the-report",
    address=QUOTES,
    one="proposal",
    many="proposals",
    columns=(
        Column(
            "proposed",
            "Proposed",
            lambda line: london_day(line["proposed_at"]),
            col(Quote.proposed_at),
            is_head=True,
        ),
        Column("by", "By", lambda line: line["proposer"], col(Account.name)),
        Column(
            "what", "What", lambda line: KINDS["pair" if line["action_id"] else "quote"], col(Quote.action_id)
        ),
        Column("audience", "From", lambda line: line["audience"], col(Quote.audience)),
        Column("state", "State", _say_state, STATE),
    ),
    filters=(
        Choice("state", "State", STATES, "Any"),
        Choice("what", "What", KINDS, "Either"),
        Choice("audience", "From", {one.value: one.value.capitalize() for one in Audience}, "Anybody"),
        *DAYS,
    ),
    order="-proposed",
    may=PROPOSERS,
    audit="quote.export_list",
)


async def list_quotes(request: web.Request) -> web.Response:
    """Show a page of them: one's own, or everybody's for a manager."""
    return await show_list(request, TABLE, find_quotes, "quotes.html", "Words for the report")


async def send_quotes(request: web.Request) -> web.Response:
    """GET /console/export/words-for-the-report: how each stands; its words stay here."""
    return await send_list(request, TABLE, find_quotes)


async def find_quotes(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    account_id, sees_all = request[STAFF].account_id, find_reach(request) is None

    async def tell(rows: Sequence[Row]) -> list[dict[str, Any]]:
        return [{**row, "may_decide": sees_all and may_decide(row, account_id)} for row in rows]

    conditions = [*_list_conditions(asked), *([] if sees_all else [col(Quote.proposed_by) == account_id])]
    ties = (col(Quote.proposed_at).desc(), col(Quote.id))
    return Found(InDatabase(request.app[PARTS].store, _QUOTES.where(*conditions), ties, tell))


def _list_conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    yield from list_equal(asked, {"audience": Quote.audience})
    yield from list_at(asked, col(Quote.proposed_at))
    if state := asked.said("state"):
        yield state == STATE
    if what := asked.said("what"):
        is_pair = col(Quote.action_id).is_not(None)
        yield is_pair if what == "pair" else ~is_pair


_QUOTES: Any = select(
    col(Quote.id),
    col(Quote.audience),
    col(Quote.action_id),
    col(Quote.proposed_at),
    col(Quote.proposed_by),
    col(Quote.approved_at),
    col(Quote.refused_at),
    STATE.label("state"),
    col(Account.name).label("proposer"),
).outerjoin(Account, col(Account.id) == col(Quote.proposed_by))
