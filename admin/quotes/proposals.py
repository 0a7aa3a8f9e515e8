"""Words that are proposed for the report, and decided on by a second person. They lie sealed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from admin.themes.nameless import keeps_id
from forms.keys import TamperedError, seal, unseal
from forms.records import Action, AnonymousResponse, Quote, Response
from forms.units import Insert, Key, Update, Writes

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys
    from forms.units import Row, Rows


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that show nobody: a quotation; or, of something that was done, what was said and what we did."""

    words: str = ""
    said: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, by whom, of what."""

    wording: Wording
    audience: str
    by: str
    response_id: str | None = None
    question_key: str = ""
    action_id: str | None = None
    nameless_id: str | None = None
    how: str = ""
    """Whose words they are, where nothing else will say so."""


@dataclass(frozen=True, slots=True)
class ProposeUnit:
    """Propose words.

    False: what they are of is gone; or the child was not told of it (an action); or it may still be written
    anew (an answer without a name).
    """

    keys: Keys
    quote_id: str
    proposal: Proposal
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row it is of."""
        if self.proposal.action_id is not None:
            return (Key(Action, "id", self.proposal.action_id),)
        if self.proposal.nameless_id is not None:
            return (Key(AnonymousResponse, "id", self.proposal.nameless_id),)
        return (Key(Response, "id", self.proposal.response_id or ""),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Keep them, sealed."""
        if not self._is_there(rows.get(self.reads[0])):
            return Writes(False)  # noqa: FBT003 - the result is the answer
        return Writes(True, (self._write(),))  # noqa: FBT003 - the result is the answer

    def _is_there(self, row: Row | None) -> bool:
        if self.proposal.nameless_id is not None:
            return keeps_id(row, self.now)
        return row is not None and bool(row["told_at" if self.proposal.action_id else "sealed_key"])

    def _write(self) -> Insert:
        data_key = self.keys.new_data_key()
        plain = json.dumps(asdict(self.proposal.wording), ensure_ascii=False).encode()
        row = {
            "id": self.quote_id,
            "response_id": self.proposal.response_id,
            "action_id": self.proposal.action_id,
            "nameless_id": self.proposal.nameless_id,
            "how": self.proposal.how,
            "question_key": self.proposal.question_key,
            "audience": self.proposal.audience,
            "proposed_at": self.now,
            "proposed_by": self.proposal.by,
            "sealed_key": data_key.sealed,
            "sealed": seal(data_key.plain, plain, _name(self.quote_id)),
        }
        return Insert(Quote, row, unless_there=True)


@dataclass(frozen=True, slots=True)
class DecideUnit:
    """Approve words for the report, or refuse them. False: not by who proposed them, and not twice."""

    quote_id: str
    by: str
    now: datetime
    approves: bool

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(Quote, "id", self.quote_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Note it."""
        row = rows.get(self.reads[0])
        if row is None or not may_decide(row, self.by):
            return Writes(False)  # noqa: FBT003 - the result is the answer
        name = "approved" if self.approves else "refused"
        noted = Update(Quote, {"id": row["id"]}, {f"{name}_at": self.now, f"{name}_by": self.by})
        return Writes(True, (noted,))  # noqa: FBT003 - the result is the answer


def may_decide(row: Row, account_id: str) -> bool:
    """Tell whether somebody may decide on words: a second person, once."""
    is_open = row["approved_at"] is None and row["refused_at"] is None
    return bool(account_id) and row["proposed_by"] != account_id and is_open


def read_wording(keys: Keys, row: Row) -> Wording:
    """Open words. Raises TamperedError."""
    plain = unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], _name(row["id"]))
    return Wording(**json.loads(plain))


def _name(quote_id: str) -> str:
    return f"quote/{quote_id}"


def open_wording(keys: Keys, row: Row) -> Wording | None:
    """Open words; None where the key is another one."""
    try:
        return read_wording(keys, row)
    except TamperedError:
        return None
