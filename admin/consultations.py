"""The consultations of one review, opened to be handed over: for the record, or for the reader alone.

Two parts, so that each can be filed where it belongs. The record has everything but words that a child
keeps for the reader alone; the restricted part has those words and nothing else. What is asked after a
meeting is about the person who ran it, is read by the manager, and is in neither.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.opened_answers import AnswerOpener, Given, Sealed, withhold
from forms.definition import Audience, Reader, SharingAsked
from forms.last_time import read_action
from forms.london import london_day
from forms.messages import read_words
from forms.receipts import count_pieces
from forms.records import (
    Action,
    Attachment,
    Child,
    Invitation,
    Message,
    Response,
    ResponseAnswer,
    Review,
    WorkerNote,
)
from forms.sharing import Sharing
from forms.what_may_be_said import find_row_sharing
from forms.worker_notes import read_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from admin.documents.model import Enclosed
    from forms.definition import Form
    from forms.keys import Keys
    from forms.last_time import Deed
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row
    from forms.worker_notes import Noted


class Part(StrEnum):
    """Which part is made."""

    RECORD = "record"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Replied:
    """What was said back to whoever answered, opened."""

    written_at: datetime
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """One response: which form, who answered, when it was sent, and what was said.

    `notes` are what workers wrote beside it, `replies` what was said back, `pages` photos of the booklet it
    was typed in from. `pieces` is how many rows there were of it: a note that comes later was not in this.
    """

    response_id: str
    form: str
    form_version: str
    title: str
    audience: str
    channel: str
    language: str
    sent_on: str
    answers: tuple[Given, ...]
    notes: tuple[Noted, ...] = ()
    replies: tuple[Replied, ...] = ()
    pages: tuple[Enclosed, ...] = ()
    pieces: int = 0

    def list_enclosed(self) -> Iterator[Enclosed]:
        """Yield what was drawn, photographed or spoken, in the order it stands."""
        for given in self.answers:
            yield from given.enclosed
        yield from self.pages


@dataclass(frozen=True, slots=True)
class Consulted:
    """What is handed over of a review. `deeds`: what was done about it; only in the record."""

    consultations: tuple[Consultation, ...]
    deeds: tuple[Deed, ...] = ()
    languages: Mapping[str, str | None] = field(default_factory=dict)
    """What the child and the parents read best, by the columns of the child's record; only in the record."""

    def list_enclosed(self) -> Iterator[Enclosed]:
        """Yield every drawing, photo and voice note."""
        for each in self.consultations:
            yield from each.list_enclosed()


class NotHandedOverError(Exception):
    """There is no such review, or a form of it cannot be read any more; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens answers with the service's key."""

    store: Store
    keys: Keys
    library: Library

    async def find_responses(self, review_ref: str) -> list[tuple[Row, Form]]:
        """Find what there is to hand over, in the order it was sent; nothing is opened.

        Raises NotHandedOverError, StoreUnavailableError.
        """
        known = select(col(Review.review_ref)).where(_is(Review.review_ref, review_ref))
        if not await self.store.read(known):
            raise NotHandedOverError(f"There is no review {review_ref}.")
        found = [(row, self._find_form(row)) for row in await self._read_responses(review_ref)]
        return [(row, form) for row, form in found if is_handed_over(form)]

    async def open_review(self, review_ref: str, part: Part, sent: Sequence[tuple[Row, Form]]) -> Consulted:
        """Open what was found of a review. Raises StoreUnavailableError, TamperedError."""
        ids = [row["id"] for row, _ in sent]
        records = (ResponseAnswer, Attachment, WorkerNote, Message)
        tables = [await self._read_of(record, ids) for record in records]
        consultations = tuple(
            self._open(form, _Rows(number, row, *(table[row["id"]] for table in tables)), part)
            for number, (row, form) in enumerate(sent, 1)
        )
        if part is not Part.RECORD:
            return Consulted(consultations)
        return Consulted(
            consultations, await self._open_deeds(review_ref), await self._read_languages(review_ref)
        )

    async def _read_languages(self, review_ref: str) -> Row:
        columns = select(col(Child.language), col(Child.parent_language))
        theirs = columns.join(Review, _is(Review.child_ref, col(Child.child_ref)))
        return dict(*await self.store.read(theirs.where(_is(Review.review_ref, review_ref))))

    async def _read_responses(self, review_ref: str) -> Sequence[Row]:
        about = (_is(Invitation.review_ref, review_ref), col(Response.submitted_at).is_not(None))
        sent = select(Response.__table__).join(Invitation, _is(Invitation.id, col(Response.invitation_id)))  # type: ignore[attr-defined]  # SQLModel sets it on every table
        has_key = col(Response.sealed_key).is_not(None)  # deleted since: only the count is left
        ordered = sent.where(*about, has_key).order_by(col(Response.submitted_at), col(Response.id))
        return await self.store.read(ordered)

    async def _read_of(self, record: Any, ids: Sequence[str]) -> dict[str, list[Row]]:  # noqa: ANN401 - a table, as SQLModel types it
        found: dict[str, list[Row]] = defaultdict(list)
        for row in await self.store.read(select(record.__table__).where(col(record.response_id).in_(ids))):
            found[row["response_id"]].append(row)
        return found

    async def _open_deeds(self, review_ref: str) -> tuple[Deed, ...]:
        actions = select(Action.__table__).where(_is(Action.review_ref, review_ref))  # type: ignore[attr-defined]  # likewise
        rows = await self.store.read(actions.order_by(col(Action.written_at), col(Action.id)))
        return tuple(read_action(self.keys, row) for row in rows)

    def _find_form(self, response: Row) -> Form:
        """Find the form that was answered: without it nobody could tell whom its answers are for."""
        form = self.library.find(response["form_key"], response["form_version"])
        if form is None:
            raise NotHandedOverError(f"The form {response['form_key']} of an answer cannot be read any more.")
        return form

    def _open(self, form: Form, rows: _Rows, part: Part) -> Consultation:
        response = rows.response
        files = {row["id"]: row for row in rows.files}
        name = f"{rows.number:02}-{form.key}"
        opener = AnswerOpener(self.keys, Sealed(response, rows.answers, files, name), form)
        is_record = part is Part.RECORD
        notes = sorted((read_note(self.keys, row) for row in rows.notes), key=lambda note: note.written_at)
        return Consultation(
            response_id=response["id"],
            form=form.key,
            form_version=response["form_version"],
            title=form.title,
            audience=response["audience"],
            channel=response["channel"],
            language=response["language"],
            sent_on=london_day(response["submitted_at"]).isoformat(),
            answers=tuple(_choose(opener, form, part)),
            notes=tuple(notes) if is_record else (),
            replies=tuple(self._open_replies(rows.said)) if is_record else (),
            pages=tuple(opener.open_pages()) if is_record is not may_be_restricted(form) else (),
            pieces=count_pieces(rows.answers, rows.files, rows.notes, rows.said),
        )

    def _open_replies(self, rows: Sequence[Row]) -> Iterator[Replied]:
        for row in sorted(rows, key=lambda row: (row["written_at"], row["id"])):
            if row["sealed"] is not None:
                said = read_words(self.keys, row)
                words = "\n".join(filter(None, (said.said, said.words)))
                yield Replied(row["written_at"], row["kind"], words)


@dataclass(frozen=True, slots=True, repr=False)
class _Rows:
    """A response with its rows, still sealed, and its number among those of the review."""

    number: int
    response: Row
    answers: Sequence[Row]
    files: Sequence[Row]
    notes: Sequence[Row]
    said: Sequence[Row]


def _is(column: Any, value: Any) -> Any:  # noqa: ANN401 - a column, as SQLModel types it
    return col(column) == value


def _choose(opener: AnswerOpener, form: Form, part: Part) -> Iterator[Given]:
    key = opener.keys.open_data_key(opener.sealed.response["sealed_key"])
    for question, row in opener.list_rows():
        is_restricted = is_for_reader_alone(form, row)
        if part is Part.RECORD:
            yield withhold(question, row) if is_restricted else opener.open_one(key, question, row)
        elif is_restricted:
            yield opener.open_one(key, question, row)


def is_handed_over(form: Form) -> bool:
    """Tell whether answers to a form go to the case record. Feedback is the manager's, and stays."""
    return form.reader is not Reader.MANAGER


def may_be_restricted(form: Form) -> bool:
    """Tell whether a child chooses who may hear an answer. A photo of the page then shows all of them."""
    return form.audience is Audience.CHILD and form.sharing is not SharingAsked.NEVER


def is_for_reader_alone(form: Form, row: Row) -> bool:
    """Tell whether these are words, or files, that a child keeps for the person who reads them."""
    is_words = row["sealed"] is not None
    return may_be_restricted(form) and is_words and find_row_sharing(row) is Sharing.ONLY_IRO
