"""Alerts go out by e-mail: once, without content, however often the mail server refuses."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from admin.mail import Mail
from admin.sending import SendingParts, send_due
from forms.records import Alert, AlertStep, OutboxMessage
from forms.settings import Settings
from forms.units import Insert, Key, PutUnit, Rows, Writes
from tests.smtp_double import running_mail_server

if TYPE_CHECKING:
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


class PutMail:
    """One message in the outbox."""

    reads: tuple[Key, ...] = ()

    def __init__(self, keys: Keys, position: int = 1) -> None:
        self.position = position
        self.sealed = keys.seal_message(
            json.dumps({"subject": "Look", "text": "There is an alert.\n"}).encode()
        )

    def decide(self, rows: Rows) -> Writes[None]:
        del rows
        row = {
            "id": f"mail-{self.position}",
            "channel": "email",
            "recipient_hash": "",
            "position": self.position,
            "sealed": self.sealed,
            "created_at": NOW,
            "due_at": NOW,
            "attempts": 0,
            "failed_at": None,
        }
        return Writes(None, (Insert(OutboxMessage, row),))


def make_settings(folder: Path, port: int) -> Settings:
    return Settings.from_env(
        {
            "SAY_DATA_DIR": str(folder),
            "SAY_DUTY_CONTACT": "duty@council.example",
            "SAY_SMTP_URL": f"smtp://127.0.0.1:{port}",
        }
    )


async def send_mail(parts: SendingParts) -> None:
    await send_due(parts, Mail(parts))


async def left_in_outbox(store: Store) -> list[Any]:
    return list(await store.read(OutboxMessage.__table__.select()))  # type: ignore[attr-defined]


@pytest.mark.parametrize("refusals", [0, 2])
async def test_mail_goes_out_once_and_leaves_the_outbox(
    store: Store, keys: Keys, folder: Path, tmp_path: Path, refusals: int
) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    await store.write(PutMail(keys))
    now = NOW
    with running_mail_server(letters, refusals) as port:
        parts = SendingParts(store, keys, make_settings(folder, port), lambda: now)
        for attempt in range(refusals):
            await send_mail(parts)
            [waiting] = await left_in_outbox(store)
            assert waiting["attempts"] == attempt + 1
            assert waiting["due_at"] > now
            now += timedelta(minutes=15)
        await send_mail(parts)
        await send_mail(parts)
    assert await left_in_outbox(store) == []
    [letter] = [path.read_text() for path in letters.glob("*.eml")]
    assert "To: duty@council.example" in letter
    assert "There is an alert." in letter


@pytest.mark.parametrize("is_own", [True, False])
async def test_a_mailbox_that_is_gone_is_given_up_unless_it_is_the_duty_contacts(
    store: Store, keys: Keys, folder: Path, tmp_path: Path, *, is_own: bool
) -> None:
    alert = Alert(id="A", cause="help", audience="child", raised_at=NOW)
    await store.write(PutUnit((Insert(Alert, alert.model_dump()),)))
    to = {"to": "gone@council.example", "account": "dee", "role": "duty"} if is_own else {}
    put = PutMail(keys)
    put.sealed = keys.seal_message(json.dumps({"alert": "A", "subject": "s", "text": "t", **to}).encode())
    await store.write(put)
    settings = make_settings(folder, 1)
    with running_mail_server(tmp_path) as port:
        gone = replace(settings, duty_contact="gone@council.example", smtp_url=f"smtp://127.0.0.1:{port}")
        await send_mail(SendingParts(store, keys, gone, lambda: NOW))
    steps = await store.read(AlertStep.__table__.select())  # type: ignore[attr-defined]
    assert [(step["kind"], step["to_account"], step["way"], step["code"]) for step in steps] == (
        [("not_sent", "dee", "email", "550")] if is_own else []
    )
    assert len(await left_in_outbox(store)) == (0 if is_own else 1)


async def test_mail_that_cannot_be_opened_holds_up_no_other(
    store: Store, keys: Keys, folder: Path, tmp_path: Path
) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    damaged = PutMail(keys)
    damaged.sealed = b"\0" * len(damaged.sealed)
    await store.write(damaged)
    await store.write(PutMail(keys, position=2))
    with running_mail_server(letters) as port:
        await send_mail(SendingParts(store, keys, make_settings(folder, port), lambda: NOW))
    assert len(list(letters.glob("*.eml"))) == 1
    [waiting] = await left_in_outbox(store)
    assert (waiting["id"], waiting["attempts"]) == ("mail-1", 1)


async def test_mail_waits_while_no_server_answers(store: Store, keys: Keys, folder: Path) -> None:
    await store.write(PutMail(keys))
    server = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        await send_mail(SendingParts(store, keys, make_settings(folder, port), lambda: NOW))
    [waiting] = await left_in_outbox(store)
    assert waiting["attempts"] == 1


async def test_mail_of_a_demo_says_so(store: Store, keys: Keys, folder: Path, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    await store.write(PutMail(keys))
    with running_mail_server(letters) as port:
        await send_mail(SendingParts(store, keys, make_settings(folder, port), lambda: NOW, demo=True))
    [letter] = [path.read_text() for path in letters.glob("*.eml")]
    assert "Subject: (Demo, nobody is waiting) Look" in letter
    assert "Nobody real is waiting for help." in letter
