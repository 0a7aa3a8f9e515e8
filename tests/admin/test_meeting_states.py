"""The state of a meeting: the same in Python and in the database."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.meeting_states import State, find_state, in_state
from forms.records import Child, Review
from forms.units import Insert, PutUnit
from tests.admin.review_row import make_review

if TYPE_CHECKING:
    from forms.store import Store

TODAY = date(2026, 11, 20)
DAYS = (None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1))
WAYS = [*product((None, True, False), DAYS, DAYS, ("cla_review", "pathway"), ("", "PN1"))]


async def test_every_meeting_is_in_one_state_and_the_database_says_which(store: Store) -> None:
    columns = ("stood_down", "held_on", "due_on", "meeting_kind", "participation_code")
    rows = [
        make_review(f"R{number}", **dict(zip(columns, way, strict=True))) for number, way in enumerate(WAYS)
    ]
    await store.write(PutUnit((Insert(Child, {"child_ref": "C"}), *(Insert(Review, row) for row in rows))))
    found = {
        row["review_ref"]: state
        for state in State
        for row in await store.read(select(col(Review.review_ref)).where(in_state(state, TODAY)))
    }
    said = {
        row["review_ref"]: find_state(**{name: row[name] for name in columns}, today=TODAY) for row in rows
    }
    assert found == said


def test_a_day_in_the_future_is_a_plan() -> None:
    def find(held_on: date | None, due_on: date | None, code: str = "") -> State:
        return find_state(
            stood_down=None,
            held_on=held_on,
            due_on=due_on,
            meeting_kind="cla_review",
            participation_code=code,
            today=TODAY,
        )

    tomorrow, yesterday = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    assert find(tomorrow, tomorrow, "PN1") is State.TO_COME
    assert find(None, TODAY) is State.TO_COME
    assert find(None, yesterday) is State.OVERDUE
    assert find(TODAY, yesterday) is State.NO_CODE
    assert find(TODAY, yesterday, "PN1") is State.HELD
