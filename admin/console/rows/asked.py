"""Which rows an address asks for: of which figure, over which days, those that count or those that do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from aiohttp import web

from admin.console.signed.finding import find_today, read_days, read_definition, read_query
from admin.measures.measures import BY_NAME
from admin.periods import find_council_year
from admin.summary.listed import list_counted
from forms.web.given import first
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.measures.kinds import Definition, Measure
    from admin.periods import Period
    from admin.summary.listed import CountedRow

ROWS = "/console/figures/rows"
COUNTS, NOT, OUTSIDE = "counts", "not", "outside"
SHOWN = {
    COUNTS: "Those that count",
    NOT: "In the base, and do not count",
    OUTSIDE: "Not in the base",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure of some days, and which of its rows are wanted: all, where `shown` is empty."""

    period: Period
    definition: Definition
    measure: Measure | None
    shown: str

    @property
    def query(self) -> dict[str, str]:
        """What an address says of it."""
        said = {
            "from": str(self.period.first_on),
            "to": str(self.period.last_on),
            "definition": self.definition.value,
            "measure": self.measure.name if self.measure else "",
            "shown": self.shown,
        }
        return {name: value for name, value in said.items() if value}

    def at(self, address: str, **more: object) -> str:
        """Return the address of a page about this."""
        query: dict[str, object] = {**self.query, **more}
        return f"{address}?{urlencode({name: value for name, value in query.items() if value})}"


def read_asked(request: web.Request) -> Asked:
    """Read it. Days that cannot be read are the council's year. Raises HTTPNotFound: no such measure."""
    fields = read_query(request)
    name, shown = first(fields, "measure"), first(fields, "shown")
    if name and name not in BY_NAME:
        raise web.HTTPNotFound
    return Asked(
        read_days(fields) or find_council_year(find_today(request)),
        read_definition(fields),
        BY_NAME[name] if name else None,
        shown if shown in SHOWN else "",
    )


async def list_rows(request: web.Request, measure: Measure, asked: Asked) -> tuple[CountedRow, ...]:
    """List every row behind the figure. Raises StoreUnavailableError."""
    parts = request.app[PARTS]
    return await list_counted(
        parts.store, parts.library, asked.period, asked.definition, measure.name, find_today(request)
    )


def sort(rows: Sequence[CountedRow]) -> dict[str, list[CountedRow]]:
    """Part the rows into those that count, those in the base that do not, and those that are not in it."""
    found: dict[str, list[CountedRow]] = {kind: [] for kind in SHOWN}
    for row in rows:
        found[find_kind(row)].append(row)
    return found


def find_kind(row: CountedRow) -> str:
    """Tell which of the three a row is."""
    if not row.is_in_base:
        return OUTSIDE
    return COUNTS if row.counts else NOT
