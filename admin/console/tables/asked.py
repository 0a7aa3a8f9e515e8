"""What an address asks of a table, read and written: what was chosen, the order, the page. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from admin.console.paging import read_page
from admin.console.tables.declared import Choice, Day, Ref, Table
from admin.imports.cells import BadCell
from admin.typed_days import read_typed_day
from forms.web.pages import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.console.tables.declared import Filter

MAX_TEXT = 200
NO_DAY = "Write a day such as 3/12/2026 or 3 December 2026, or leave it empty."
TURNED = "The first day is after the last."


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked. `chosen` has what is not usual; a day in it is written as 2026-12-03."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    page: int = 1
    typed: Mapping[str, str] = field(default_factory=dict)
    """Days that could not be read, as they were typed."""
    faults: tuple[Fault, ...] = ()

    def said(self, key: str) -> str:
        """Return what a filter says; the empty text where nothing was chosen."""
        return self.chosen.get(key, "")

    def day(self, key: str) -> date | None:
        """Return the day a filter says."""
        said = self.chosen.get(key)
        return date.fromisoformat(said) if said else None

    def is_within(self, day: date | None) -> bool:
        """Tell whether a day lies in the days asked for; no day lies in any."""
        first_on, last_on = self.day("from"), self.day("to")
        if day is None:
            return first_on is None and last_on is None
        return (first_on is None or day >= first_on) and (last_on is None or day <= last_on)


def read_asked(table: Table, query: Mapping[str, str]) -> Asked:
    """Read it. A code that means nothing is left out; a day that cannot be read is a fault."""
    read = {one.key: _read(one, query.get(one.key, "")) for one in table.filters}
    typed = {key: query[key] for key, value in read.items() if value is None}
    chosen = {key: value for key, value in read.items() if value}
    faults = [Fault(NO_DAY, key) for key in typed]
    if "" < chosen.get("to", "") < chosen.get("from", ""):
        faults.append(Fault(TURNED, "from"))
    order = query.get("order", "")
    return Asked(
        {**_list_usual(table), **chosen},
        order if order.removeprefix("-") in table.keys else table.order,
        read_page(query.get("page", "")),
        typed,
        tuple(faults),
    )


def _list_usual(table: Table) -> dict[str, str]:
    return {one.key: one.usual for one in table.filters if isinstance(one, Choice) and one.usual}


def _read(one: Filter, text: str) -> str | None:
    """Read what one filter says; None is a day that cannot be read."""
    text = " ".join(text.split())
    if not text or len(text) > MAX_TEXT or not text.isprintable():
        return ""
    match one:
        case Choice(options=options):
            return text if options is None or text in options else ""
        case Day():
            day = read_typed_day(text)
            return None if isinstance(day, BadCell) or day is None else day.isoformat()
        case Ref():
            return text


def write_query(
    table: Table, asked: Asked, kept: Mapping[str, str] | None = None, **changed: str | int
) -> str:
    """Write it as the query of an address, with something changed; what is usual is left out."""
    usual = _list_usual(table)
    said: dict[str, str] = {**(kept or {}), **{one.key: asked.said(one.key) for one in table.filters}}
    said |= {"order": asked.order} | {name: str(value) for name, value in changed.items()}
    said["order"] = said["order"] if said["order"] != table.order else ""
    return urlencode({name: value for name, value in said.items() if value and value != usual.get(name)})
