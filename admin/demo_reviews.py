"""The reviews of the demo's made-up council."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from forms.records import Child, Iro, Review, Visit
from forms.units import Insert, Write

if TYPE_CHECKING:
    from collections.abc import Iterator

IRO = {"iro_ref": "IRO-1", "name": "Sam Okafor"}
PAST_CODES = (
    *("PN1",) * 9,
    *("PN6",) * 5,
    *("PN5",) * 2,
    *("PN2",) * 2,
    "PN3",
    "PN4",
    *("PN7",) * 2,
    *("PN0",) * 2,
    "",
)
"""The half-year behind us, a review a week, two to a child: every code, and one that nobody recorded."""
TYPES = ("subsequent", "subsequent", "second", "first")
MODES = ("in_person", "in_person", "virtual", "hybrid")
OUTCOMES = ("done", "done", "declined", "done", "failed")
CONTACTS = ("done", "done", "declined", "not_offered", "not_appropriate", "")
"""What the past reviews have in turn, so that every measure has something to count."""
LATE_EVERY, LATE_BY = 6, timedelta(days=3)
"""Every sixth review was held that much too late; one more was due then and is not held yet."""


def list_past(today: date) -> Iterator[Write]:
    """Yield the reviews of the half-year behind us, and one that is overdue."""
    yield Insert(Iro, IRO, unless_there=True)
    for number, code in enumerate(PAST_CODES, 1):
        held_on = today - timedelta(days=7 * number)
        child = {
            "child_ref": f"DEMO-CHILD-{(number + 1) // 2:02}",
            "date_of_birth": find_birth(held_on, 2 if code == "PN0" else 13),
        }
        yield from write_review(
            f"DEMO-PAST-{number:02}", child, held_on, _describe_past(number, held_on, code)
        )
    late = {"child_ref": "DEMO-CHILD-LATE", "date_of_birth": find_birth(today, 13)}
    yield from write_review("DEMO-LATE", late, None, {"due_on": today - LATE_BY})
    off = {"due_on": today - LATE_BY, "stood_down": True}
    yield from write_review("DEMO-OFF", late, None, off)
    yield from _list_visits(today)


def _list_visits(today: date) -> Iterator[Write]:
    """Yield a visit every other week."""
    for number in range(1, 1 + len(PAST_CODES) // 2):
        visit = {
            "id": f"DEMO-VISIT-{number:02}",
            "child_ref": f"DEMO-CHILD-{number:02}",
            "iro_ref": IRO["iro_ref"],
            "visited_on": today - timedelta(days=14 * number + 40),
            "mode": "in_person",
            "outcome": OUTCOMES[number % len(OUTCOMES)],
            "views_recorded": number % 4 == 0 or None,
        }
        yield Insert(Visit, visit, unless_there=True)


def _describe_past(number: int, held_on: date, code: str) -> dict[str, Any]:
    """Make up what was recorded about a past review."""
    return {
        "review_type": TYPES[number % len(TYPES)],
        "due_on": held_on if number % LATE_EVERY else held_on - LATE_BY,
        "mode": MODES[number % len(MODES)],
        "participation_code": code,
        "reason_not_attending": _REASONS.get(code, ""),
        "co_chaired": code == "PN1" and number % 4 == 0,
        "parent_attended": number % 3 == 0,
        "parent_consulted": number % 2 == 0,
        "iro_contact": CONTACTS[number % len(CONTACTS)],
        "reason_no_views": "did_not_wish" if code == "PN7" else "",
        "child_reason": "too_many_people" if code == "PN6" else "",
        "parent_invited": number % 4 != 0,
        "carer_attended": number % 2 == 0,
        "child_joined": "room" if code in ATTENDED else "",
        "iro_contact_how": "phone" if number % 12 else "in_person",
        "iro_contact_alone": number % 12 == 0 or number % 5 == 0,
    }


ATTENDED = frozenset({"PN1", "PN2", "PN3", "PN4"})
_REASONS = {"PN0": "too_young", "PN5": "too_many_people", "PN6": "in_school_time", "PN7": "did_not_wish"}


def write_review(
    review_ref: str, child: dict[str, Any], held_on: date | None, said: dict[str, Any]
) -> tuple[Write, ...]:
    """Write a review and its child where they are missing; what is not `said` is blank."""
    review: dict[str, Any] = {
        "review_ref": review_ref,
        "child_ref": child["child_ref"],
        "iro_ref": IRO["iro_ref"],
        "team": "Demo team",
        "meeting_kind": "cla_review",
        "review_type": "subsequent",
        "due_on": held_on,
        "held_on": held_on,
        "mode": "in_person",
        "participation_code": "",
        "reason_not_attending": "",
        "co_chaired": None,
        "parent_attended": None,
        "parent_consulted": None,
        "advocate": None,
        "iro_contact": "",
        "iro_contact_on": None,
        "source": "reviews",
        **said,
    }
    return Insert(Child, child, unless_there=True), Insert(Review, review, unless_there=True)


def find_birth(today: date, years: int) -> date:
    """Return the birth of somebody who turned so many years this year."""
    return date(today.year - years, 1, 15)
