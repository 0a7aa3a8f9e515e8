"""Alerts find their people by themselves: on both databases, over restarts, and with two processes."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from admin.accounts.accounts import AddAccountUnit, ChangeAccountUnit, NewAccount
from admin.accounts.roles import Role
from admin.alerts import watch
from admin.alerts.watch import look
from admin.sending import SendingParts
from forms.alerting import with_mail
from forms.calls import WishUnit
from forms.contact import Wish
from forms.records import Alert, AlertStep, OutboxMessage, StaffReach
from forms.settings import Settings
from forms.store import Store
from forms.store.statements import table_of
from forms.units import Insert, PutUnit, Update
from tests.notify_double import KEY, TEMPLATE

if TYPE_CHECKING:
    from pathlib import Path

    from forms.keys import Keys

MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
MOBILE = "07700900123"


@pytest.fixture
def settings(folder: Path) -> Settings:
    return Settings.from_env(
        {
            "SAY_DATA_DIR": str(folder),
            "SAY_DUTY_CONTACT": "duty@council.example",
            "SAY_WORKING_HOURS": "Mon-Fri 09:00-17:00",
            "SAY_SMTP_URL": "smtp://127.0.0.1:1",
            "SAY_NOTIFY_KEY": KEY,
            "SAY_NOTIFY_TEMPLATE": TEMPLATE,
        }
    )


class Council:
    """People and alerts in a database, and somebody who looks."""

    def __init__(self, store: Store, keys: Keys, settings: Settings) -> None:
        self.now = MONDAY
        self.store, self.keys, self.settings = store, keys, settings
        self.names: dict[str, str] = {"": "contact"}

    async def add(self, name: str, *roles: Role, mobile: str = "", iro_ref: str = "") -> str:
        new = NewAccount(f"{name}@council.example", name, frozenset(roles), iro_ref)
        adding = AddAccountUnit(self.keys, new, self.now)
        await self.store.write(adding)
        self.names[adding.account_id] = name
        if mobile:
            reach = {"account_id": adding.account_id, "mobile": mobile, "changed_at": self.now}
            await self.store.write(PutUnit((Insert(StaffReach, reach),)))
        return adding.account_id

    async def call(self, alert_id: str = "A", **values: Any) -> None:
        said = {"cause": "help", "audience": "child", "raised_at": self.now, "id": alert_id, **values}
        alert = Alert(**said)
        await self.store.write(PutUnit(with_mail(self.keys, alert.model_dump())))

    async def change(self, alert_id: str = "A", **values: Any) -> None:
        await self.store.write(PutUnit((Update(Alert, {"id": alert_id}, values),)))

    async def look(self, store: Store | None = None) -> int:
        parts = SendingParts(store or self.store, self.keys, self.settings, lambda: self.now)
        return await look(parts)

    async def list_told(self) -> list[tuple[int, str, str]]:
        rows = await self.store.read(table_of(AlertStep).select())
        told = [row for row in rows if row["kind"] == "told"]
        return sorted((row["level"], self.names[row["to_account"]], row["way"]) for row in told)

    async def read_outbox(self) -> list[tuple[str, dict[str, str]]]:
        rows = await self.store.read(table_of(OutboxMessage).select())
        letters = [(row["channel"], json.loads(self.keys.open_message(row["sealed"]))) for row in rows]
        return sorted(letters, key=lambda letter: (letter[0], letter[1].get("to", "")))


@pytest.fixture
def council(store: Store, keys: Keys, settings: Settings) -> Council:
    return Council(store, keys, settings)


async def test_duty_is_told_at_once_and_then_the_next_and_then_everybody(council: Council) -> None:
    await council.add("dee", Role.DUTY, mobile=MOBILE)
    await council.add("max", Role.MANAGER)
    await council.add("ira", Role.IRO, iro_ref="IRO-1")
    await council.call()
    assert await council.look() == 2
    assert await council.look() == 0, "nobody is told twice"
    first = [(0, "contact", "email"), (0, "dee", "email sms")]
    assert await council.list_told() == first
    council.now += timedelta(minutes=119)
    assert await council.look() == 0
    council.now += timedelta(minutes=1)
    assert await council.look() == 1
    assert await council.list_told() == [*first, (1, "max", "email")]
    council.now += timedelta(minutes=120)
    assert await council.look() == 3
    assert [told for told in await council.list_told() if told[0] == 2] == [
        (2, "contact", "email"),
        (2, "dee", "email sms"),
        (2, "max", "email"),
    ]


async def test_messages_carry_nothing_but_that_there_is_an_alert(council: Council) -> None:
    await council.add("dee", Role.DUTY, mobile=MOBILE)
    await council.call(review_ref="R-CANARY", question_key="canary_key", must_not_know="carer")
    await council.look()
    outbox = await council.read_outbox()
    assert [(way, letter.get("to")) for way, letter in outbox] == [
        ("email", None),
        ("email", "dee@council.example"),
        ("sms", MOBILE),
    ]
    assert "/console/alerts" in outbox[1][1]["text"]
    assert not any(
        said in json.dumps(letter) for _, letter in outbox for said in ("CANARY", "canary", "carer", "child")
    )


async def test_whoever_must_not_know_is_not_told_even_as_the_last(council: Council) -> None:
    await council.add("del", Role.DUTY, iro_ref="IRO-1")
    await council.add("max", Role.MANAGER, Role.IRO)
    await council.call(must_not_know="carer", contact_must_not_know="iro")
    for _ in range(4):
        await council.look()
        council.now += timedelta(minutes=120)
    assert {name for _, name, _ in await council.list_told()} == {"contact"}
    recipients = {letter.get("to") for _, letter in await council.read_outbox()}
    assert recipients == {None}


async def test_whoever_is_named_later_is_told_no_more(council: Council) -> None:
    await council.add("dee", Role.DUTY)
    await council.add("max", Role.MANAGER, Role.IRO)
    await council.call()
    await council.look()
    await council.change(contact_must_not_know="iro")
    council.now += timedelta(minutes=120)
    await council.look()
    assert "max" not in {name for _, name, _ in await council.list_told()}


async def test_an_acknowledged_alert_goes_nowhere(council: Council) -> None:
    await council.add("dee", Role.DUTY)
    await council.call(acknowledged_at=MONDAY)
    council.now += timedelta(days=3)
    assert await council.look() == 0


async def test_somebody_who_asks_again_is_told_of_again(council: Council) -> None:
    await council.add("dee", Role.DUTY)
    await council.call()
    await council.look()
    await council.change(acknowledged_at=MONDAY, closed_at=MONDAY)
    council.now += timedelta(hours=5)
    await council.store.write(WishUnit(council.keys, "A", Wish({"how": ("phone",)}), council.now))
    assert await council.look() == 2
    assert [told for told in await council.list_told() if told[1] == "dee"] == [(0, "dee", "email")] * 2


async def test_an_account_that_ended_is_told_nothing(council: Council) -> None:
    gone = await council.add("dee", Role.DUTY)
    await council.store.write(ChangeAccountUnit(gone, {"ended_at": council.now}))
    await council.call()
    await council.look()
    assert await council.list_told() == [(0, "contact", "email")]


async def test_two_processes_tell_everybody_once(council: Council, database_url: str) -> None:
    await council.add("dee", Role.DUTY, mobile=MOBILE)
    await council.add("max", Role.MANAGER)
    for number in range(3):
        await council.call(f"A{number}")
    other = await Store.open(database_url)
    for _ in range(3):
        await asyncio.gather(*(council.look(store) for store in (council.store, other) * 2))
        council.now += timedelta(minutes=120)
    await other.close()
    told = await council.list_told()
    assert len(told) == 3 * (2 + 1 + 3)
    assert len(await council.read_outbox()) == 3 * (3 + 1 + 4), "e-mails and texts of three looks"


async def test_after_a_restart_it_goes_on_where_it_was(council: Council, database_url: str) -> None:
    await council.add("dee", Role.DUTY)
    await council.add("max", Role.MANAGER)
    await council.call()
    await council.look()
    council.now += timedelta(minutes=121)
    again = await Store.open(database_url)
    assert await council.look(again) == 1
    assert await council.look(again) == 0
    await again.close()
    assert [name for level, name, _ in await council.list_told() if level == 1] == ["max"]


async def test_an_alert_that_cannot_be_told_of_holds_up_no_other(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = watch.plan_next

    def stumble(alert: Any, *rest: Any) -> Any:
        if alert["id"] == "A":
            raise KeyError("something nobody thought of")
        return plan(alert, *rest)

    monkeypatch.setattr(watch, "plan_next", stumble)
    await council.call("A")
    await council.call("B")
    assert await council.look() == 1


async def test_without_accounts_it_is_as_it_was(council: Council) -> None:
    await council.call()
    assert await council.look() == 1
    [(way, letter)] = await council.read_outbox()
    assert (way, letter.get("to")) == ("email", None)
