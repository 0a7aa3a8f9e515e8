"""Notes of workers, as they lie in the store: sealed like a person's words, and kept apart from them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.keys import seal, unseal
from forms.records import WorkerNote
from forms.units import Insert

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys
    from forms.units import Row

TYPED, OBSERVED, HANDED = "typed", "observed", "handed"
"""Kinds: a booklet was typed in; something was seen or heard while a child answered; from here on the child
answered alone."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a worker adds who types in what somebody wrote on paper.

    `unread`: questions whose answer could not be read, or not all of it; None where the page says nothing
    of it. `beside`: what else stands on the paper. `worries`: a person should look at this soon.
    """

    role: str = ""
    unread: frozenset[str] | None = None
    beside: str = ""
    worries: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """A note, opened."""

    kind: str
    role: str
    written_at: datetime
    words: str
    unread: tuple[str, ...] = ()


def write_note(keys: Keys, note_id: str, response_id: str, noted: Noted) -> Insert:
    """Make the row of a note. It opens beside no other response."""
    data_key = keys.new_data_key()
    said = json.dumps({"words": noted.words, "unread": noted.unread}, ensure_ascii=False).encode()
    row = {
        "id": note_id,
        "response_id": response_id,
        "kind": noted.kind,
        "role": noted.role,
        "written_at": noted.written_at,
        "sealed_key": data_key.sealed,
        "sealed": seal(data_key.plain, said, _name(response_id, note_id)),
    }
    return Insert(WorkerNote, row, unless_there=True)


def read_note(keys: Keys, row: Row) -> Noted:
    """Open a note's row. Raises TamperedError."""
    plain = unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], _name(row["response_id"], row["id"]))
    said = json.loads(plain)
    return Noted(row["kind"], row["role"], row["written_at"], said["words"], tuple(said["unread"]))


def _name(response_id: str, note_id: str) -> str:
    return f"note/{response_id}/{note_id}"
