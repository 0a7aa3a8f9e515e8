"""What goes into a conversation and what comes out of it: values, the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from forms.sharing import PRIVATE, Sharing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.answers import Answer, RejectionCode
    from forms.definition import FileKind, Form, Question
    from forms.sharing import Heard

MARK_LENGTH = 7
"""Hexadecimal digits of a file's id that tell it from its neighbours: as a number they fit a button."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A photo or a voice note given to a question: the id it is stored under, and what it is."""

    id: str
    kind: FileKind

    @property
    def mark(self) -> str:
        """Name it on a page or a button."""
        return self.id[:MARK_LENGTH]


Files: TypeAlias = "tuple[GivenFile, ...]"


@dataclass(frozen=True, slots=True)
class State:
    """All that a conversation knows: the draft. `revision` grows by one with every change.

    `files` are those given to each question, which then stands in `answers` too, with or without words.
    `sharing` is by question, or under `WHOLE`: who may hear an answer, where it is more than the reader.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    revision: int = 0
    at: str | None = None
    files: Mapping[str, Files] = field(default_factory=dict)
    sharing: Mapping[str, Sharing] = field(default_factory=dict)


# --- what comes in -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reply:
    """Something typed in answer to a question.

    `revision` is that of the draft when the question was shown; None for one of many answers that came in
    the same act, and so cannot be late for each other. `files` are added to those held; where any are, the
    text may be empty: these are all the words that the answer now has.
    """

    question: str
    revision: int | None
    text: str
    files: Files = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """Option values (or numbers on a scale) chosen all at once."""

    question: str
    revision: int | None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Toggle:
    """One option of several tapped on or off; the question stays until it is finished."""

    question: str
    revision: int
    value: str


@dataclass(frozen=True, slots=True)
class Finish:
    """Enough tapped: go on with the options that are on."""

    question: str
    revision: int


@dataclass(frozen=True, slots=True)
class Attach:
    """Files sent by themselves, and perhaps words under them: all is added to what the answer has."""

    question: str
    revision: int
    files: Files
    words: str = ""


@dataclass(frozen=True, slots=True)
class Detach:
    """Take one file away again, by its mark."""

    question: str
    mark: str


@dataclass(frozen=True, slots=True)
class Share:
    """Who may hear the answer to a question, or (with `WHOLE` in its place) every answer there is.

    `seen` is what the page showed, None where answers differed: only from there can more people be let hear.
    """

    question: str
    sharing: Sharing
    seen: Sharing | None = PRIVATE


@dataclass(frozen=True, slots=True)
class Skip:
    """A deliberate 'I skip this one'."""

    question: str
    revision: int | None


@dataclass(frozen=True, slots=True)
class SkipRest:
    """'That is all I want to say': every question that is still to come is skipped."""


@dataclass(frozen=True, slots=True)
class SayMore:
    """On from a form cut to a minute into the whole one; what was said stays, what was left out is asked."""


@dataclass(frozen=True, slots=True)
class Back:
    """To the question before the one shown (before the check page, if `question` is None)."""

    question: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From the check page to one question."""

    question: str


@dataclass(frozen=True, slots=True)
class NeedHelp:
    """'I need help now' was pressed."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Enough for today: the draft stays."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Show again where we are."""


@dataclass(frozen=True, slots=True)
class Submit:
    """Send it, as the check page showed it; None where the answers came in the same act."""

    revision: int | None


Inbound: TypeAlias = (
    Reply
    | Choose
    | Toggle
    | Finish
    | Attach
    | Detach
    | Share
    | Skip
    | SkipRest
    | SayMore
    | Back
    | Change
    | NeedHelp
    | Stop
    | Resume
    | Submit
)


# --- what goes out -------------------------------------------------------------------------------


class Note(StrEnum):
    """Things said beside a question; forms.wording has the sentence for each."""

    CHANGED_EARLIER = "changed_earlier"
    ADDED = "added"
    NOT_ASKED = "not_asked"
    KEPT = "kept"
    FILE_KEPT = "file_kept"
    FILE_ADDED = "file_added"
    FILES_STAY = "files_stay"
    ANSWERS_CHANGED = "answers_changed"
    NOT_FINISHED = "not_finished"
    SHARED = "shared"
    SHARING_KEPT = "sharing_kept"


@dataclass(frozen=True, slots=True)
class Explain:
    """Why something was not taken, or how it was."""

    code: RejectionCode | Note
    question: Question | None = None

    @property
    def is_refusal(self) -> bool:
        """Tell whether something was not taken; otherwise it was, in another way than meant."""
        return not isinstance(self.code, Note)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: `number` of `total` on the route as it stands; `notes` are said before it."""

    question: Question
    answer: Answer
    answered: bool
    number: int
    total: int
    revision: int
    notes: tuple[Question, ...] = ()
    files: Files = ()
    sharing: Sharing | None = None
    """Who may hear the answer; None where there is nothing to choose."""
    has_begun: bool = False
    """Whether any question was answered or left out."""

    @property
    def may_be_all(self) -> bool:
        """Tell whether somebody may end here: something was said or left out, and more is to come."""
        is_next = self.has_begun and not self.answered
        return (is_next or bool(self.files)) and self.number < self.total


@dataclass(frozen=True, slots=True)
class CheckAnswers:
    """Every answer on the route, to look at before sending; `files` by question, and who may hear them."""

    entries: tuple[tuple[Question, Answer], ...]
    revision: int
    notes: tuple[Question, ...] = ()
    files: Mapping[str, Files] = field(default_factory=dict)
    heard: Heard | None = None
    may_say_more: bool = False
    """Whether this is a form cut to a minute: enough to send, and more can be said."""


@dataclass(frozen=True, slots=True)
class Signpost:
    """Where help is, now. `contact` is True when a person is being asked to get in touch."""

    contact: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """Stopped for now: what was said is kept, and how to go on."""


@dataclass(frozen=True, slots=True)
class Thank:
    """Sent. `answers` are those on the route, in order, with their `files`: what is to be stored.

    `sharing` says who may hear each; it is empty where the form has no such choice.
    """

    answers: tuple[tuple[Question, Answer], ...]
    files: Mapping[str, Files] = field(default_factory=dict)
    sharing: Mapping[str, Sharing] = field(default_factory=dict)


Outbound: TypeAlias = Explain | Ask | CheckAnswers | Signpost | Pause | Thank


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn leads to: the state to store, then the things to say, in order.

    `form` is the one that the conversation goes on with.
    """

    state: State
    outbound: tuple[Outbound, ...]
    form: Form
