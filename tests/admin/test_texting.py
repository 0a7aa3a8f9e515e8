"""Texts about alerts go out by GOV.UK Notify: once, without content, however it misbehaves."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from admin.sending import GIVE_UP_AFTER, SendingParts, send_due
from admin.texting import Texts
from forms.records import Alert, AlertStep, OutboxMessage
from forms.settings import Settings, SettingsError
from forms.store.statements import table_of
from forms.units import Insert, PutUnit
from tests.notify_double import KEY, SECRET, TEMPLATE, running_notify

if TYPE_CHECKING:
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
MOBILE = "07700900123"


def make_settings(folder: Path, url: str, **changed: str) -> Settings:
    return Settings.from_env(
        {
            "SAY_DATA_DIR": str(folder),
            "SAY_NOTIFY_KEY": KEY,
            "SAY_NOTIFY_TEMPLATE": TEMPLATE,
            "SAY_NOTIFY_URL": url,
            **changed,
        }
    )


async def put_text(store: Store, keys: Keys, **said: str) -> None:
    alert = Alert(id="A", cause="help", audience="child", raised_at=NOW)
    letter = {"alert": "A", "account": "ann", "role": "duty", "to": MOBILE, **said}
    row = {
        "id": "text",
        "channel": "sms",
        "recipient_hash": "",
        "position": 1,
        "sealed": keys.seal_message(json.dumps(letter).encode()),
        "created_at": NOW,
        "due_at": NOW,
        "attempts": 0,
        "failed_at": None,
    }
    await store.write(PutUnit((Insert(Alert, alert.model_dump()), Insert(OutboxMessage, row))))


async def list_steps(store: Store) -> list[tuple[Any, ...]]:
    rows = await store.read(table_of(AlertStep).select())
    return [(row["kind"], row["to_account"], row["to_role"], row["way"], row["code"]) for row in rows]


async def count_waiting(store: Store) -> int:
    return len(await store.read(table_of(OutboxMessage).select()))


@pytest.mark.parametrize("is_test", [True, False])
async def test_a_text_is_taken_once_and_is_a_step(
    store: Store, keys: Keys, folder: Path, *, is_test: bool
) -> None:
    await put_text(store, keys, **({"test": "yes"} if is_test else {}))
    async with running_notify(lambda: NOW) as notify:
        parts = SendingParts(store, keys, make_settings(folder, notify.url), lambda: NOW)
        await send_due(parts, Texts(parts))
        await send_due(parts, Texts(parts))
    personal = {"test": "yes" if is_test else "no"}
    assert notify.taken == [{"phone_number": MOBILE, "template_id": TEMPLATE, "personalisation": personal}]
    number = "740e5834-3a29-46b4-9a6f-000000000001"
    assert await list_steps(store) == [("sent", "ann", "duty", "sms", number)]
    assert await count_waiting(store) == 0


@pytest.mark.parametrize("fault", [403, 429, 500, "cut", "nonsense", "hang"])
async def test_a_text_that_was_not_taken_is_tried_again(
    store: Store, keys: Keys, folder: Path, fault: int | str
) -> None:
    await put_text(store, keys)
    now = NOW
    async with running_notify(lambda: now) as notify:
        notify.faults.append(fault)
        parts = SendingParts(store, keys, make_settings(folder, notify.url), lambda: now)
        await send_due(parts, Texts(parts, patience_seconds=0.3))
        assert (notify.taken, await count_waiting(store), await list_steps(store)) == ([], 1, [])
        await send_due(parts, Texts(parts))
        assert notify.asked == 1, "not before it is due again"
        now += timedelta(minutes=15)
        await send_due(parts, Texts(parts))
    assert len(notify.taken) == 1
    assert await count_waiting(store) == 0


async def test_a_number_that_notify_refuses_is_given_up_and_says_so(
    store: Store, keys: Keys, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await put_text(store, keys)
    async with running_notify(lambda: NOW) as notify:
        notify.faults.append(400)
        parts = SendingParts(store, keys, make_settings(folder, notify.url), lambda: NOW)
        with caplog.at_level(logging.DEBUG):
            await send_due(parts, Texts(parts))
    assert await list_steps(store) == [("not_sent", "ann", "duty", "sms", "400 BadRequestError")]
    assert await count_waiting(store) == 0
    assert MOBILE not in caplog.text


async def test_a_text_nobody_takes_for_days_is_given_up(store: Store, keys: Keys, folder: Path) -> None:
    await put_text(store, keys)
    now = NOW + GIVE_UP_AFTER + timedelta(seconds=1)
    async with running_notify(lambda: now) as notify:
        notify.faults.append(500)
        parts = SendingParts(store, keys, make_settings(folder, notify.url), lambda: now)
        await send_due(parts, Texts(parts))
    assert await list_steps(store) == [("not_sent", "ann", "duty", "sms", "500 Exception")]


async def test_a_key_that_is_not_ours_is_refused(store: Store, keys: Keys, folder: Path) -> None:
    await put_text(store, keys)
    other = KEY.replace(SECRET, SECRET[::-1].translate(str.maketrans("", "", "-"))[:8] + SECRET[8:])
    async with running_notify(lambda: NOW) as notify:
        settings = make_settings(folder, notify.url, SAY_NOTIFY_KEY=other)
        parts = SendingParts(store, keys, settings, lambda: NOW)
        await send_due(parts, Texts(parts))
    assert (notify.taken, notify.asked, await count_waiting(store)) == ([], 1, 1)


async def test_two_processes_send_a_text_once(store: Store, keys: Keys, folder: Path) -> None:
    await put_text(store, keys)
    async with running_notify(lambda: NOW) as notify:
        parts = SendingParts(store, keys, make_settings(folder, notify.url), lambda: NOW)
        await asyncio.gather(*(send_due(parts, Texts(parts)) for _ in range(5)))
    assert notify.asked == 1
    assert len(await list_steps(store)) == 1


def test_a_key_without_a_template_is_refused(folder: Path) -> None:
    with pytest.raises(SettingsError, match="SAY_NOTIFY_TEMPLATE must be set together with SAY_NOTIFY_KEY"):
        make_settings(folder, "http://127.0.0.1", SAY_NOTIFY_TEMPLATE="")
    assert SECRET not in repr(make_settings(folder, "http://127.0.0.1"))
