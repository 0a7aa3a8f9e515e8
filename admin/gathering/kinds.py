"""What staff write down, as a table a person can read: of each kind, which fields, and how they are said.

Pure. The pages (`admin/console/gathered/`) and the check of what was typed are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from admin.gathered import How, PledgeState

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """Four kinds of thing."""

    COMPLIMENT = "compliment"
    SESSION = "session"
    PLEDGE = "pledge"
    ELSEWHERE = "elsewhere"


class Permission(StrEnum):
    """Whether somebody's words may be printed; whoever was not asked did not say yes."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


SOURCES: Mapping[str, str] = {
    "email": "e-mail",
    "telephone": "telephone",
    "visit": "visit",
    "letter": "letter or card",
    "meeting": "meeting",
    "shout_out": "shout out by a colleague",
    "other": "otherwise",
}
ROLES: Mapping[str, str] = {
    "child": "child or young person",
    "parent": "parent",
    "carer": "carer",
    "professional": "professional",
    "other": "somebody else",
}
HOWS: Mapping[str, str] = {
    How.OWN_WORDS: "Their own words",
    How.WRITTEN_DOWN: "Somebody wrote down what they said",
    How.OBSERVED: "Somebody saw it; nothing was said",
}
PERMISSIONS: Mapping[str, str] = {
    Permission.YES: "Yes",
    Permission.NO: "No",
    Permission.NOT_ASKED: "They were not asked",
}
STATES: Mapping[str, str] = {
    PledgeState.OPEN: "Open: nothing can be said yet",
    PledgeState.DONE: "Done",
    PledgeState.PARTLY: "Partly done",
    PledgeState.NOT_YET: "Not yet done",
}


class Input(StrEnum):
    """How a field is typed."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what it is called, a hint, how it is typed, and whether it must be.

    `is_kept` marks words that never stand in a report.
    """

    name: str
    label: str
    hint: str = ""
    input: Input = Input.LINE
    is_needed: bool = False
    is_kept: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def most(self) -> int:
        """How many letters it takes: a line, or a page."""
        return MAX_WORDS if self.input is Input.WORDS else MAX_LINE


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind: its names, what it is for, its fields, and who approves it.

    With `needs_second` nobody approves what they wrote: it holds people's words.
    """

    kind: Kind
    name: str
    plural: str
    about: str
    fields: tuple[Field, ...]
    title: str
    """Which field it goes by in a list; empty: by its day alone, since a list shows nobody's words."""
    needs_second: bool = False


MAX_WORDS = 4_000
MAX_LINE = 200
MAX_NUMBER = 1_000_000
"""More people than any council has: a slip of the hand."""

_NAMES_NOBODY = "No names, initials, places or schools; nothing that only few people could have said."
_COMPLIMENT = (
    Field("words", "What came", "As it came; paste it in.", Input.WORDS, is_needed=True, is_kept=True),
    Field("first_on", "The day it came", "Such as 01/12/2026.", Input.DAY, is_needed=True),
    Field("source", "How it came", input=Input.CHOICE, is_needed=True, choices=SOURCES),
    Field("role", "From whom", input=Input.CHOICE, is_needed=True, choices=ROLES),
    Field("how", "Whose words they are", input=Input.CHOICE, is_needed=True, choices=HOWS),
    Field("staff", "About whom", "Names of staff, parted by commas. Kept, never printed.", is_kept=True),
    Field("permission", "May it be printed?", "", Input.CHOICE, is_needed=True, choices=PERMISSIONS),
    Field("permission_by", "Who said that it may", "Kept, never printed.", is_kept=True),
    Field("shown", "The words as they may be printed", _NAMES_NOBODY, Input.WORDS),
    Field("about", "What it is about, in words that name nobody", "Such as: the way a meeting was led."),
)
_SESSION = (
    Field("title", "What it was", "Such as: Children in Care Council.", is_needed=True),
    Field("first_on", "The day", "Such as 01/12/2026.", Input.DAY, is_needed=True),
    Field("count", "How many children and young people", "", Input.NUMBER, is_needed=True),
    Field("words", "What was said, made or decided", _NAMES_NOBODY, Input.WORDS, is_needed=True),
    Field("how", "Whose words they are", "", Input.CHOICE, is_needed=True, choices=HOWS),
)
_PLEDGE = (
    Field("words", "What is promised", "As it was told to children.", Input.WORDS, is_needed=True),
    Field("first_on", "The first day of its year", "Such as 01/04/2026.", Input.DAY, is_needed=True),
    Field("last_on", "By which day", "Empty: by the end of that year.", Input.DAY),
    Field("state", "What came of it", "", Input.CHOICE, is_needed=True, choices=STATES),
    Field("evidence", "What shows it", "A count, a paper, what children say of it.", Input.WORDS),
    Field("said_by", "Who says so", "A post, such as: head of service. Not a name: it is printed."),
)
_ELSEWHERE = (
    Field("title", "What was counted", "Such as: children who have an advocate.", is_needed=True),
    Field("count", "How many", "", Input.NUMBER, is_needed=True),
    Field("out_of", "Out of how many", "Empty where it is a bare count.", Input.NUMBER),
    Field("source", "Who counted it", "Such as: the advocacy service, its yearly report.", is_needed=True),
    Field("first_on", "From", "The first day it counts, such as 01/04/2026.", Input.DAY, is_needed=True),
    Field("last_on", "To", "The last day it counts.", Input.DAY, is_needed=True),
    Field("note", "What a reader must know", "How it was counted, what it leaves out."),
    Field(
        "measure",
        "Which of our measures it was",
        "Only of what the council itself published for an earlier year: its name, such as participation. It "
        "stands beside ours as published then.",
    ),
)
ASKED: Mapping[Kind, Asked] = {
    Kind.COMPLIMENT: Asked(
        Kind.COMPLIMENT,
        "A compliment",
        "Compliments",
        "Thanks and praise that came by e-mail, on the telephone, at a visit. What came is kept apart from "
        "the words for a report. Those are printed only if that was allowed, and once a second person "
        "approved them.",
        _COMPLIMENT,
        title="",
        needs_second=True,
    ),
    Kind.SESSION: Asked(
        Kind.SESSION,
        "A session",
        "Sessions",
        "Meetings of the Children in Care Council and the like: what was said, made or decided together. A "
        "second person approves it for the report.",
        _SESSION,
        title="title",
        needs_second=True,
    ),
    Kind.PLEDGE: Asked(
        Kind.PLEDGE,
        "A pledge",
        "Pledges",
        "What is promised for a year, and what came of it. A manager approves it for the report.",
        _PLEDGE,
        title="words",
    ),
    Kind.ELSEWHERE: Asked(
        Kind.ELSEWHERE,
        "A figure from elsewhere",
        "Figures from elsewhere",
        "What others count: the advocacy service, independent visitors, another system. It is printed as "
        "theirs, with its source. A manager approves it for the report.",
        _ELSEWHERE,
        title="title",
    ),
}
