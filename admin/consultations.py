"""The consultations of one review, opened to be handed over: for the record, or for the reader alone.

Two parts, so that each can be filed where it belongs. The record has everything but words that a child
keeps for the reader alone; the restricted part has those words and nothing else. What is asked after a
meeting is about the person who ran it, is read by the manager, and is in neither.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from forms.definition import Audience, Kind, Reader, SharingAsked
from forms.london import london_day
from forms.records import Invitation, Response, ResponseAnswer, Review
from forms.responses import list_files, read_answer
from forms.sharing import Sharing
from forms.what_may_be_said import find_row_sharing
from forms.wording import label_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.answers import Answer
    from forms.definition import Form, Question
    from forms.keys import Keys
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row


class Part(StrEnum):
    """Which part is made."""

    RECORD = "record"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer, opened. `withheld`: there are words, and they are in the restricted part."""

    question: str
    asked: str
    answer: str | None
    label: str
    sharing: str | None
    files: int
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Consultation:
    """One response: which form, who answered, when it was sent, and what was said."""

    form: str
    form_version: str
    title: str
    audience: str
    channel: str
    language: str
    sent_on: str
    answers: tuple[Given, ...]


class NotHandedOverError(Exception):
    """There is no such review, or a form of it cannot be read any more; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens answers with the service's key."""

    store: Store
    keys: Keys
    library: Library

    async def open_review(self, review_ref: str, part: Part) -> tuple[Consultation, ...]:
        """Open the consultations of a review, in the order they were sent.

        Raises NotHandedOverError, StoreUnavailableError, TamperedError.
        """
        known = select(col(Review.review_ref)).where(_is(Review.review_ref, review_ref))
        if not await self.store.read(known):
            raise NotHandedOverError(f"There is no review {review_ref}.")
        found = [(row, self._find_form(row)) for row in await self._read_responses(review_ref)]
        sent = [(row, form) for row, form in found if form.reader is not Reader.MANAGER]
        answers = await self._read_answers([row["id"] for row, _ in sent])
        return tuple(self._open(form, row, answers[row["id"]], part) for row, form in sent)

    async def _read_responses(self, review_ref: str) -> Sequence[Row]:
        about = (_is(Invitation.review_ref, review_ref), col(Response.submitted_at).is_not(None))
        sent = select(Response.__table__).join(Invitation, _is(Invitation.id, col(Response.invitation_id)))  # type: ignore[attr-defined]  # SQLModel sets it on every table
        has_key = col(Response.sealed_key).is_not(None)  # deleted since: only the count is left
        ordered = sent.where(*about, has_key).order_by(col(Response.submitted_at), col(Response.id))
        return await self.store.read(ordered)

    async def _read_answers(self, ids: Sequence[str]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        table = ResponseAnswer.__table__  # type: ignore[attr-defined]  # SQLModel sets it on every table
        for row in await self.store.read(select(table).where(col(ResponseAnswer.response_id).in_(ids))):
            found[row["response_id"]].append(row)
        return found

    def _find_form(self, response: Row) -> Form:
        """Find the form that was answered: without it nobody could tell whom its answers are for."""
        form = self.library.find(response["form_key"], response["form_version"])
        if form is None:
            raise NotHandedOverError(f"The form {response['form_key']} of an answer cannot be read any more.")
        return form

    def _open(self, form: Form, response: Row, rows: Sequence[Row], part: Part) -> Consultation:
        key = self.keys.open_data_key(response["sealed_key"])
        by_key = {row["question_key"]: row for row in rows}
        asked = ((question, by_key[question.key]) for question in form.asked if question.key in by_key)
        return Consultation(
            form=form.key,
            form_version=response["form_version"],
            title=form.title,
            audience=response["audience"],
            channel=response["channel"],
            language=response["language"],
            sent_on=london_day(response["submitted_at"]).isoformat(),
            answers=tuple(_choose(form, key, asked, part)),
        )


def _is(column: Any, value: Any) -> Any:  # noqa: ANN401 - a column, as SQLModel types it
    return col(column) == value


def _choose(form: Form, key: bytes, asked: Iterator[tuple[Question, Row]], part: Part) -> Iterator[Given]:
    for question, row in asked:
        is_restricted = is_for_reader_alone(form, row)
        if part is Part.RECORD:
            yield _withhold(question, row) if is_restricted else _open_one(question, key, row)
        elif is_restricted:
            yield _open_one(question, key, row)


def is_for_reader_alone(form: Form, row: Row) -> bool:
    """Tell whether these are words, or files, that a child keeps for the person who reads them."""
    is_child = form.audience is Audience.CHILD and form.sharing is not SharingAsked.NEVER
    return is_child and row["sealed"] is not None and find_row_sharing(row) is Sharing.ONLY_IRO


def _withhold(question: Question, row: Row) -> Given:
    return Given(question.key, question.label, None, "", row["sharing"], 0, withheld=True)


def _open_one(question: Question, key: bytes, row: Row) -> Given:
    found = read_answer(key, row)
    label = label_answer(question, _as_answer(question, found))
    return Given(question.key, question.label, found, label, row["sharing"], len(list_files(key, row)))


def _as_answer(question: Question, found: str | None) -> Answer:
    """Read a stored value as the answer it was."""
    if found is None:
        return None
    if question.kind in {Kind.SELECT_MULTIPLE, Kind.RANK}:
        return tuple(found.split())
    return int(found) if question.kind in {Kind.RANGE, Kind.INTEGER} else found
