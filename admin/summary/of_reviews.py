"""Statutory reviews as rows to be counted: what is recorded of each, and what was heard about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, func, literal, null
from sqlmodel import col

from admin.groups import Dimension
from admin.summary.days import DayNumber
from admin.summary.heard import find_between, find_channel, find_forms, find_own, find_wishes
from admin.summary.scope import STATUTORY, was_held
from admin.summary.source import Part, Source
from forms.participation import ParticipationCode
from forms.records import Child, Review

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from admin.periods import Period
    from admin.summary.source import Column
    from forms.library import Library

A_YEAR = 10_000
"""Between two day numbers."""
COPIED = (
    *("child_ref", "team", "iro_ref", "review_type", "mode", "iro_contact", "iro_contact_how"),
    *("child_joined", "co_chaired", "parent_attended", "parent_consulted", "parent_invited"),
    *("carer_attended", "iro_contact_alone"),
)
"""Columns that are counted as they are recorded."""
TABLE: Any = Review.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
CHILDREN: Any = Child.__table__  # type: ignore[attr-defined]  # likewise


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews of a period, as they stand `today`. `bands`: ages from and to, the youngest first."""

    library: Library
    period: Period
    today: date
    bands: Sequence[tuple[int, int]] = ()

    def held(self) -> Source:
        """Find those held."""
        where = and_(is_statutory(), was_held(self.period, self.today))
        parts = (
            self._find_birth(col(Review.held_on)),
            find_forms(self.library, where),
            find_channel(self.library, where),
            find_own(self.library, where),
            find_wishes(where),
            find_between(self.library, where),
        )
        return Source(TABLE, where, col(Review.review_ref), _copy() | _find_times(), parts)

    def due(self) -> Source:
        """Find those due, held or not."""
        due_on, held_on = col(Review.due_on), col(Review.held_on)
        where = and_(
            is_statutory(),
            due_on.between(self.period.first_on, self.period.last_on),
            col(Review.stood_down).is_not(True),
        )
        until = min(self.period.last_on, self.today)
        is_late = and_(due_on < self.today, func.coalesce(held_on > until, True))
        columns = _copy() | {"is_overdue": is_late, Dimension.CHANNEL: literal("")}
        return Source(TABLE, where, col(Review.review_ref), columns, (self._find_birth(due_on),))

    def stood_down(self) -> Source:
        """Find those called off: by the due date, or by the planned one where there is no other."""
        planned_on = func.coalesce(col(Review.due_on), col(Review.held_on))
        where = and_(
            is_statutory(),
            col(Review.stood_down).is_(True),
            planned_on.between(self.period.first_on, self.period.last_on),
        )
        columns = _copy() | {Dimension.CHANNEL: literal("")}
        return Source(TABLE, where, col(Review.review_ref), columns, (self._find_birth(planned_on),))

    def _find_birth(self, day: Column) -> Part:
        """Find how old the child was. On the fourth birthday a child is neither under nor over four."""
        lived = DayNumber(day) - DayNumber(col(Child.date_of_birth))
        return Part(
            CHILDREN,
            col(Child.child_ref) == col(Review.child_ref),
            {
                "was_under_four": lived < 4 * A_YEAR,
                "was_over_four": lived > 4 * A_YEAR,
                Dimension.AGE_BAND: self._find_band(lived),
            },
        )

    def _find_band(self, lived: ColumnElement[Any]) -> ColumnElement[Any]:
        """Put every age into a band: the youngest and the oldest are open, or a handful stood in one alone.

        Of such a handful nothing may be published, nor (as it follows) of a band of hundreds beside it.
        """
        if not self.bands:
            return literal("")
        (_, youngest), *between, (oldest, _) = self.bands
        bands = [(lived < (last + 1) * A_YEAR, f"{first}-{last}") for first, last in between]
        up_to = (lived < (youngest + 1) * A_YEAR, f"up to {youngest}")
        return case((lived.is_(None), ""), up_to, *bands, else_=f"{oldest} and over")


def is_statutory() -> ColumnElement[bool]:
    """Make the condition of a review that participation codes and statutory measures are about."""
    return col(Review.meeting_kind) == STATUTORY


def _copy() -> dict[str, Column]:
    return {name: TABLE.c[name] for name in COPIED} | {Dimension.IRO: TABLE.c.iro_ref}


def _find_times() -> dict[str, Column]:
    code, due_on = col(Review.participation_code), col(Review.due_on)
    return {
        "code": case((code.in_([*ParticipationCode]), code), else_=""),
        "in_time": case((due_on.is_(None), null()), else_=col(Review.held_on) <= due_on),
    }
