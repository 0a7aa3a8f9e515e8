"""Complaints: somebody says in a form that they want to complain, or staff write down what they heard.

A complaint goes to the complaints manager. What is said in a form stays with whoever reads the form: raised
by a choice, a complaint has no words, and says no more than that there is one. Nothing takes one away again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from forms.keys import seal, unseal
from forms.records import Complaint, ComplaintStep
from forms.units import Insert, Key, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from forms.answers import Answer
    from forms.definition import Question
    from forms.keys import Keys
    from forms.units import Row

RAISED_BY = {"is_complaint": "yes", "want_help": "complaint"}
"""Choices that raise a complaint when they are sent, by question: one of these options, among others or
alone. Like `safe_way` and `not_front_of`, these keys mean the same in every form, a council's own too.

A child asks for help to complain: the person who reads the form may be whom it is about."""


class Source(StrEnum):
    """How we came to know of it."""

    CHOICE = "choice"
    """The person chose it in a form."""
    READ = "read"
    """Somebody who read what was sent says that it is one."""
    TYPED = "typed"
    """Somebody at work wrote it down: from a call, a letter, a visit."""


class StepKind(StrEnum):
    """What can be done about a complaint."""

    ACKNOWLEDGED = "acknowledged"
    EXTENDED = "extended"
    NOTED = "noted"
    ANSWERED = "answered"


class Outcome(StrEnum):
    """What came of it."""

    RESOLVED = "resolved"
    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    MOVED_ON = "moved_on"
    """To the next stage, or to the procedure that it belongs to."""
    WITHDRAWN = "withdrawn"
    """By the person who complained."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A complaint as it is raised, apart from its words."""

    source: Source
    audience: str
    raised_at: datetime
    written_at: datetime
    response_id: str | None = None
    review_ref: str | None = None
    by: str = ""


def wants_to_complain(answers: Iterable[tuple[Question, Answer]]) -> bool:
    """Tell whether somebody chose, in what they sent, that this is a complaint."""
    return any(_is_chosen(RAISED_BY.get(question.key), answer) for question, answer in answers)


def _is_chosen(option: str | None, answer: Answer) -> bool:
    return option is not None and option in (answer if isinstance(answer, tuple) else (answer,))


def find_complaint_id(keys: Keys, response_id: str) -> str:
    """Return the id of the complaint in a response: said there and seen by a reader, it is one."""
    return keys.mac("complaint", response_id)


def raise_by_choice(keys: Keys, invitation: Row, response_id: str, now: datetime) -> Insert:
    """Write the complaint of somebody who chose it in a form, without words."""
    raised = Raised(Source.CHOICE, invitation["audience"], now, now, response_id, invitation["review_ref"])
    return write_complaint(keys, find_complaint_id(keys, response_id), raised)


def write_complaint(keys: Keys, complaint_id: str, raised: Raised, words: str = "") -> Insert:
    """Make the row of a complaint. Its words open under no other id."""
    row: dict[str, Any] = {
        "id": complaint_id,
        "source": str(raised.source),
        "audience": raised.audience,
        "raised_at": raised.raised_at,
        "written_at": raised.written_at,
        "response_id": raised.response_id,
        "review_ref": raised.review_ref,
        "by": raised.by,
        "acknowledged_at": None,
        "extended_at": None,
        "answered_at": None,
        "outcome": "",
        **_seal(keys, complaint_id, words),
    }
    return Insert(Complaint, row, unless_there=True)


def _seal(keys: Keys, row_id: str, words: str) -> dict[str, bytes | None]:
    if not words:
        return {"sealed_key": None, "sealed": None}
    data_key = keys.new_data_key()
    return {"sealed_key": data_key.sealed, "sealed": seal(data_key.plain, words.encode(), _name(row_id))}


def open_words(keys: Keys, row: Mapping[Any, Any]) -> str:
    """Open the words of a complaint or of a step; empty if it has none. Raises TamperedError."""
    if not row["sealed_key"]:
        return ""
    return unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], _name(row["id"])).decode()


def _name(row_id: str) -> str:
    return f"complaint/{row_id}"


@dataclass(frozen=True, slots=True)
class RaiseUnit:
    """Write a complaint down. False: it is there already, and stays as it is."""

    row: Insert

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(Complaint, "id", self.row.values["id"]),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it is new."""
        is_new = rows.get(self.reads[0]) is None
        return Writes(is_new, (self.row,) if is_new else ())


@dataclass(frozen=True, slots=True)
class OpenComplaintUnit:
    """Hand a complaint over with its sealed words. None: there is none."""

    complaint_id: str

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(Complaint, "id", self.complaint_id),)

    def decide(self, rows: Rows) -> Writes[Row | None]:
        """Return the row."""
        return Writes(rows.get(self.reads[0]))


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is done about a complaint. The same page sent twice (`page`) is one step."""

    complaint_id: str
    kind: StepKind
    by: str
    page: str
    words: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class StepUnit:
    """Add a step. False: there is no such complaint, or that was done already. An answer is given once."""

    keys: Keys
    step: Step
    now: datetime

    @property
    def step_id(self) -> str:
        """Its id."""
        return self.keys.mac("complaint step", self.step.complaint_id, self.step.kind, self.step.page)

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Complaint, "id", self.step.complaint_id), Key(ComplaintStep, "id", self.step_id))

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was added."""
        complaint, same = (rows.get(key) for key in self.reads)
        if complaint is None or same is not None or not may_take(complaint, self.step.kind):
            return Writes(result=False)
        changed = _CHANGES.get(self.step.kind)
        values: dict[str, Any] = {changed: self.now} if changed else {}
        if self.step.kind is StepKind.ANSWERED:
            values["outcome"] = self.step.outcome
        updates = (Update(Complaint, {"id": complaint["id"]}, values),) if values else ()
        return Writes(True, (self._write(), *updates))  # noqa: FBT003 - what the caller is told

    def _write(self) -> Write:
        row = {
            "id": self.step_id,
            "complaint_id": self.step.complaint_id,
            "kind": str(self.step.kind),
            "done_at": self.now,
            "by": self.step.by,
            **_seal(self.keys, self.step_id, self.step.words),
        }
        return Insert(ComplaintStep, row)


_CHANGES = {
    StepKind.ACKNOWLEDGED: "acknowledged_at",
    StepKind.EXTENDED: "extended_at",
    StepKind.ANSWERED: "answered_at",
}
"""The column of the complaint that says when it was done; a note changes nothing."""


def may_take(complaint: Row, kind: StepKind) -> bool:
    """Tell whether this can be done about it as it stands. What was answered is not extended."""
    if kind is StepKind.NOTED:
        return True
    if kind is StepKind.EXTENDED and complaint["answered_at"]:
        return False
    return complaint[_CHANGES[kind]] is None
