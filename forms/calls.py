"""Wishes kept with an alert: codes in clear, words sealed. What comes later is added, in its own unit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from forms.alert_steps import Step, StepKind, name_step, write_step
from forms.alerting import write_mail
from forms.audit import write_done
from forms.contact import MAX_NOTES, QUESTIONS, Wish, add_codes
from forms.keys import Keys, TamperedError
from forms.records import Alert, AuditChain
from forms.units import Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from forms.audit import Done
    from forms.store import Store

LENGTH_BYTES = 4
"""In front of each sealed note: they stand behind one another, so none is opened to add the next."""


async def find_call(store: Store, response_id: str) -> Row | None:
    """Find the latest call for help of a conversation."""
    calls: Any = (
        select(Alert.__table__)  # type: ignore[attr-defined]  # SQLModel sets it on every table
        .where(col(Alert.response_id) == response_id, col(Alert.cause) == "help")
        .order_by(col(Alert.raised_at).desc())
        .limit(1)
    )
    rows = await store.read(calls)
    return rows[0] if rows else None


@dataclass(frozen=True, slots=True)
class WishUnit:
    """Add a wish to an alert that was raised before."""

    keys: Keys
    alert_id: str
    wish: Wish
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Alert, "id", self.alert_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Add it; tell whether it was taken."""
        writes = add_wish(self.keys, rows.get(self.reads[0]), self.wish, self.now)
        return Writes(bool(writes), writes)


def add_wish(keys: Keys, alert: Row | None, wish: Wish, now: datetime) -> tuple[Write, ...]:
    """Return what adds a wish to an alert; nothing where it cannot be taken.

    An alert that somebody had acknowledged is open again, with an e-mail: nobody has seen this yet.
    """
    if alert is None or (wish.words and len(list(_part_notes(alert["contact_words"]))) >= MAX_NOTES):
        return ()
    was_seen = alert["acknowledged_at"] is not None
    opened = {"acknowledged_at": None, "closed_at": None} if was_seen else {}
    values = {**merge_wish(alert, wish), **_add_words(keys, alert, wish), **opened}
    return (
        Update(Alert, {"id": alert["id"]}, values),
        *(_open_again(keys, alert["id"], now) if was_seen else ()),
    )


def _open_again(keys: Keys, alert_id: str, now: datetime) -> tuple[Write, ...]:
    step = Step(alert_id, StepKind.ASKED_AGAIN, now)
    step_id = name_step(keys, step, now.isoformat())
    return write_step(keys, step_id, step), write_mail(keys, alert_id, now)


def merge_wish(alert: Row, wish: Wish) -> dict[str, str]:
    """Return the columns of codes once a wish was added to them."""
    columns = ((f"contact_{asked.name}", wish.codes.get(asked.name, ())) for asked in QUESTIONS)
    return {column: add_codes(alert[column], codes) for column, codes in columns}


@dataclass(frozen=True, slots=True)
class OpenWordsUnit:
    """Hand over an alert whose words are to be opened, and write down who opens them, in one transaction."""

    keys: Keys
    chain_id: str
    done: Done
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Alert, "id", self.done.about), Key(AuditChain, "id", self.chain_id))

    def decide(self, rows: Rows) -> Writes[Row | None]:
        """Return the alert; None if it or its words are gone."""
        alert, chain = (rows.get(key) for key in self.reads)
        if alert is None or not alert["contact_words"] or chain is None:
            return Writes(None)
        return Writes(alert, write_done(self.keys, chain, self.done, self.now))


def has_wishes(alert: Row) -> bool:
    """Tell whether anything was said of how to be contacted."""
    return bool(alert["contact_words"]) or any(alert[f"contact_{asked.name}"] for asked in QUESTIONS)


def _add_words(keys: Keys, alert: Row, wish: Wish) -> dict[str, bytes]:
    if not wish.words:
        return {}
    return {"contact_words": (alert["contact_words"] or b"") + _seal_note(keys, alert["id"], wish.words)}


def _seal_note(keys: Keys, alert_id: str, words: str) -> bytes:
    sealed = keys.seal_message(json.dumps({"alert": alert_id, "words": words}).encode())
    return len(sealed).to_bytes(LENGTH_BYTES, "big") + sealed


def open_notes(keys: Keys, alert: Row) -> tuple[str, ...]:
    """Open the words kept with an alert, the first said first. Raises TamperedError."""
    return tuple(_open_note(keys, alert["id"], sealed) for sealed in _part_notes(alert["contact_words"]))


def _part_notes(held: bytes | None) -> Iterator[bytes]:
    rest = held or b""
    while rest:
        end = LENGTH_BYTES + int.from_bytes(rest[:LENGTH_BYTES], "big")
        yield rest[LENGTH_BYTES:end]
        rest = rest[end:]


def _open_note(keys: Keys, alert_id: str, sealed: bytes) -> str:
    note = json.loads(keys.open_message(sealed))
    if note["alert"] != alert_id:
        raise TamperedError
    return str(note["words"])
