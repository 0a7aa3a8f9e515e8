"""Handing a tablet over: from here on the child answers alone, under a secret that nobody had before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from forms.drafts import dump_draft
from forms.keys import TamperedError, seal
from forms.records import Response, WorkerNote
from forms.responses import open_draft
from forms.units import Insert, Key, Row, Rows, Update, Writes
from forms.worker_notes import HANDED, Noted, write_note

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys
    from forms.owners import BrowserOwner

AGAIN = timedelta(seconds=30)
"""How long a second press of the button finds what the first one did. Then the old secret leads nowhere."""


class Handed(Enum):
    """What came of handing over."""

    OVER = auto()
    """The draft lies under the new secret."""
    NOTHING = auto()
    """Nothing was begun: there is no draft."""
    LONG_AGO = auto()
    """It was handed over before, or is sent: whoever asks has no part in it any more."""


@dataclass(frozen=True, slots=True)
class HandOverUnit:
    """Seal a draft anew under another secret, and note when."""

    keys: Keys
    before: BrowserOwner
    after: BrowserOwner
    role: str
    now: datetime

    @property
    def response_key(self) -> Key:
        """The draft's row."""
        return Key(Response, "owner", self.before.hash)

    @property
    def note_key(self) -> Key:
        """The note that it was handed over."""
        return Key(WorkerNote, "id", self.keys.mac("handed over", self.before.hash))

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self.response_key, self.note_key)

    def decide(self, rows: Rows) -> Writes[Handed]:
        """Tell where the draft is now."""
        response, noted = rows.get(self.response_key), rows.get(self.note_key)
        if response is None:
            return Writes(self._tell_of_earlier(noted))
        try:
            return Writes(Handed.OVER, (self._reseal(response), self._note(response)))
        except TamperedError:
            return Writes(Handed.LONG_AGO)

    def _tell_of_earlier(self, noted: Row | None) -> Handed:
        if noted is None:
            return Handed.NOTHING
        return Handed.OVER if self.now - noted["written_at"] < AGAIN else Handed.LONG_AGO

    def _reseal(self, response: Row) -> Update:
        draft = dump_draft(open_draft(self.before, response))
        sealed = seal(self.after.draft_key(None), draft, f"draft/{response['id']}")
        return Update(
            Response,
            {"id": response["id"]},
            {"owner": self.after.hash, "draft": sealed, "changed_at": self.now},
        )

    def _note(self, response: Row) -> Insert:
        noted = Noted(HANDED, self.role, self.now, "")
        return write_note(self.keys, self.note_key.value, response["id"], noted)
