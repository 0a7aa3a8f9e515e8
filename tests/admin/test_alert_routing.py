"""Who is told of an alert, and when: laws that hold whoever works here and whatever somebody said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.accounts.roles import Role
from admin.alerts.clock import AlertClock
from admin.alerts.escalation import TEST, Plan, plan_next
from admin.alerts.routing import (
    ALLEGATIONS,
    DUTY,
    DUTY_CONTACT,
    IRO,
    NEXT,
    POSTS,
    Person,
    Recipient,
    find_everybody,
    find_recipients,
    may_know,
)
from forms.alert_steps import StepKind
from forms.contact import ROLES
from forms.hours import read_hours
from forms.must_not_know import NEAR, SOMEONE_NEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

RAISED = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
CLOCK = AlertClock(read_hours("Mon-Fri 09:00-17:00"), timedelta(minutes=120))
CONTACT = Recipient("", DUTY_CONTACT)

NAMED = st.frozensets(st.sampled_from(sorted({*ROLES, *NEAR, SOMEONE_NEAR})), max_size=5)
PEOPLE = st.lists(
    st.builds(
        Person,
        account_id=st.uuids().map(str),
        name=st.just("Somebody"),
        roles=st.frozensets(st.sampled_from([str(role) for role in Role]), max_size=4),
        iro_refs=st.frozensets(st.sampled_from(["IRO-1", "IRO-2"]), max_size=2),
    ),
    max_size=8,
    unique_by=lambda person: person.account_id,
)


def make_person(account_id: str, *roles: str, iro_ref: str = "") -> Person:
    return Person(account_id, account_id, frozenset(roles), frozenset({iro_ref} - {""}))


def make_alert(**values: Any) -> dict[str, Any]:
    alert = {
        "id": "A",
        "cause": "words",
        "raised_at": RAISED,
        "must_not_know": "",
        "contact_must_not_know": "",
    }
    return {**alert, **values}


def carry_out(plan: Plan | None, now: datetime) -> list[dict[str, Any]]:
    """The steps that a plan comes to."""
    if plan is None:
        return []
    same = {"happened_at": now, "level": plan.level, "code": plan.run.name}
    told = [
        {"kind": StepKind.TOLD, "to_account": to.account_id, "to_role": to.role, **same} for to in plan.tell
    ]
    escalated = [{"kind": StepKind.ESCALATED, "to_account": "", "to_role": "", **same}]
    return [*(escalated if plan.is_escalated else []), *told]


def hand_on(role: str, now: datetime) -> dict[str, Any]:
    return {
        "kind": StepKind.HANDED_ON,
        "happened_at": now,
        "to_role": role,
        "to_account": "",
        "level": 0,
        "code": "",
    }


def tell_ids(steps: Sequence[dict[str, Any]]) -> list[str]:
    return [step["to_account"] for step in steps if step["kind"] == StepKind.TOLD]


@given(PEOPLE, NAMED, st.sampled_from(POSTS), st.integers(0, 5))
def test_nobody_who_must_not_know_is_ever_among_the_told(
    people: list[Person], named: frozenset[str], first: str, level: int
) -> None:
    by_id = {person.account_id: person for person in people}
    for to in (*find_recipients(people, named, first, level), *find_everybody(people, named)):
        if not to.account_id:
            continue
        person = by_id[to.account_id]
        assert may_know(person, named)
        assert to.role in person.roles
        assert not (IRO in named and (person.iro_refs or Role.IRO in person.roles))


@given(PEOPLE, NAMED, st.sampled_from(POSTS), st.integers(0, 5))
def test_somebody_is_always_told_and_each_once(
    people: list[Person], named: frozenset[str], first: str, level: int
) -> None:
    told = find_recipients(people, named, first, level)
    ids = [to.account_id for to in told]
    assert ids
    assert len(ids) == len(set(ids))


@given(PEOPLE, NAMED, st.sampled_from(POSTS))
def test_in_the_end_everybody_on_the_way_who_may_know_was_told(
    people: list[Person], named: frozenset[str], first: str
) -> None:
    able = {
        person.account_id
        for person in people
        if may_know(person, named) and person.roles & {first, DUTY, NEXT}
    }
    assert {to.account_id for to in find_recipients(people, named, first, 2)} == {*able, ""}


@given(PEOPLE, NAMED, NAMED, st.lists(st.timedeltas(timedelta(), timedelta(days=2)), max_size=6), st.data())
def test_looking_often_or_seldom_never_tells_twice_and_never_whom_it_must_not(
    people: list[Person],
    named: frozenset[str],
    later: frozenset[str],
    pauses: list[timedelta],
    data: st.DataObject,
) -> None:
    by_id = {person.account_id: person for person in people}
    steps: list[dict[str, Any]] = []
    now = RAISED
    alert = make_alert(must_not_know=" ".join(named))
    for place, pause in enumerate(pauses):
        now += pause
        if place == 2:
            alert["contact_must_not_know"] = " ".join(later)
        if place == 3 and data.draw(st.booleans()):
            steps.append(hand_on(data.draw(st.sampled_from(POSTS)), now))
            now += timedelta(seconds=1)
        new = carry_out(plan_next(alert, steps, people, CLOCK, now), now)
        barred = {*alert["must_not_know"].split(), *alert["contact_must_not_know"].split()}
        assert all(may_know(by_id[told], barred) for told in tell_ids(new) if told)
        steps += new
        assert plan_next(alert, steps, people, CLOCK, now) is None, "nothing is left to do at once"
    once = [(step["kind"], step["to_account"], step["level"], step["code"]) for step in steps if step["code"]]
    assert len(once) == len(set(once))


@pytest.mark.parametrize(
    ("named", "first", "level", "told"),
    [
        ("", DUTY, 0, ["dee", "del"]),
        ("", DUTY, 1, ["max"]),
        ("", DUTY, 2, ["dee", "del", "max", ""]),
        ("", ALLEGATIONS, 0, ["all"]),
        ("", ALLEGATIONS, 1, ["max"]),
        ("", NEXT, 0, ["max"]),
        ("", NEXT, 1, ["max", "dee", "del", ""]),
        ("iro", DUTY, 0, ["dee"]),  # Del is an IRO too
        ("carer other", DUTY, 0, ["dee", "del"]),
    ],
)
def test_the_way_of_an_alert(named: str, first: str, level: int, told: list[str]) -> None:
    people = [
        make_person("dee", Role.DUTY, Role.BUSINESS_SUPPORT),
        make_person("del", Role.DUTY, iro_ref="IRO-1"),
        make_person("max", Role.MANAGER),
        make_person("all", Role.ALLEGATIONS),
        make_person("ira", Role.IRO, iro_ref="IRO-2"),
        make_person("ana", Role.ANALYST),
    ]
    found = find_recipients(people, named.split(), first, level)
    assert [to.account_id for to in found] == told


@pytest.mark.parametrize(
    ("people", "level", "told"),
    [
        ([], 0, [""]),
        ([make_person("max", Role.MANAGER)], 0, ["max"]),
        ([make_person("max", Role.MANAGER, Role.IRO)], 0, [""]),
        ([make_person("ana", Role.ANALYST, Role.AUDITOR)], 1, [""]),
    ],
)
def test_where_nobody_is_left_the_next_is_told_at_once_and_then_the_duty_contact(
    people: list[Person], level: int, told: list[str]
) -> None:
    assert [to.account_id for to in find_recipients(people, ["iro"], DUTY, level)] == told


def test_after_an_hour_without_anybody_looking_it_goes_where_it_should_be_by_now() -> None:
    people = [make_person("dee", Role.DUTY), make_person("max", Role.MANAGER)]
    now = RAISED + timedelta(days=1)
    steps = carry_out(plan_next(make_alert(), [], people, CLOCK, now), now)
    assert [step["level"] for step in steps] == [4] * 4
    assert tell_ids(steps) == ["dee", "max", ""]


def test_a_test_goes_by_every_way_and_never_to_the_next() -> None:
    people = [make_person(role, role) for role in POSTS]
    alert = make_alert(cause=TEST)
    steps = carry_out(plan_next(alert, [], people, CLOCK, RAISED), RAISED)
    assert sorted(tell_ids(steps)) == ["", *sorted(POSTS)]
    assert plan_next(alert, steps, people, CLOCK, RAISED + timedelta(days=9)) is None


def test_whoever_gets_the_post_later_is_told_of_what_waits() -> None:
    people = [make_person("dee", Role.DUTY)]
    steps = carry_out(plan_next(make_alert(), [], people, CLOCK, RAISED), RAISED)
    plan = plan_next(make_alert(), steps, [*people, make_person("new", Role.DUTY)], CLOCK, RAISED)
    assert plan is not None
    assert [to.account_id for to in plan.tell] == ["new"]


def test_an_account_that_covers_for_an_iro_counts_as_one() -> None:
    person = make_person("dee", Role.DUTY)
    assert may_know(person, ["iro"])
    assert not may_know(replace(person, iro_refs=frozenset(["IRO-1"])), ["iro"])
