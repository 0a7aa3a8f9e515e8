"""The lists of what was gathered, each kind with its own columns. Nobody's words stand in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.access import may
from admin.console.gathered.finding import GATHERED
from admin.console.tables.declared import DAYS, EXPORT, Cell, Choice, Column, Table
from admin.gathered import PledgeState
from admin.gathering.kinds import ASKED, HOWS, ROLES, SOURCES, STATES, Kind
from forms.records import Account, GatheredItem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.console.tables.declared import Filter
    from forms.units import Row

WRITERS = may(Role.BUSINESS_SUPPORT, Role.MANAGER)
APPROVED, REFUSED, WAITS = "approved", "refused", "waits"
IN_REPORT = {
    WAITS: "Waits to be approved",
    APPROVED: "Approved",
    REFUSED: "Not approved",
    "other": "Not for print",
}
STATE: Any = case(
    (col(GatheredItem.approved_at).is_not(None), APPROVED),
    (col(GatheredItem.refused_at).is_not(None), REFUSED),
    (col(GatheredItem.has_wording).is_(True), WAITS),
    else_="other",
)
LAST_ON = col(GatheredItem.last_on)
NEWEST = (col(GatheredItem.first_on).desc(), col(GatheredItem.entered_at).desc(), col(GatheredItem.id))
_DAYS = {Kind.PLEDGE: "By", Kind.ELSEWHERE: "Up to"}


def _say_count(line: Row) -> str:
    out_of = f" of {line['out_of']:,}" if line["out_of"] is not None else ""
    return f"{line['count']:,}{out_of}"


def _say_pledge(line: Row) -> Cell:
    late = " (late)" if line["is_overdue"] else ""
    return Cell(STATES.get(line["state"], "") + late, looks="late" if late else "")


_TITLE = Column("title", "What", lambda line: line["title"])
_OWN: Mapping[Kind, tuple[Column, ...]] = {
    Kind.COMPLIMENT: (
        Column("source", "How", lambda line: SOURCES.get(line["source"], ""), col(GatheredItem.source)),
        Column("role", "From", lambda line: ROLES.get(line["role"], ""), col(GatheredItem.role)),
        Column("how", "Whose words", lambda line: HOWS.get(line["how"], ""), col(GatheredItem.how)),
    ),
    Kind.SESSION: (
        _TITLE,
        Column("people", "People", lambda line: line["count"], col(GatheredItem.count), is_number=True),
    ),
    Kind.PLEDGE: (_TITLE, Column("outcome", "What came of it", _say_pledge, col(GatheredItem.state))),
    Kind.ELSEWHERE: (_TITLE, Column("count", "Count", _say_count, col(GatheredItem.count), is_number=True)),
}
_FILTERS: Mapping[Kind, tuple[Filter, ...]] = {
    Kind.COMPLIMENT: (
        Choice("source", "How", SOURCES, "Any way"),
        Choice("role", "From", ROLES, "Anybody"),
    ),
    Kind.SESSION: (),
    Kind.PLEDGE: (
        Choice("outcome", "What came of it", STATES, "Anything"),
        Choice("late", "Time", {"late": "Late"}, "Late or not"),
    ),
    Kind.ELSEWHERE: (),
}
OVERDUE_STATES = (PledgeState.OPEN, PledgeState.NOT_YET)
"""Of a pledge whose time is over: nobody said what came of it, or nothing did."""


def _make_table(kind: Kind) -> Table:
    asked = ASKED[kind]
    return Table(
        name=f"gathered-{kind}",
        address=f"{GATHERED}/{kind}",
        one=asked.name.lower(),
        many=asked.plural.lower(),
        columns=(
            Column("day", _DAYS.get(kind, "Day"), _say_day, LAST_ON, is_head=True),
            *_OWN[kind],
            Column("report", "In the report", lambda line: line["said"], STATE),
            Column("writer", "Written by", lambda line: line["writer"], col(Account.name)),
        ),
        filters=(*_FILTERS[kind], Choice("report", "In the report", IN_REPORT, "Any"), *DAYS),
        order="-day",
        may=WRITERS,
        audit="gathered.export_list",
        csv=f"{EXPORT}/gathered/{kind}",
    )


def _say_day(line: Row) -> Cell:
    return Cell(line["last_on"], line["href"], f": open {line['id'][:6]}")


TABLES: Mapping[Kind, Table] = {kind: _make_table(kind) for kind in Kind}
COLUMNS: Mapping[str, Any] = {
    "source": GatheredItem.source,
    "role": GatheredItem.role,
    "outcome": GatheredItem.state,
}
"""Which column each filter is about."""
