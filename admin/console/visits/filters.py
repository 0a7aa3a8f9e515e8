"""Which visits are listed: what a person chose, and the same for the database. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sqlalchemy import and_, true
from sqlmodel import col

from admin.console.scope import own_children
from admin.imports.dates import read_date
from admin.recording.choices import VISIT_OUTCOMES
from forms.records import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement

MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """What was chosen. `find` is a child's reference, whole."""

    outcome: str = ""
    iro: str = ""
    first_on: date | None = None
    last_on: date | None = None
    find: str = ""

    def where(self, reach: frozenset[str] | None) -> ColumnElement[bool]:
        """Say it to the database; `reach` are the IROs whose children may be seen, None for anybody's."""
        return and_(true(), *self._list_conditions(reach))

    def _list_conditions(self, reach: frozenset[str] | None) -> Iterator[ColumnElement[bool]]:
        if reach is not None:
            yield col(Visit.child_ref).in_(own_children(reach))
        columns = {Visit.outcome: self.outcome, Visit.iro_ref: self.iro, Visit.child_ref: self.find}
        for column, wanted in columns.items():
            if wanted:
                yield col(column) == wanted
        if self.first_on:
            yield col(Visit.visited_on) >= self.first_on
        if self.last_on:
            yield col(Visit.visited_on) <= self.last_on

    def query(self, page: int = 0) -> str:
        """Write it as the query of an address; what is usual is left out."""
        said = {
            "outcome": self.outcome,
            "iro": self.iro,
            "from": str(self.first_on or ""),
            "to": str(self.last_on or ""),
            "find": self.find,
            "page": str(page or ""),
        }
        return urlencode({name: value for name, value in said.items() if value})


def read_visit_filter(query: Mapping[str, str]) -> VisitFilter:
    """Read what was chosen; what means nothing is left out."""
    first_on, last_on = (read_date(query.get(name, "").strip()) for name in ("from", "to"))
    chosen = VisitFilter(iro=read_ref(query.get("iro", "")), find=read_ref(query.get("find", "")))
    return replace(
        chosen,
        outcome=query["outcome"] if query.get("outcome") in VISIT_OUTCOMES else "",
        first_on=first_on if isinstance(first_on, date) else None,
        last_on=last_on if isinstance(last_on, date) else None,
    )


def read_ref(text: str) -> str:
    """Read a reference that somebody typed; one that cannot be is none."""
    text = " ".join(text.split())
    return text if len(text) <= MAX_TEXT and text.isprintable() else ""
