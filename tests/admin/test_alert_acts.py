"""What staff do with an alert, on both databases: once, by whoever may know, and for good."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from admin.accounts.roles import Role
from admin.alerts.acts import AcknowledgeUnit, Act, HandOnUnit, LookUnit, OutcomeUnit, TryUnit
from admin.alerts.reach import ChangeReachUnit
from admin.alerts.routing import Person
from forms.alert_steps import Step, StepKind, name_step, open_step_words, unlink_alert, write_step
from forms.keys import TamperedError
from forms.records import Alert, AlertStep, StaffReach
from forms.store.statements import table_of
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
DEE = Person("dee", "Dee", frozenset([Role.DUTY]))
IRA = Person("ira", "Ira", frozenset([Role.DUTY, Role.IRO]))
WORDS = "the heron is safe"


async def raise_alert(store: Store, **values: Any) -> None:
    said = {"id": "A", "cause": "help", "audience": "child", "raised_at": NOW, "review_ref": "R", **values}
    await store.write(PutUnit((Insert(Alert, Alert(**said).model_dump()),)))


async def read_alert(store: Store) -> Any:
    [row] = await store.read(table_of(Alert).select())
    return row


async def read_steps(store: Store) -> list[Any]:
    table = table_of(AlertStep)
    return list(await store.read(table.select().order_by(table.c.happened_at)))


def make_act(keys: Keys, who: Person = DEE, minutes: int = 0) -> Act:
    return Act(keys, "A", who, NOW + timedelta(minutes=minutes))


async def test_of_several_at_once_one_takes_it_on(store: Store, keys: Keys) -> None:
    await raise_alert(store)
    people = [replace(DEE, account_id=str(number)) for number in range(5)]
    units = (AcknowledgeUnit(make_act(keys, person)) for person in people)
    taken = await asyncio.gather(*(store.write(unit) for unit in units))
    assert sorted(taken) == [False] * 4 + [True]
    [step] = await read_steps(store)
    assert (step["kind"], step["by"]) == ("acknowledged", str(taken.index(True)))
    assert (await read_alert(store))["acknowledged_at"] == NOW


async def test_it_waits_again_once_it_is_handed_on_and_is_closed_only_after(store: Store, keys: Keys) -> None:
    await raise_alert(store)
    assert not await store.write(OutcomeUnit(make_act(keys), "spoken"))
    assert await store.write(AcknowledgeUnit(make_act(keys, minutes=1)))
    assert not await store.write(HandOnUnit(make_act(keys, minutes=2), "analyst"))
    assert await store.write(HandOnUnit(make_act(keys, minutes=2), "allegations_officer", WORDS))
    assert (await read_alert(store))["acknowledged_at"] is None
    assert await store.write(AcknowledgeUnit(make_act(keys, minutes=3)))
    assert not await store.write(OutcomeUnit(make_act(keys, minutes=4), "nothing"))
    assert await store.write(OutcomeUnit(make_act(keys, minutes=4), "spoken", WORDS))
    assert await store.write(OutcomeUnit(make_act(keys, minutes=9), "enquiry"))
    assert (await read_alert(store))["closed_at"] == NOW + timedelta(minutes=4)
    assert not await store.write(HandOnUnit(make_act(keys, minutes=10), "manager"))
    steps = await read_steps(store)
    assert [step["kind"] for step in steps] == [
        "acknowledged",
        "handed_on",
        "acknowledged",
        "outcome",
        "outcome",
    ]
    assert [open_step_words(keys, step) for step in steps] == ["", WORDS, "", WORDS, ""]
    assert not any(WORDS.encode() in (step["sealed"] or b"") for step in steps)


@pytest.mark.parametrize("named", [{"must_not_know": "iro"}, {"contact_must_not_know": "carer iro"}])
async def test_whoever_must_not_know_can_do_nothing_with_it(
    store: Store, keys: Keys, named: dict[str, str]
) -> None:
    await raise_alert(store, **named)
    act = make_act(keys, IRA)
    assert not await store.write(AcknowledgeUnit(act))
    assert not await store.write(HandOnUnit(act, "manager"))
    assert await store.write(LookUnit(act)) is None
    assert await store.write(AcknowledgeUnit(make_act(keys)))
    assert not await store.write(OutcomeUnit(act, "no_worry"))
    assert [step["by"] for step in await read_steps(store)] == ["dee"]


async def test_a_step_is_written_once_and_never_changed(store: Store, keys: Keys) -> None:
    await raise_alert(store)
    first = Step("A", StepKind.TOLD, NOW, to_account="dee")
    step_id = name_step(keys, first, "same")
    for step in (first, replace(first, to_account="somebody else")):
        await store.write(PutUnit((write_step(keys, step_id, step),)))
    [row] = await read_steps(store)
    assert row["to_account"] == "dee"


async def test_words_of_one_step_do_not_open_as_another(store: Store, keys: Keys) -> None:
    await raise_alert(store)
    await store.write(AcknowledgeUnit(make_act(keys)))
    await store.write(OutcomeUnit(make_act(keys, minutes=1), "spoken", WORDS))
    step = (await read_steps(store))[1]
    with pytest.raises(TamperedError):
        open_step_words(keys, {**step, "id": "another"})


async def test_erasing_leaves_the_bare_fact(store: Store, keys: Keys) -> None:
    await raise_alert(store, response_id="RESP", must_not_know="carer", contact_words=b"sealed")
    await store.write(AcknowledgeUnit(make_act(keys)))
    await store.write(OutcomeUnit(make_act(keys, minutes=1), "spoken", WORDS))
    await store.write(PutUnit(unlink_alert("A")))
    alert, steps = await read_alert(store), await read_steps(store)
    links = ("response_id", "invitation_id", "review_ref", "question_key", "contact_words")
    assert [alert[name] for name in links] == [None] * 5
    kept = (alert["cause"], alert["raised_at"], alert["acknowledged_at"], alert["must_not_know"])
    assert kept == ("help", NOW, NOW, "carer")
    assert [(step["kind"], step["by"], step["code"], step["sealed"]) for step in steps] == [
        ("acknowledged", "dee", "", None),
        ("outcome", "dee", "spoken", None),
    ]


async def test_a_test_is_raised_once_a_minute_and_over_once_it_reached_somebody(
    store: Store, keys: Keys
) -> None:
    tries = [TryUnit(keys, "dee", NOW + timedelta(seconds=second)) for second in (0, 30, 60)]
    assert [await store.write(one) for one in tries] == [True, False, True]
    act = Act(keys, tries[0].alert_id, DEE, NOW)
    assert not await store.write(HandOnUnit(act, "manager"))
    assert await store.write(AcknowledgeUnit(act))
    rows = {row["id"]: row for row in await store.read(table_of(Alert).select())}
    assert rows[tries[0].alert_id]["closed_at"] == NOW


async def test_a_mobile_number_is_kept_changed_and_taken_away(store: Store) -> None:
    for mobile in ("07700900123", "07700900456", ""):
        await store.write(ChangeReachUnit("dee", mobile, NOW))
        [row] = await store.read(table_of(StaffReach).select())
        assert row["mobile"] == mobile
