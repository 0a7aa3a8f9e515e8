"""The answers of a response, opened, in the order of the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from forms import wording
from forms.definition import Form, Kind, Question
from forms.records import Attachment, ResponseAnswer, WorkerNote
from forms.responses import list_files, read_answer
from forms.sharing_words import label_sharing
from forms.what_may_be_said import find_row_sharing
from forms.worker_notes import read_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forms.answers import Answer
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row
    from forms.worker_notes import Noted

SKIPPED = "Skipped"


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A drawing, a photo or a voice note: its id, and whether it is listened to."""

    id: str
    is_sound: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer as it is read: what was asked, what was said, who may hear it."""

    label: str
    words: str
    is_skipped: bool
    files: tuple[OpenedFile, ...]
    heard: str


async def read_rows(store: Store, table: Any, response_id: str) -> Sequence[Row]:  # noqa: ANN401 - a table as SQLModel types it
    """Read the rows of a response in one of its tables."""
    columns = table.__table__.c
    return await store.read(select(table.__table__).where(columns.response_id == response_id))


async def read_answers(store: Store, form: Form, response_id: str) -> list[Row]:
    """Read the answers of a response, still sealed, in the order of the form."""
    places = {question.key: place for place, question in enumerate(form.questions)}
    rows = await read_rows(store, ResponseAnswer, response_id)
    return sorted(rows, key=lambda row: places.get(row["question_key"], len(places)))


async def read_files(store: Store, response_id: str) -> dict[str, Row]:
    """Read the files of a response by their ids, still sealed."""
    return {row["id"]: row for row in await read_rows(store, Attachment, response_id)}


async def read_notes(store: Store, keys: Keys, response_id: str) -> list[Noted]:
    """Read and open what workers noted beside a response, the oldest first."""
    rows = await read_rows(store, WorkerNote, response_id)
    return sorted((read_note(keys, row) for row in rows), key=lambda note: note.written_at)


def open_answers(form: Form, key: bytes, rows: Iterable[Row], files: Mapping[str, Row]) -> list[Opened]:
    """Open answers. A question that the form no longer has stands under its key."""
    return [_open(form, key, row, files) for row in rows]


def _open(form: Form, key: bytes, row: Row, files: Mapping[str, Row]) -> Opened:
    question = form.find_question(row["question_key"])
    said = read_answer(key, row)
    given = tuple(
        OpenedFile(file_id, files[file_id]["media_type"].startswith("audio/"))
        for file_id in list_files(key, row)
        if file_id in files
    )
    label = question.label if question else row["question_key"]
    words = SKIPPED if said is None else _label(question, said)
    return Opened(label, words, said is None, given, label_sharing(form, find_row_sharing(row)))


def _label(question: Question | None, said: str) -> str:
    if question is None:
        return said
    label = wording.label_answer(question, _as_answer(question, said))
    ends = {question.low: question.low_label, question.high: question.high_label}
    if question.kind is Kind.RANGE and not question.has_faces and any(ends.values()):
        return f"{label} ({question.low} is {question.low_label}, {question.high} is {question.high_label})"
    return label


def _as_answer(question: Question, said: str) -> Answer:
    """Return what is stored as the answer it was."""
    if question.kind in {Kind.SELECT_MULTIPLE, Kind.RANK}:
        return tuple(said.split())
    return int(said) if question.kind in {Kind.RANGE, Kind.INTEGER} else said


def label_people(form: Form, values: Iterable[str]) -> list[str]:
    """Say the people in whose presence nothing is to be talked about."""
    question = form.find_question("not_front_of")
    found = ((question.find_option(value) if question else None, value) for value in values)
    return [option.label if option else value for option, value in found]
