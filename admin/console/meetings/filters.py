"""Which meetings are listed, in which order: what a person chose, and the same for the database. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sqlalchemy import and_, func, or_, true
from sqlmodel import col

from admin.console.scope import own_children
from admin.imports.dates import read_date
from admin.meeting_states import NAMES, State, in_state
from admin.recording.choices import KINDS
from forms.records import Review

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement

TO_DO, ALL = "to_do", "all"
STATES: Mapping[str, str] = {
    TO_DO: "To do",
    **{state.value: name for state, name in NAMES.items()},
    ALL: "All of them",
}
OPEN_STATES = (State.OVERDUE, State.TO_COME, State.NO_CODE)
MAX_TEXT = 200
DAY: ColumnElement[Any] = func.coalesce(col(Review.held_on), col(Review.due_on))
"""The day of a meeting: held, or else due."""
ORDERS: Mapping[str, Any] = {
    "day": DAY,
    "child": col(Review.child_ref),
    "team": col(Review.team),
    "iro": col(Review.iro_ref),
}
"""What the list can be put in order by; a minus before it turns it round."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What was chosen. `find` is the reference of a review or a child, whole."""

    state: str = TO_DO
    kind: str = ""
    team: str = ""
    iro: str = ""
    first_on: date | None = None
    last_on: date | None = None
    find: str = ""
    order: str = "day"

    def where(self, today: date, reach: frozenset[str] | None) -> ColumnElement[bool]:
        """Say it to the database; `reach` are the IROs whose children may be seen, None for anybody's."""
        return and_(true(), *self._list_conditions(today, reach))

    def _list_conditions(self, today: date, reach: frozenset[str] | None) -> Iterator[ColumnElement[bool]]:
        if reach is not None:
            yield col(Review.child_ref).in_(own_children(reach))
        states = OPEN_STATES if self.state == TO_DO else () if self.state == ALL else (State(self.state),)
        if states:
            yield or_(*(in_state(state, today) for state in states))
        columns = {Review.meeting_kind: self.kind, Review.team: self.team, Review.iro_ref: self.iro}
        for column, wanted in columns.items():
            if wanted:
                yield col(column) == wanted
        if self.find:
            yield or_(col(Review.review_ref) == self.find, col(Review.child_ref) == self.find)
        if self.first_on:
            yield self.first_on <= DAY
        if self.last_on:
            yield self.last_on >= DAY

    def list_orders(self) -> tuple[Any, ...]:
        """Say in which order; what has no day stands last, and ties always stand alike."""
        column = ORDERS[self.order.removeprefix("-")]
        chosen = column.desc() if self.order.startswith("-") else column.asc()
        return chosen.nulls_last(), DAY.nulls_last(), col(Review.review_ref)

    def query(self, **changed: object) -> str:
        """Write it as the query of an address, with something changed; what is usual is left out."""
        chosen = replace(self, **{name: value for name, value in changed.items() if name != "page"})  # type: ignore[arg-type]  # the names are the fields'
        said = {
            "state": chosen.state if chosen.state != TO_DO else "",
            "kind": chosen.kind,
            "team": chosen.team,
            "iro": chosen.iro,
            "from": str(chosen.first_on or ""),
            "to": str(chosen.last_on or ""),
            "find": chosen.find,
            "order": chosen.order if chosen.order != "day" else "",
            "page": str(changed.get("page", "")),
        }
        return urlencode({name: value for name, value in said.items() if value})

    def turn(self, name: str) -> str:
        """Return the order that pressing a heading leads to."""
        return f"-{name}" if self.order == name else name


def read_filter(query: Mapping[str, str]) -> Filter:
    """Read what was chosen; what means nothing is left out."""
    first_on, last_on = (read_date(query.get(name, "").strip()) for name in ("from", "to"))
    order = query.get("order", "")
    return Filter(
        state=query["state"] if query.get("state") in STATES else TO_DO,
        kind=query["kind"] if query.get("kind") in KINDS else "",
        team=_read_text(query, "team"),
        iro=_read_text(query, "iro"),
        first_on=first_on if isinstance(first_on, date) else None,
        last_on=last_on if isinstance(last_on, date) else None,
        find=_read_text(query, "find"),
        order=order if order.removeprefix("-") in ORDERS else "day",
    )


def _read_text(query: Mapping[str, str], name: str) -> str:
    text = " ".join(query.get(name, "").split())
    return text if len(text) <= MAX_TEXT and text.isprintable() else ""
