"""Answers without a name: the rows they are written as, and what is forgotten in the same moment.

What must not be there afterwards, and why so: docs/decisions/2026-11-21-anonymous.md.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from forms.definition import find_base
from forms.london import london_day
from forms.records import Alert, AnonymousAnswer, AnonymousResponse, Attachment, Response, WorkerNote
from forms.responses import write_answer
from forms.units import Delete, Insert, Row, Update, Write

if TYPE_CHECKING:
    from datetime import date, datetime

    from forms.answers import Answer
    from forms.definition import Form, Question
    from forms.keys import Keys

REMEMBERED = timedelta(minutes=15)
"""How long this process knows that a browser has sent: for whoever presses Send twice, or loads it again."""
MAX_REMEMBERED = 10_000
"""Browsers: some 2 MB."""


def find_week(now: datetime) -> date:
    """Return the Monday of the week it is in London: all that is kept of when an answer came."""
    day = london_day(now)
    return day - timedelta(days=day.weekday())


def new_anonymous_id() -> str:
    """Make an id by chance alone: nothing that was known before the sending leads to it."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Anonymous:
    """What is kept: the form that was answered, by what audience, in what week, and the answers."""

    form: Form
    audience: str
    channel: str
    week_on: date
    answers: tuple[tuple[Question, Answer], ...]
    import_id: str | None = None
    """The file of another system that it came with."""
    source_hash: str | None = None
    """A keyed hash of the number that it has there."""

    def write(self, keys: Keys, response_id: str) -> tuple[Write, ...]:
        """Return the rows, under an id and a data key that nothing else has."""
        data_key = keys.new_data_key()
        row = {
            "id": response_id,
            "form_key": self.form.key,
            "form_version": find_base(self.form.version),
            "audience": self.audience,
            "channel": self.channel,
            "language": self.form.language,
            "week_on": self.week_on,
            "sealed_key": data_key.sealed,
            "import_id": self.import_id,
            "source_hash": self.source_hash,
        }
        answers = (
            Insert(AnonymousAnswer, write_answer(data_key.plain, response_id, question, answer))
            for question, answer in self.answers
        )
        return (Insert(AnonymousResponse, row), *answers)


def forget_draft(response: Row | None) -> tuple[Write, ...]:
    """Remove the draft, and what an alert raised before the choice was made knew of it."""
    if response is None:
        return ()
    of_draft = {"response_id": response["id"]}
    return (
        Update(Alert, of_draft, {"response_id": None}),
        Delete(Attachment, of_draft),
        Delete(WorkerNote, of_draft),
        Delete(Response, {"id": response["id"]}),
    )


@dataclass(slots=True)
class Sendings:
    """What this process remembers of anonymous sendings, in memory alone.

    Who has sent, for a quarter of an hour, so that a second press is told the truth; and which rows are new
    and not mixed yet. The two are not tied to each other.
    """

    _senders: OrderedDict[str, datetime] = field(default_factory=OrderedDict)
    _unmixed: set[str] = field(default_factory=set)

    def note(self, owner_hash: str, response_id: str, now: datetime) -> None:
        """Note that somebody has sent, and, apart from it, that there is a row to mix."""
        self._senders[owner_hash] = now
        self._unmixed.add(response_id)
        if len(self._senders) > MAX_REMEMBERED:
            self._senders.popitem(last=False)

    def knows(self, owner_hash: str, now: datetime) -> bool:
        """Tell whether this browser has sent lately."""
        while self._senders and next(iter(self._senders.values())) < now - REMEMBERED:
            self._senders.popitem(last=False)
        return owner_hash in self._senders

    def take_unmixed(self) -> set[str]:
        """Hand over the rows to mix: they are somebody else's to remember from now on."""
        unmixed, self._unmixed = self._unmixed, set()
        return unmixed
