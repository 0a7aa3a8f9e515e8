"""Answers, opened: what was asked, what was said, who may hear it, and what was drawn or spoken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.documents.model import Enclosed
from forms.attachments.sealed import PAGE, open_file, open_page
from forms.definition import Kind
from forms.responses import list_files, read_answer
from forms.wording import label_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.answers import Answer
    from forms.definition import Form, Question
    from forms.keys import Keys
    from forms.units import Row


@dataclass(frozen=True, slots=True)
class Given:
    """One answer, opened. `withheld`: there are words, and they are in the restricted part.

    `sharing` is as it is stored: `forms.what_may_be_said` says what follows from it.
    """

    question: str
    asked: str
    answer: str | None
    label: str
    sharing: str | None
    enclosed: tuple[Enclosed, ...] = ()
    withheld: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """The rows of a response that was sent, still sealed. `name` begins the names of its files."""

    response: Row
    answers: Sequence[Row]
    files: Mapping[str, Row]
    name: str


@dataclass(frozen=True, slots=True)
class AnswerOpener:
    """Opens the answers of one response. Raises TamperedError where the key is another one."""

    keys: Keys
    sealed: Sealed
    form: Form | None
    """None: the form cannot be read any more; its questions then stand under their keys."""

    def list_rows(self) -> list[tuple[Question | None, Row]]:
        """List the answers' rows in the order they were asked; what the form does not know, at the end."""
        by_key = {row["question_key"]: row for row in self.sealed.answers}
        asked = self.form.asked if self.form else ()
        known: list[tuple[Question | None, Row]] = [
            (question, by_key.pop(question.key)) for question in asked if question.key in by_key
        ]
        return [*known, *((None, row) for _, row in sorted(by_key.items()))]

    def open_one(self, data_key: bytes, question: Question | None, row: Row) -> Given:
        """Open one answer with what belongs to it."""
        found = read_answer(data_key, row)
        return Given(
            question=row["question_key"],
            asked=question.label if question else row["question_key"],
            answer=found,
            label=_label(question, found),
            sharing=row["sharing"],
            enclosed=tuple(self._open_files(data_key, row)),
        )

    def _open_files(self, data_key: bytes, row: Row) -> Iterator[Enclosed]:
        for number, file_id in enumerate(list_files(data_key, row), 1):
            file = self.sealed.files.get(file_id)
            if file is not None:
                stem = f"{self.sealed.name}-{row['question_key']}-{number}"
                yield Enclosed(stem, file["media_type"], open_file(self.keys, file))

    def open_pages(self) -> Iterator[Enclosed]:
        """Open the photos of the pages of a booklet."""
        pages = (row for row in self.sealed.files.values() if row["question_key"] == PAGE)
        for number, row in enumerate(sorted(pages, key=lambda row: str(row["id"])), 1):
            yield Enclosed(f"{self.sealed.name}-page-{number}", row["media_type"], open_page(self.keys, row))


def withhold(question: Question | None, row: Row) -> Given:
    """Say that there are words, and no more."""
    asked = question.label if question else row["question_key"]
    return Given(row["question_key"], asked, None, "", row["sharing"], withheld=True)


def _label(question: Question | None, found: str | None) -> str:
    if question is None:
        return found or ""
    return label_answer(question, _as_answer(question, found))


def _as_answer(question: Question, found: str | None) -> Answer:
    """Read a stored value as the answer it was."""
    if found is None:
        return None
    if question.kind in {Kind.SELECT_MULTIPLE, Kind.RANK}:
        return tuple(found.split())
    return int(found) if question.kind in {Kind.RANGE, Kind.INTEGER} else found
