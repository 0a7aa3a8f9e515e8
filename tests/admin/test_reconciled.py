"""Reviews held, held against another figure: each meeting in one part, and the rest said honestly."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.periods import Period
from admin.signed.reconciled import (
    ADDED,
    TAKEN_OFF,
    MeetingFact,
    Part,
    find_part,
    make_bridge,
    reconcile,
)
from forms.participation import ParticipationCode as Code

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
TODAY = date(2026, 6, 1)
INSIDE, BEFORE, AFTER = date(2025, 9, 1), date(2025, 3, 1), date(2026, 4, 20)


def make(child: str = "C-1", code: Code | None = Code.PN1, **changed: object) -> MeetingFact:
    values = {"is_review": True, "due_on": INSIDE, "held_on": INSIDE, "is_stood_down": False, **changed}
    return MeetingFact(child, code=code, **values)  # type: ignore[arg-type]  # named as the fields are


@pytest.mark.parametrize(
    ("meeting", "part"),
    [
        (make(), Part.COUNTED),
        (make(is_review=False), Part.OTHER_KIND),
        (make(is_stood_down=True), Part.STOOD_DOWN),
        (make(held_on=None), Part.NOT_HELD),
        (make(held_on=None, due_on=date(2026, 7, 1)), Part.TO_COME),
        (make(held_on=BEFORE), Part.HELD_BEFORE),
        (make(held_on=AFTER), Part.HELD_AFTER),
        (make(code=None), Part.UNCODED),
        (make(code=Code.PN0), Part.UNDER_FOUR),
        (make(due_on=BEFORE), Part.DUE_OUTSIDE),
        (make(due_on=None), Part.DUE_OUTSIDE),
    ],
)
def test_a_meeting_stands_where_it_belongs(meeting: MeetingFact, part: Part) -> None:
    assert find_part(meeting, YEAR, TODAY) is part


def test_while_a_period_runs_what_is_still_to_come_was_not_held() -> None:
    assert find_part(make(held_on=date(2025, 12, 1)), YEAR, date(2025, 11, 1)) is Part.TO_COME


def make_year(seed: int) -> list[MeetingFact]:
    chance = random.Random(seed)

    def day() -> date | None:
        return chance.choice((None, INSIDE + timedelta(days=chance.randint(0, 9)), BEFORE, AFTER))

    return [
        make(
            f"C-{chance.randint(1, 9)}",
            chance.choice((*Code, None)),
            is_review=chance.random() < 0.9,
            is_stood_down=chance.random() < 0.1,
            due_on=day(),
            held_on=day(),
            date_of_birth=chance.choice((None, date(2023, 1, 1), date(2012, 1, 1))),
        )
        for _ in range(chance.randint(0, 80))
    ]


@given(st.integers(0, 10_000), st.sets(st.sampled_from([*ADDED, *TAKEN_OFF])))
def test_what_another_system_goes_by_explains_its_whole_gap(seed: int, parts: set[Part]) -> None:
    meetings = make_year(seed)
    ours = reconcile(meetings, YEAR, TODAY, 0, ()).ours
    theirs = reconcile(meetings, YEAR, TODAY, 0, parts).explained + ours

    found = reconcile(meetings, YEAR, TODAY, theirs, parts)

    assert found.rest == 0
    assert reconcile(meetings, YEAR, TODAY, theirs + 7, parts).rest == 7
    assert sum(abs(step.count) for step in found.steps) <= len(meetings)


@given(st.integers(0, 10_000))
def test_ours_is_what_was_held_and_the_bridge_ends_at_the_eligible(seed: int) -> None:
    meetings = make_year(seed)
    held = [
        one
        for one in meetings
        if one.is_review
        and not one.is_stood_down
        and one.held_on is not None
        and YEAR.first_on <= one.held_on <= YEAR.last_on
    ]

    bridge = make_bridge(meetings, YEAR, TODAY)

    assert reconcile(meetings, YEAR, TODAY, 0, ()).ours == bridge.held == len(held)
    assert bridge.eligible == sum(one.code not in {None, Code.PN0} for one in held)


def test_the_second_review_of_a_child_on_a_day_is_there_twice() -> None:
    meetings = [make(), make(), make("C-2"), make(held_on=INSIDE + timedelta(days=1))]

    found = reconcile(meetings, YEAR, TODAY, 3, {Part.TWICE})

    assert [(step.part, step.count) for step in found.steps] == [(Part.TWICE, -1)]
    assert (found.ours, found.gap, found.rest) == (4, -1, 0)
