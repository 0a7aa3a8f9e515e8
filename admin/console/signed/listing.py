"""GET /console/signed: what was signed, and which periods may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.access import may
from admin.console.signed.finding import DEFINITIONS, SIGNED, find_today, list_over
from admin.console.tables.declared import DAYS, Cell, Choice, Column, Table
from admin.console.tables.lines import Found, InMemory
from admin.console.tables.pages import send_list, show_list
from admin.signed.keeping import list_signed
from admin.trail import read_names
from forms.london import london_day
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aiohttp import web

    from admin.console.tables.asked import Asked

NO_NAME = "at the command line"
SIGNERS = may(Role.MANAGER)
"""True counts stand on these pages, small ones too."""
NEWEST = "newest"


def _say_period(line: Mapping[str, Any]) -> Cell:
    one = line["one"]
    return Cell(one.period.name, f"{SIGNED}/{one.id}", f", edition {one.edition}")


def _say_edition(line: Mapping[str, Any]) -> Cell:
    later = "" if line["is_newest"] else "there is a later one"
    return Cell(line["one"].edition, below="; ".join(filter(None, (later, line["one"].reason))))


def _say_now(line: Mapping[str, Any]) -> Cell:
    one = line["one"]
    beside = f" in {one.period.name}, edition {one.edition}"
    return Cell("What is another number", f"{SIGNED}/{one.id}/differences", beside)


TABLE = Table(
    name="signed-periods",
    address=SIGNED,
    one="signed period",
    many="signed periods",
    columns=(
        Column(
            "period",
            "Period",
            _say_period,
            lambda line: (line["one"].period.first_on, line["one"].period.last_on),
            is_head=True,
        ),
        Column("edition", "Edition", _say_edition, lambda line: line["one"].edition),
        Column(
            "signed",
            "Signed",
            lambda line: london_day(line["one"].signed_at),
            lambda line: line["one"].signed_at,
        ),
        Column("by", "By", lambda line: line["name"], lambda line: line["name"].casefold()),
        Column(
            "counted",
            "Counted",
            lambda line: DEFINITIONS[line["one"].definition],
            lambda line: line["one"].definition,
        ),
        Column("now", "Now", _say_now, is_taken_out=False),
    ),
    filters=(
        Choice(
            "counted",
            "Counted",
            {one.value: said.partition(":")[0] for one, said in DEFINITIONS.items()},
            "By any definition",
        ),
        Choice("edition", "Edition", {NEWEST: "The newest of each"}, "Every edition"),
        *DAYS,
    ),
    order="-period",
    may=SIGNERS,
    audit="period.export_list",
)


async def show_signed(request: web.Request) -> web.Response:
    """Show a page of them, and what is over and not signed."""
    store = request.app[PARTS].store
    signed = {one.period for one in await list_signed(store)}
    unsigned = [period for period in list_over(find_today(request)) if period not in signed]
    return await show_list(request, TABLE, find_periods, "signed.html", "Signed periods", unsigned=unsigned)


async def send_signed(request: web.Request) -> web.Response:
    """GET /console/export/signed-periods: which were signed, by whom and when. No figures."""
    return await send_list(request, TABLE, find_periods)


async def find_periods(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    store = request.app[PARTS].store
    names, listed = await read_names(store), await list_signed(store)
    newest = {one.period: one.edition for one in reversed(listed)}
    lines = [
        {
            "one": one,
            "name": names.get(one.signed_by, NO_NAME),
            "is_newest": one.edition == newest[one.period],
        }
        for one in listed
    ]
    return Found(InMemory([line for line in lines if _is_wanted(asked, line)]))


def _is_wanted(asked: Asked, line: Mapping[str, Any]) -> bool:
    one, counted = line["one"], asked.said("counted")
    first_on, last_on = asked.day("from"), asked.day("to")
    return (
        (not counted or one.definition == counted)
        and (not asked.said("edition") or line["is_newest"])
        and (first_on is None or one.period.last_on >= first_on)
        and (last_on is None or one.period.first_on <= last_on)
    )
