"""Who is due a reminder is found, and written down once, alike on both databases."""

from __future__ import annotations

from asyncio import gather
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from admin.invitation_rules import ROUTES, Asking, NotAsked
from admin.invitations import Minted, invite_together, list_turns
from admin.meetings import read_meetings_due
from admin.reminders.finding import find_invitations_due, find_reminders_due
from admin.reminders.giving import forget_reminders, make_told, remind_together
from admin.timetable import Step, Terms
from forms.definition import Audience
from forms.invited import find_by_code
from forms.problems import Problem
from forms.records import Child, Invitation, InvitationCode, Iro, NoReminder, Reminder, Review
from forms.reminders import TELEGRAM, Reminded, find_reminded, write_no_reminder
from forms.store.statements import table_of
from forms.units import Insert, PutUnit, Update
from tests.admin.review_row import make_review
from tests.web.house import read_library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.invitations import Outcome
    from admin.reminders.finding import Due
    from forms.keys import Keys
    from forms.store import Store

INVITED = datetime(2026, 11, 1, 12, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LIBRARY = read_library()
FORMS = frozenset(route.form_key for route in ROUTES)
TERMS = Terms()


def ask(now: datetime) -> Asking:
    return Asking(now.date(), FORMS, (range(4, 8), range(8, 12), range(12, 18)), 28, 91)


@dataclass(frozen=True)
class Office:
    keys: Keys
    store: Store


@pytest.fixture
async def office(keys: Keys, store: Store) -> Office:
    due = make_review("DUE", due_on=date(2026, 12, 1), iro_ref="I", parents_safe_to_invite="MUM DAD")
    off = make_review("OFF", due_on=date(2026, 12, 1), stood_down=True)
    far = make_review("FAR", due_on=date(2027, 1, 20))
    child = {"child_ref": "C", "date_of_birth": date(2014, 1, 1)}
    rows = [Insert(Child, child), Insert(Iro, {"iro_ref": "I", "name": "Sam"})]
    await store.write(PutUnit((*rows, *(Insert(Review, row) for row in (due, off, far)))))
    return Office(keys, store)


async def invite(office: Office, now: datetime = INVITED) -> list[Outcome]:
    meetings = await read_meetings_due(office.store, ask(now), 42)
    return await invite_together(office, list(list_turns(meetings, None, ask(now))), now, made_for="letter")


async def find(office: Office, now: datetime = NOW) -> list[Due]:
    return await find_reminders_due(office.store, LIBRARY, TERMS, now)


def name(dues: Sequence[Due]) -> list[tuple[str, str, str, Step]]:
    return [(due.ask.review_ref, due.ask.audience.value, due.ask.person, due.step) for due in dues]


async def test_whoever_was_given_nothing_is_to_be_invited_and_then_not_again(office: Office) -> None:
    first = await find_invitations_due(office.store, LIBRARY, ask(INVITED), TERMS)
    assert name(first) == [
        ("DUE", "child", "", Step.OPENS),
        ("DUE", "parent", "MUM", Step.OPENS),
        ("DUE", "parent", "DAD", Step.OPENS),
        ("DUE", "carer", "", Step.OPENS),
    ]
    await invite(office)
    assert await find_invitations_due(office.store, LIBRARY, ask(NOW), TERMS) == []
    held = Update(Review, {"review_ref": "DUE"}, {"held_on": NOW.date()})
    await office.store.write(PutUnit((held,)))
    after = await find_invitations_due(office.store, LIBRARY, ask(NOW), TERMS)
    assert {due.step for due in after} == {Step.FEEDBACK}
    assert {due.ask.audience for due in after} == set(Audience) - {Audience.EVERYONE}


async def test_reminders_are_found_given_once_and_open_the_same_invitation(office: Office) -> None:
    assert await find(office) == []
    await invite(office)
    due = await find(office)
    whose = [("carer", ""), ("child", ""), ("parent", "DAD"), ("parent", "MUM")]
    assert [one[1:3] for one in name(due)] == whose
    assert {one.meeting.iro_name for one in due} == {"Sam"}
    outcomes = await remind_together(office, due, TERMS, NOW)
    for one, outcome in zip(due, outcomes, strict=True):
        assert isinstance(outcome.came_of, Minted)
        assert outcome.reminder is Step.REMINDER
        invited = await find_by_code(office.store, office.keys, outcome.came_of.code, NOW)
        assert not isinstance(invited, Problem)
        assert one.of is not None
        assert invited.invitation_id == one.of.invitation_id
    assert await find(office) == []


async def test_two_who_print_at_once_remind_nobody_twice(office: Office) -> None:
    await invite(office)
    due = await find(office)
    both = await gather(*(remind_together(office, due, TERMS, NOW) for _ in range(2)))
    made = [isinstance(outcome.came_of, Minted) for outcomes in both for outcome in outcomes]
    assert sum(made) == len(due)
    codes = await office.store.read(table_of(InvitationCode).select())
    assert len([row for row in codes if row["made_for"] == "reminder"]) == len(due)


@pytest.mark.parametrize("what", ["stopped", "answered", "off", "shut", "moved", "unsafe"])
async def test_what_changed_since_the_page_was_opened_is_obeyed(office: Office, what: str) -> None:
    """The list was read, and then it changed: nothing is given."""
    await invite(office)
    due = [one for one in await find(office) if one.ask.person == "MUM"]
    [mum] = due
    assert mum.of is not None
    theirs = {"id": mum.of.invitation_id}
    change = {
        "stopped": write_no_reminder(office.keys, Reminded("C", "parent", "MUM"), NOW, TELEGRAM),
        "answered": Update(Invitation, theirs, {"submitted": 1}),
        "shut": Update(Invitation, theirs, {"revoked_at": NOW}),
        "off": Update(Review, {"review_ref": "DUE"}, {"stood_down": True}),
        "moved": Update(Review, {"review_ref": "DUE"}, {"due_on": date(2027, 2, 1)}),
        "unsafe": Update(Review, {"review_ref": "DUE"}, {"parents_safe_to_invite": "DAD"}),
    }[what]
    await office.store.write(PutUnit((change,)))
    [outcome] = await remind_together(office, due, TERMS, NOW)
    assert outcome.came_of is NotAsked.NO_LONGER_DUE
    assert await office.store.read(table_of(Reminder).select()) == []
    assert [one for one in await find(office) if one.ask.person == "MUM"] == []


async def test_saying_that_one_told_them_counts_like_a_letter(office: Office) -> None:
    await invite(office)
    [carer] = [one for one in await find(office) if one.ask.audience is Audience.CARER]
    assert await office.store.write(make_told(office.keys, carer, TERMS, NOW)) is not None
    assert await office.store.write(make_told(office.keys, carer, TERMS, NOW)) is None
    [row] = await office.store.read(table_of(Reminder).select())
    assert (row["way"], row["step"]) == ("told", "reminder")
    assert carer.ask.audience not in {one.ask.audience for one in await find(office)}


async def test_what_was_taken_back_is_due_again(office: Office) -> None:
    await invite(office)
    due = await find(office)
    outcomes = await remind_together(office, due, TERMS, NOW)
    await forget_reminders(office, due, outcomes)
    assert name(await find(office)) == name(due)
    assert await office.store.read(table_of(Reminder).select()) == []


async def test_who_asks_once_is_reminded_of_no_later_meeting_either(office: Office) -> None:
    await invite(office)
    [child] = [one for one in await find(office) if one.ask.audience is Audience.CHILD]
    assert child.of is not None
    whom = await find_reminded(office.store, child.of.invitation_id)
    assert whom == Reminded("C", "child", "")
    for _ in range(2):
        await office.store.write(PutUnit((write_no_reminder(office.keys, whom, NOW, TELEGRAM),)))
    assert len(await office.store.read(table_of(NoReminder).select())) == 1
    await invite(office, datetime(2026, 12, 10, 12, tzinfo=UTC))
    later = await find(office, datetime(2027, 1, 8, 12, tzinfo=UTC))
    assert {one.ask.review_ref for one in later} == {"FAR"}
    assert Audience.CHILD not in {one.ask.audience for one in later}


async def test_nobody_is_reminded_after_the_invitation_is_closed(office: Office) -> None:
    await invite(office)
    moved = Update(Review, {"review_ref": "DUE"}, {"due_on": date(2027, 3, 1)})
    await office.store.write(PutUnit((moved,)))  # and nothing has let its invitations follow yet
    assert await find(office, datetime(2027, 2, 20, 12, tzinfo=UTC)) == []
