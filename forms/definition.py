"""What a questionnaire is, once its tables have been read: plain frozen values.

A `Form` that exists has no issues: `forms.library` refuses tables in which `find_issues` finds any.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from forms.speaking import N_, gettext

if TYPE_CHECKING:
    from forms.expressions import Expression


class Kind(StrEnum):
    """The question types of the XLSForm subset that we hold conversations in."""

    NOTE = "note"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"
    RANGE = "range"
    RANK = "rank"
    IMAGE = "image"
    AUDIO = "audio"


class FileKind(StrEnum):
    """What a file is to the person who gives it: something to look at, or something to listen to."""

    PHOTO = "photo"
    VOICE = "voice"


OR_FILE = "or_file"
"""The appearance of a text question that takes photos and voice notes as well as words."""

FILE_KINDS = frozenset({Kind.IMAGE, Kind.AUDIO})
"""Kinds whose answers are files: a voice or a drawing shows who somebody is."""
_FILES_OF = {Kind.IMAGE: frozenset({FileKind.PHOTO}), Kind.AUDIO: frozenset({FileKind.VOICE})}
CHOICE_KINDS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK})
SEALED_KINDS = frozenset({Kind.TEXT, Kind.IMAGE, Kind.AUDIO})
"""Kinds whose answers are people's own words or files: sealed at rest, never counted by value."""


FACES = {1: N_("very bad"), 2: N_("bad"), 3: N_("in between"), 4: N_("good"), 5: N_("very good")}
"""The name of each of the five faces: a face is never shown without it."""

THREE_FACES = {1: N_("not good"), 2: N_("in between"), 3: N_("good")}
"""Likewise of three, for the youngest."""

LIKES = {1: N_("I do not like it"), 2: N_("I am not sure"), 3: N_("I like it")}
"""Three large faces, for a form with few words."""

NAMED_SCALES = {("faces", 5): FACES, ("faces", 3): THREE_FACES, ("likes", 3): LIKES}
"""By appearance and highest point: scales from 1 whose points have names."""

LARGE_LOOKS = frozenset({"likes", "large"})
"""Appearances with large targets."""

PICTURES = frozenset(
    {
        *("mum", "dad", "siblings", "family", "carer", "friend", "worker", "teacher", "advocate", "people"),
        *("come", "part", "picture"),
    }
)
"""What we can draw beside an option; never without its label."""


class Audience(StrEnum):
    """Whom a form is written for."""

    CHILD = "child"
    PARENT = "parent"
    CARER = "carer"
    PROFESSIONAL = "professional"
    EVERYONE = "everyone"
    """One form for all who were there; its first question asks who they are."""


class Timing(StrEnum):
    """Consultation before a review, a check-in between two, feedback after one."""

    BEFORE = "before"
    BETWEEN = "between"
    AFTER = "after"


class Reader(StrEnum):
    """Who reads what is said in a form: told before question 1, and again after sending."""

    IRO = "iro"
    MANAGER = "manager"
    """The manager of the reviewing service; the person who ran the meeting does not see the answers."""
    CHAIR = "chair"
    """Who chairs a meeting that is no child's review: a conference, say."""
    ADVISER = "adviser"
    """Who goes through a care leaver's pathway plan with them: a pathway reviewer or a personal adviser."""


class Anonymity(StrEnum):
    """Whether people may choose to answer without anything that ties the answers to them or the meeting."""

    NEVER = "never"
    CHOICE = "choice"


class SharingAsked(StrEnum):
    """How a child chooses who may hear the answers: one by one, or once for all of them."""

    NEVER = "never"
    EACH = "each"
    ONCE = "once"
    """For the youngest, and where there are few words."""


class Look(StrEnum):
    """How a form looks: by the age it is written for, with one set of shapes and colours behind all."""

    LITTLE = "little"
    """4 to 7: pictures, few and very large things to press."""
    MIDDLE = "middle"
    """8 to 11: friendly and coloured."""
    OLDER = "older"
    """From 12, care leavers among them: plain."""
    ADULT = "adult"
    """Calm, and close enough together to be done in a minute and a half."""


UNNAMED = "-unnamed"
"""Ends the version of a form from which the questions that need a name are left out."""

MINUTE = "-minute"
"""Ends the version of a form that is cut to what can be said in a minute."""


def find_base(version: str) -> str:
    """Return the version of the tables that a form was read from, whatever was left out of it."""
    return version.removesuffix(UNNAMED).removesuffix(MINUTE)


USUAL_READER = {Timing.BEFORE: Reader.IRO, Timing.BETWEEN: Reader.IRO, Timing.AFTER: Reader.MANAGER}
"""Who reads a form that does not say. Feedback is about the IRO too, so never read by the IRO."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a person can choose: the value is stored, the label only shown, with a picture or without."""

    value: str
    label: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the survey sheet.

    `relevant` holds the row's own condition and those of the groups around it: all must hold.
    `low`, `high`, `step` bound a range, in whole numbers. `alert` is a condition on the answer (`.`)
    that calls a person. `measure` names the measure in admin that the answer feeds, or is empty.
    """

    key: str
    kind: Kind
    label: str
    row: int
    hint: str = ""
    heading: str = ""
    options: tuple[Option, ...] = ()
    relevant: tuple[Expression, ...] = ()
    constraint: Expression | None = None
    constraint_message: str = ""
    required: bool = False
    low: int = 0
    high: int = 10
    step: int = 1
    low_label: str = ""
    high_label: str = ""
    alert: Expression | None = None
    appearance: str = ""
    measure: str = ""
    audio: str = ""
    """The file of the question read out by a person; empty if there is none."""
    needs_name: bool = False
    """Means nothing from somebody who cannot be found again: not asked without a name."""

    @property
    def takes(self) -> frozenset[FileKind]:
        """Return the kinds of file that can be given to it; none for most questions."""
        if self.kind is Kind.TEXT and self.appearance == OR_FILE:
            return frozenset(FileKind)
        return _FILES_OF.get(self.kind, frozenset())

    @property
    def names(self) -> dict[int, str]:
        """Name each point of a scale of faces, its ends as the row has them; any other question has none."""
        named = NAMED_SCALES.get((self.appearance, self.high)) if self.kind is Kind.RANGE else None
        if named is None:
            return {}
        ends = {self.low: self.low_label, self.high: self.high_label}
        return {point: ends.get(point) or gettext(name) for point, name in named.items()}

    @property
    def has_faces(self) -> bool:
        """Tell whether each point of this scale is a face with a name."""
        return bool(self.names)

    def find_option(self, value: str) -> Option | None:
        """Return the option that stores `value`, if there is one."""
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True)
class Form:
    """A questionnaire: `version` is a digest of its tables, so editing makes a new version."""

    key: str
    version: str
    title: str
    audience: Audience
    timing: Timing
    questions: tuple[Question, ...]
    language: str = "en"
    reader: Reader = Reader.IRO
    anonymous: Anonymity = Anonymity.NEVER
    sharing: SharingAsked = SharingAsked.NEVER
    simpler: str = ""
    """The key of the form that asks the same in fewer words, offered beside this one; empty if none is."""
    minute: tuple[str, ...] = ()
    """The keys of the questions that may be answered alone, in order; empty if there is no such choice."""
    whole: Form | None = field(default=None, repr=False, compare=False)
    """Of a form cut to a minute: the one it was cut from, in which more can be said."""
    look: Look | None = None
    """As the form itself says; where it does not, `forms.looks` chooses."""

    @cached_property
    def _by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def has_conditions(self) -> bool:
        """Tell whether any question applies only sometimes."""
        return any(question.relevant for question in self.questions)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """All questions, without the notes."""
        return tuple(question for question in self.questions if question.kind is not Kind.NOTE)

    @cached_property
    def unnamed(self) -> Form:
        """The form as it is asked of somebody who gives no name: without files, and what needs a name.

        Nobody is asked there whether they are safe, since nobody could come to help.
        """
        asks = (row for row in self.questions if not row.needs_name and row.alert is None)
        kept = (row for row in asks if row.kind not in FILE_KINDS)
        in_words = (replace(row, appearance="") if row.takes else row for row in kept)
        return replace(self, version=f"{self.version}{UNNAMED}", questions=tuple(in_words))

    @cached_property
    def on_paper(self) -> Form:
        """The form as it is asked on paper: no recordings, and nothing that only a screen can insist on.

        What a person wrote is taken as it stands, also where a screen would have asked for fewer or for more.
        """
        kept = (row for row in self.away.questions if row.kind is not Kind.AUDIO)
        return replace(self, questions=tuple(replace(row, required=False, constraint=None) for row in kept))

    @cached_property
    def away(self) -> Form:
        """The form as it is asked where nobody comes back to, on paper or a worker's tablet.

        An answer cannot wait there, so nobody can choose to have it there.
        """
        return replace(self, questions=tuple(map(_leave_out_here, self.questions)))

    @cached_property
    def in_a_minute(self) -> Form | None:
        """The form cut to what can be said in a minute, each question with the notes that stand before it."""
        if not self.minute:
            return None
        kept = (row for key in self.minute for row in self._with_notes(key))
        version = f"{self.version}{MINUTE}"
        return replace(self, version=version, questions=tuple(kept), minute=(), whole=self)

    def _with_notes(self, key: str) -> tuple[Question, ...]:
        end = start = next(place for place, row in enumerate(self.questions) if row.key == key)
        while start and self.questions[start - 1].kind is Kind.NOTE:
            start -= 1
        return self.questions[start : end + 1]

    @property
    def name_on_page(self) -> str:
        """Name the form for a page: numbers of questions mean something in this form alone."""
        return f"{self.key}{MINUTE}" if self.whole else self.key

    @property
    def is_unnamed(self) -> bool:
        """Tell whether this is such a form."""
        return self.version.endswith(UNNAMED)

    def find_question(self, key: str) -> Question | None:
        """Return the question called `key`, if the form has one."""
        return self._by_key.get(key)


def _leave_out_here(question: Question) -> Question:
    """Leave out "here" where the question asks how somebody may be answered: see `forms.answering`."""
    if question.key != "safe_way":
        return question
    return replace(question, options=tuple(option for option in question.options if option.value != "web"))
