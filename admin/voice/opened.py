"""Responses, opened as far as somebody may hear them, in the order and the words of whoever answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from forms import wording
from forms.attachments.sealed import PAGE
from forms.definition import Form, Kind, Question, SharingAsked
from forms.records import Attachment, ResponseAnswer, WorkerNote
from forms.responses import list_files, read_answer
from forms.sharing_words import label_sharing
from forms.what_may_be_said import To, find_row_sharing, has_more, list_not_front_of, what_may_be_said
from forms.worker_notes import read_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from admin.voice.sent import Sent
    from forms.answers import Answer
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row
    from forms.worker_notes import Noted


@dataclass(frozen=True, slots=True)
class File:
    """A drawing, a photo or a voice note: whose response it belongs to, and whether it is listened to."""

    id: str
    response_id: str
    is_sound: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it is read: what was asked, what was said, who may hear it (empty: nobody was asked)."""

    key: str
    label: str
    words: str
    files: tuple[File, ...] = ()
    heard: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """One response as far as it may be heard. `left_out`: what was asked and skipped, for its reader alone.

    `not_front_of` are the people before whom nothing of it is to be talked about: whoever hears any of it
    must know, and it stands on no paper.
    """

    sent: Sent
    answers: tuple[Said, ...]
    not_front_of: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    pages: tuple[File, ...] = ()
    notes: tuple[Noted, ...] = ()
    has_more: bool = False

    def find(self, key: str) -> Said | None:
        """Find what was said to one question."""
        return next((said for said in self.answers if said.key == key), None)


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """The rows of one response, as they lie in the store: its answers in the order they were asked."""

    sent: Sent
    answers: tuple[Row, ...]
    files: Mapping[str, Row]
    notes: tuple[Row, ...]


async def read_sealed(store: Store, sent: Sequence[Sent]) -> list[Sealed]:
    """Read the rows of responses, with one SELECT a table. Raises StoreUnavailableError."""
    ids = [each.id for each in sent]
    answers, files, notes = [await _read_of(store, columns, ids) for columns in (_ANSWERS, _FILES, _NOTES)]
    return [
        Sealed(
            each,
            tuple(_put_in_order(each.form, answers[each.id])),
            {row["id"]: row for row in files[each.id]},
            tuple(notes[each.id]),
        )
        for each in sent
    ]


async def _read_of(store: Store, columns: Sequence[Any], ids: Sequence[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in await store.read(select(*columns).where(columns[0].in_(ids))):
        found[row["response_id"]].append(row)
    return found


def _put_in_order(form: Form, rows: Iterable[Row]) -> list[Row]:
    """Put answers in the order of the form; what it does not have any more stands at the end."""
    places = {question.key: place for place, question in enumerate(form.questions)}
    return sorted(rows, key=lambda row: (places.get(row["question_key"], len(places)), row["question_key"]))


def open_for(keys: Keys, sealed: Sealed, data_key: bytes, to: To) -> Opened:
    """Open what is meant for somebody; nothing else of it is unsealed. Raises TamperedError."""
    return open_rows(keys, sealed, data_key, what_may_be_said(sealed.answers, to), to)


def open_rows(keys: Keys, sealed: Sealed, data_key: bytes, rows: Sequence[Row], to: To) -> Opened:
    """Open these answers of a response, meant for somebody. Raises TamperedError."""
    form, is_all = sealed.sent.form, to is To.READER
    said = {row["question_key"]: read_answer(data_key, row) for row in rows}
    pages = (row for row in sealed.files.values() if row["question_key"] == PAGE)
    return Opened(
        sealed.sent,
        tuple(
            _open(sealed, data_key, row, found)
            for row in rows
            if (found := said[row["question_key"]]) is not None
        ),
        not_front_of=tuple(label_people(form, list_not_front_of(sealed.answers))),
        left_out=tuple(_label_question(form, key) for key, found in said.items() if found is None),
        pages=tuple(_show_file(row) for row in pages) if is_all else (),
        notes=_open_notes(keys, sealed.notes) if is_all else (),
        has_more=has_more(sealed.answers, to),
    )


def _open(sealed: Sealed, data_key: bytes, row: Row, found: str) -> Said:
    form, key = sealed.sent.form, row["question_key"]
    question = form.find_question(key)
    given = (sealed.files[each] for each in list_files(data_key, row) if each in sealed.files)
    is_chosen = form.sharing is not SharingAsked.NEVER
    return Said(
        key,
        _label_question(form, key),
        label_said(question, found),
        tuple(map(_show_file, given)),
        label_sharing(form, find_row_sharing(row)) if is_chosen else "",
    )


def _show_file(row: Row) -> File:
    return File(row["id"], row["response_id"], row["media_type"].startswith("audio/"))


def _open_notes(keys: Keys, rows: Iterable[Row]) -> tuple[Noted, ...]:
    return tuple(sorted((read_note(keys, row) for row in rows), key=lambda note: note.written_at))


def _label_question(form: Form, key: str) -> str:
    question = form.find_question(key)
    return question.label if question else key


def label_said(question: Question | None, said: str) -> str:
    """Write what was said as the person saw it; of a scale without faces also what its ends mean. Pure."""
    if question is None:
        return said
    label, ends = wording.label_answer(question, read_stored(question, said)), say_ends(question)
    return f"{label} ({ends})" if ends else label


def say_ends(question: Question) -> str:
    """Say what the ends of a scale mean; empty where its points have names, or the ends none."""
    is_plain = question.kind is Kind.RANGE and not question.has_faces
    if not is_plain or not (question.low_label or question.high_label):
        return ""
    return f"{question.low} is {question.low_label}, {question.high} is {question.high_label}"


def read_stored(question: Question, said: str) -> Answer:
    """Return what is stored as the answer it was."""
    if question.kind in {Kind.SELECT_MULTIPLE, Kind.RANK}:
        return tuple(said.split())
    return int(said) if question.kind in {Kind.RANGE, Kind.INTEGER} else said


def label_people(form: Form, values: Iterable[str]) -> list[str]:
    """Say the people in whose presence nothing is to be talked about."""
    question = form.find_question("not_front_of")
    found = ((question.find_option(value) if question else None, value) for value in values)
    return [option.label if option else value for option, value in found]


_ANSWERS: Sequence[Any] = (
    col(ResponseAnswer.response_id),
    col(ResponseAnswer.question_key),
    col(ResponseAnswer.kind),
    col(ResponseAnswer.value),
    col(ResponseAnswer.sealed),
    col(ResponseAnswer.sharing),
)
_FILES: Sequence[Any] = (
    col(Attachment.response_id),
    col(Attachment.id),
    col(Attachment.question_key),
    col(Attachment.media_type),
)
_NOTES: Sequence[Any] = tuple(
    col(getattr(WorkerNote, name))
    for name in ("response_id", "id", "kind", "role", "written_at", "sealed_key", "sealed")
)
