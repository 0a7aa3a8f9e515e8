"""Keeping, approving and taking back what staff wrote down. Words lie sealed; those kept apart by themselves.

Whoever wrote it as it stands never approves people's words. What is changed is to be approved again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from admin.gathering.kinds import ASKED, Kind, Permission
from forms.keys import TamperedError, seal, unseal
from forms.records import GatheredItem
from forms.units import Delete, Insert, Key, Update, Writes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from admin.gathering.written import Written
    from forms.keys import Keys
    from forms.units import Row, Rows

SHOWN, KEPT = "shown", "kept"
UNDECIDED = {"approved_at": None, "approved_by": "", "refused_at": None, "refused_by": ""}


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, and when; `may_approve`: whether their word alone will do where no second is needed."""

    account_id: str
    now: datetime
    may_approve: bool


@dataclass(frozen=True, slots=True)
class AddUnit:
    """Write one thing down. False: it is there already, as when the same page is sent twice."""

    keys: Keys
    item_id: str
    written: Written
    writer: Writer

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(GatheredItem, "id", self.item_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Keep it."""
        if rows.get(self.reads[0]) is not None:
            return Writes(result=False)
        row = {"id": self.item_id, "kind": str(self.written.kind), "edition": 1}
        row |= make_values(self.keys, self.item_id, self.written, self.writer)
        return Writes(True, (Insert(GatheredItem, row),))  # noqa: FBT003 - the result is the answer


@dataclass(frozen=True, slots=True)
class ChangeUnit:
    """Write it anew. False: it is gone, or somebody changed it since the page with `edition` was shown."""

    keys: Keys
    item_id: str
    edition: int
    written: Written
    writer: Writer

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(GatheredItem, "id", self.item_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Change it; it is to be approved again."""
        row = rows.get(self.reads[0])
        if row is None or (row["edition"], row["kind"]) != (self.edition, self.written.kind):
            return Writes(result=False)
        values = {"edition": self.edition + 1}
        values |= make_values(self.keys, self.item_id, self.written, self.writer)
        return Writes(True, (Update(GatheredItem, {"id": self.item_id}, values),))  # noqa: FBT003 - likewise


def make_values(keys: Keys, item_id: str, written: Written, writer: Writer) -> dict[str, Any]:
    """Make the columns of one thing: its words sealed, and whether a manager's word approves it at once."""
    data_key = keys.new_data_key()
    kept = json.dumps(dict(written.kept), ensure_ascii=False) if any(written.kept.values()) else ""
    values: dict[str, Any] = {
        **written.columns,
        **UNDECIDED,
        "entered_at": writer.now,
        "entered_by": writer.account_id,
        "sealed_key": data_key.sealed,
        "sealed_kept": seal(data_key.plain, kept.encode(), _name(item_id, KEPT)) if kept else None,
        "sealed_shown": seal(
            data_key.plain,
            json.dumps(dict(written.shown), ensure_ascii=False).encode(),
            _name(item_id, SHOWN),
        ),
    }
    if writer.may_approve and not ASKED[written.kind].needs_second:
        values |= {"approved_at": writer.now, "approved_by": writer.account_id}
    return values


@dataclass(frozen=True, slots=True)
class DecideUnit:
    """Approve something for the report, or not. False: not by who wrote it, not twice, not unless allowed."""

    item_id: str
    by: str
    now: datetime
    approves: bool

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(GatheredItem, "id", self.item_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Note it."""
        row = rows.get(self.reads[0])
        if row is None or not may_decide(row, self.by):
            return Writes(result=False)
        name = "approved" if self.approves else "refused"
        noted = {f"{name}_at": self.now, f"{name}_by": self.by}
        return Writes(True, (Update(GatheredItem, {"id": self.item_id}, noted),))  # noqa: FBT003 - likewise


def may_decide(row: Row, by: str) -> bool:
    """Tell whether this account may approve it or not: it waits, it may be printed, a second person asks."""
    kind = Kind(row["kind"])
    is_waiting = row["approved_at"] is None and row["refused_at"] is None and row["has_wording"]
    is_allowed = kind is not Kind.COMPLIMENT or row["permission"] == Permission.YES
    is_second = bool(by) and (not ASKED[kind].needs_second or by != row["entered_by"])
    return bool(is_waiting) and is_allowed and is_second


@dataclass(frozen=True, slots=True)
class TakeBackUnit:
    """Take it away for good, words and all. False: it is gone already."""

    item_id: str

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(GatheredItem, "id", self.item_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Delete it."""
        if rows.get(self.reads[0]) is None:
            return Writes(result=False)
        return Writes(True, (Delete(GatheredItem, {"id": self.item_id}),))  # noqa: FBT003 - likewise


def open_words(keys: Keys, row: Row, which: str) -> Mapping[str, str]:
    """Open the words `SHOWN` or `KEPT` of one thing; none if they are gone. Raises TamperedError."""
    sealed = row[f"sealed_{which}"]
    if sealed is None:
        return {}
    found: Mapping[str, str] = json.loads(
        unseal(keys.open_data_key(row["sealed_key"]), sealed, _name(row["id"], which))
    )
    return found


def open_if_whole(keys: Keys, row: Row, which: str) -> Mapping[str, str] | None:
    """Open words likewise; None where they do not belong where they lie."""
    try:
        return open_words(keys, row, which)
    except TamperedError:
        return None


def _name(item_id: str, which: str) -> str:
    return f"gathered/{item_id}/{which}"
