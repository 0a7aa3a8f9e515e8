"""Meetings for the tests of their pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from forms.records import Child, Iro, Review, Visit
from forms.units import Insert, PutUnit
from tests.admin.review_row import make_review
from tests.console.staff import OTHER, OWN

if TYPE_CHECKING:
    from tests.web.house import House

TODAY = date(2026, 11, 20)
BORN = date(2012, 3, 1)


async def add_meeting(house: House, ref: str, child: str = "", iro: str = OWN, **values: Any) -> None:
    """Add a meeting of a child of its own."""
    child = child or f"C-{ref}"
    known = Insert(Child, {"child_ref": child, "date_of_birth": BORN}, unless_there=True)
    row = make_review(ref, child, **{"iro_ref": iro, "due_on": TODAY, **values})
    await house.parts.store.write(PutUnit((known, Insert(Review, row))))


async def add_several(house: House) -> None:
    """Add meetings in every state, of two IROs."""
    iros = [
        Insert(Iro, {"iro_ref": OWN, "name": "Sam Okafor"}),
        Insert(Iro, {"iro_ref": OTHER, "name": "Jo Ali"}),
    ]
    await house.parts.store.write(PutUnit(tuple(iros)))
    day = timedelta(days=1)
    await add_meeting(house, "overdue", due_on=TODAY - 9 * day, team="North")
    await add_meeting(house, "no code", due_on=TODAY - 3 * day, held_on=TODAY - 2 * day)
    await add_meeting(
        house, "held", due_on=TODAY - 9 * day, held_on=TODAY - 9 * day, participation_code="PN1"
    )
    await add_meeting(house, "off", stood_down=True)
    await add_meeting(house, "conference", meeting_kind="icpc", due_on=TODAY + 4 * day)
    await add_meeting(house, "theirs", iro=OTHER, due_on=TODAY + 5 * day, team="South")


async def add_visit(house: House, visit_id: str, child: str, **values: Any) -> None:
    row = {
        "id": visit_id,
        "child_ref": child,
        "iro_ref": OWN,
        "visited_on": TODAY,
        "outcome": "done",
        **values,
    }
    await house.parts.store.write(PutUnit((Insert(Visit, row),)))
