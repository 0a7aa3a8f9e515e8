"""What was said: every response, opened, whoever it came from, and what workers noted beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.documents.model import Chapter, Enclosed, Entry, Section
from admin.opened_answers import AnswerOpener, Given, Sealed
from admin.subject_access.register import name_form
from admin.subject_access.saying import CHANNELS, WHO, name
from admin.summary.own import SEEN_BY_AN_ADULT
from admin.worker_roles import name_role
from admin.written_days import write_moment
from forms.definition import Audience, SharingAsked
from forms.records import Attachment, Response, ResponseAnswer, WorkerNote
from forms.sharing_words import label_sharing
from forms.what_may_be_said import find_row_sharing
from forms.worker_notes import HANDED, TYPED, read_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.belongings import Belongings
    from forms.definition import Form
    from forms.keys import Keys
    from forms.library import Library
    from forms.units import Row
    from forms.worker_notes import Noted

INTRO = (
    "Every answer that reached us about this child and has not been deleted, with what was drawn or spoken. "
    "A child's own words may name other people too: read before you hand this file on."
)
THIRD_PARTY = (
    "THIRD PARTY. These are the words of {who}, and their personal information too. Decide what is left out "
    "before this file is handed on."
)
BY_AN_ADULT = (
    "THIRD PARTY. An adult filled this in from what the adult saw. Decide what is left out before this file "
    "is handed on."
)
AT_WORK = "Written by somebody at work. Not the child's words."
DRAFT = (
    "Begun and not sent. It opens only in the browser or chat it was begun in: we cannot show what it says."
)
DELETED = "Sent, and deleted since: by whoever sent it, or when its time was over. Only that it came is kept."


@dataclass(frozen=True, slots=True)
class Teller:
    """Opens what was said. Raises TamperedError where the key is another one."""

    held: Belongings
    keys: Keys
    library: Library

    def write_said(self) -> Chapter:
        """Write everything that was sent, the oldest first."""
        sent = [row for row in self.held.of(Response) if row["submitted_at"] is not None]
        ordered = sorted(sent, key=lambda row: (row["submitted_at"], row["id"]))
        sections = tuple(
            section for number, row in enumerate(ordered, 1) for section in self._write(row, number)
        )
        return Chapter("What was said", INTRO, sections, "Nothing was sent.")

    def write_drafts(self) -> Chapter:
        """Write what was begun and not sent."""
        rows = (row for row in self.held.of(Response) if row["submitted_at"] is None)
        sections = (
            Section(self._name(row), (Entry("Last changed", write_moment(row["changed_at"]), DRAFT),))
            for row in rows
        )
        return Chapter("Begun and not sent", "", tuple(sections))

    def _name(self, row: Row) -> str:
        form = self.library.find(row["form_key"], row["form_version"])
        title = form.title if form else name_form(self.library, row["form_key"])
        return f"{title} ({name(WHO, row['audience'])})"

    def _write(self, row: Row, number: int) -> Iterator[Section]:
        title = f"{self._name(row)}, {write_moment(row['submitted_at'])}"
        if row["sealed_key"] is None:
            yield Section(title, (Entry("What is left", DELETED),))
            return
        form = self.library.find(row["form_key"], row["form_version"])
        opener = AnswerOpener(self.keys, self._find_sealed(row, number), form)
        yield Section(title, tuple(_list_said(opener, row)), mark_whose(row))
        notes = tuple(self._list_notes(row, form))
        if notes:
            yield Section(f"Noted beside it ({title})", notes, AT_WORK)

    def _find_sealed(self, row: Row, number: int) -> Sealed:
        answers: dict[str, list[Row]] = defaultdict(list)
        for answer in self.held.of(ResponseAnswer):
            answers[answer["response_id"]].append(answer)
        files = {file["id"]: file for file in self.held.of(Attachment) if file["response_id"] == row["id"]}
        return Sealed(row, answers[row["id"]], files, f"{number:02}-{row['form_key']}")

    def _list_notes(self, row: Row, form: Form | None) -> Iterator[Entry]:
        rows = (note for note in self.held.of(WorkerNote) if note["response_id"] == row["id"])
        for noted in sorted((read_note(self.keys, note) for note in rows), key=lambda each: each.written_at):
            yield describe_note(noted, form)


def mark_whose(row: Row) -> str:
    """Say whose words these are, where they are not the child's own."""
    if row["form_key"] in SEEN_BY_AN_ADULT:
        return BY_AN_ADULT
    if row["audience"] == Audience.CHILD:
        return ""
    return THIRD_PARTY.format(who=name(WHO, row["audience"]))


def _list_said(opener: AnswerOpener, row: Row) -> Iterator[Entry]:
    how = f"{CHANNELS.get(row['channel'], row['channel'])}; language: {row['language']}"
    yield Entry("How it came", how)
    data_key = opener.keys.open_data_key(row["sealed_key"])
    for question, answer in opener.list_rows():
        yield describe_given(opener.open_one(data_key, question, answer), opener.form, answer)
    pages: tuple[Enclosed, ...] = tuple(opener.open_pages())
    if pages:
        yield Entry("Photos of the pages", "As the booklet came back.", enclosed=pages)


def describe_given(given: Given, form: Form | None, row: Row) -> Entry:
    """Write an answer, with who may hear it where that was the child's to choose."""
    heard = ""
    if form is not None and form.sharing is not SharingAsked.NEVER and given.answer is not None:
        heard = f"Who may hear it: {label_sharing(form, find_row_sharing(row))}"
    return Entry(given.asked, given.label, heard, given.enclosed)


def describe_note(noted: Noted, form: Form | None) -> Entry:
    """Write a worker's note."""
    label = f"{name_role(noted.role)}, {write_moment(noted.written_at)}"
    if noted.kind == HANDED:
        return Entry(label, "Begun together; from here on the child answered alone.")
    if noted.kind != TYPED:
        return Entry(label, noted.words)
    asked = ((form.find_question(key) if form else None, key) for key in noted.unread)
    unread = "; ".join(question.label if question else key for question, key in asked)
    lines = ["Typed in from paper.", noted.words, f"Could not be read: {unread}." if unread else ""]
    return Entry(label, "\n".join(filter(None, lines)))
