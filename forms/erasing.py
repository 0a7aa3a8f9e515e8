"""What somebody said, erased: the words, the files, the keys, and what leads back to them.

What stays of a response is that it came: by which form, from which audience, by which way, on which day. What
was chosen is counted first, without whose it was (`forms.coding`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.records import (
    Alert,
    AnonymousAnswer,
    AnonymousCoding,
    AnonymousResponse,
    Attachment,
    Coding,
    Message,
    Quote,
    Response,
    ResponseAnswer,
    WorkerNote,
)
from forms.units import Delete, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlmodel import SQLModel

BESIDE: tuple[type[SQLModel], ...] = (Attachment, WorkerNote, Message)
"""Rows with words or files of a response, each with an id of its own."""
WORDLESS: Mapping[str, Any] = {"sealed_key": None, "sealed": None, "reason": ""}
"""A message that says nothing any more: the figures of what was told back are made of it."""
UNLINKED: Mapping[str, Any] = {
    "owner": None,
    "draft": None,
    "draft_day": None,
    "sealed_key": None,
    "receipt": None,
    "must_not_know": "",
    "answer_by": "",
    "written_in": "",
}
"""A response that says nothing any more and leads to nobody's browser or chat."""


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """A response that was sent, with its rows, and how its answers are counted.

    `stays` names the questions whose choices stay with the meeting, since its figures are made of them.
    """

    response: Row
    answers: Sequence[Row]
    beside: Mapping[type[SQLModel], Sequence[Row]]
    counted: tuple[Write, ...] = ()
    coded_on: date | None = None
    stays: frozenset[str] = frozenset()
    keeps_quotes: bool = True
    """Words for a report show nobody: they stay in the reports of their period, or go too."""
    age_band: str = ""
    """Of the child who answered, where its choices are counted by it."""

    def erase(self) -> tuple[Write, ...]:
        """Erase the words. Rows that came since this was read are left: they were not looked at."""
        response_id = self.response["id"]
        unlinked = {**UNLINKED, "coded_on": self.coded_on}
        return (
            *self.counted,
            Update(Response, {"id": response_id}, unlinked),
            Update(Alert, {"response_id": response_id}, {"contact_words": None}),
            *self._take_quotes(),
            Delete(Coding, {"response_id": response_id}),
            *(
                Delete(ResponseAnswer, {"response_id": response_id, "question_key": row["question_key"]})
                for row in self.answers
                if row["question_key"] not in self.stays
            ),
            *(_take(record, row["id"]) for record, rows in self.beside.items() for row in rows),
        )

    def _take_quotes(self) -> tuple[Write, ...]:
        return () if self.keeps_quotes else (Delete(Quote, {"response_id": self.response["id"]}),)


def _take(record: type[SQLModel], row_id: str) -> Write:
    """Take a row with words away; of a message stays that it was written, and when the person knew of it."""
    if record is Message:
        return Update(Message, {"id": row_id}, WORDLESS)
    return Delete(record, {"id": row_id})


@dataclass(frozen=True, slots=True)
class EraseWordsUnit:
    """Erase what one response said. None: it was gone already."""

    told: Told

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(Response, "id", self.told.response["id"]),)

    def decide(self, rows: Rows) -> Writes[int | None]:
        """Tell how many responses lost their words."""
        found = rows.get(self.reads[0])
        if found is None or found["sealed_key"] is None:
            return Writes(None)
        return Writes(1, self.told.erase())


@dataclass(frozen=True, slots=True)
class EraseDraftUnit:
    """Erase a draft that nobody came back to. That it was begun stays: it is counted as opened.

    None: it was sent, or somebody went on with it, since it was found.
    """

    response_id: str
    untouched_since: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(Response, "id", self.response_id),)

    def decide(self, rows: Rows) -> Writes[int | None]:
        """Tell how many drafts were erased."""
        found = rows.get(self.reads[0])
        if found is None or found["submitted_at"] or found["changed_at"] >= self.untouched_since:
            return Writes(None)
        return Writes(1, erase_draft(self.response_id))


def erase_draft(response_id: str) -> tuple[Write, ...]:
    """Erase a draft and its files."""
    of_response = {"response_id": response_id}
    return (
        Update(Response, {"id": response_id}, UNLINKED),
        Update(Alert, of_response, {"contact_words": None}),
        *(Delete(record, of_response) for record in (Attachment, WorkerNote)),
    )


@dataclass(frozen=True, slots=True)
class EraseNamelessUnit:
    """Erase the words of an answer without a name, once its choices are counted. None: gone already."""

    response: Row
    counted: tuple[Write, ...]
    coded_on: date

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(AnonymousResponse, "id", self.response["id"]),)

    def decide(self, rows: Rows) -> Writes[int | None]:
        """Tell how many were erased."""
        found = rows.get(self.reads[0])
        if found is None or found["coded_on"] is not None:
            return Writes(None)
        response_id = self.response["id"]
        values = {"sealed_key": b"", "coded_on": self.coded_on}
        of_response = {"response_id": response_id}
        deletes = (Delete(record, of_response) for record in (AnonymousAnswer, AnonymousCoding))
        emptied = Update(AnonymousResponse, {"id": response_id}, values)
        return Writes(1, (*self.counted, emptied, *deletes))


@dataclass(frozen=True, slots=True)
class EraseResponseUnit:
    """Erase one response because somebody asked for it, sent or not. `also` goes with it.

    False: there is nothing of it any more.
    """

    response_id: str
    told: Told | None
    """None: it was not sent."""
    also: tuple[Write, ...] = ()

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(Response, "id", self.response_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether there was anything."""
        found = rows.get(self.reads[0])
        if found is None or (found["sealed_key"] is None and found["draft"] is None):
            return Writes(False)  # noqa: FBT003 - the result is the answer
        if (self.told is None) != (found["submitted_at"] is None):
            return Writes(False)  # noqa: FBT003 - it was sent in this moment: to be asked for again
        words = self.told.erase() if self.told else erase_draft(self.response_id)
        return Writes(True, (*words, *self.also))  # noqa: FBT003 - likewise
