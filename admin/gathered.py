"""What people told otherwise than by a form, what was promised them, and what others counted. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from admin.quotes.reading import Quoted
    from admin.shown.model import Number


class How(StrEnum):
    """Whose words they are: a reader must know."""

    OWN_WORDS = "own_words"
    WRITTEN_DOWN = "written_down"
    """Somebody wrote down what the person said."""
    OBSERVED = "observed"
    """Somebody saw it; nothing was said."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One thing that several people spoke about, as somebody coded it.

    `responses` counts responses, each once, of the `out_of` that were coded for this audience and timing.
    """

    key: str
    title: str
    audience: str
    timing: str
    responses: int
    out_of: int
    quotes: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Compliment:
    """Thanks or praise that came by e-mail, telephone, at a visit. Only words that may be printed."""

    words: str
    source: str
    role: str
    received_on: date
    about: str = ""
    """What it is about, in words that name nobody."""
    how: How = How.OWN_WORDS


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting of the Children in Care Council or the like: what was made or decided with children."""

    title: str
    held_on: date
    people: Number
    words: str
    how: How


class PledgeState(StrEnum):
    """What has come of a promise."""

    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Pledge:
    """What was promised for a year, what came of it, and what shows it."""

    words: str
    year_from: date
    state: PledgeState
    evidence: str = ""
    said_by: str = ""
    """Who says what came of it: a post, no name."""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A figure that somebody else counted: an advocacy service, independent visitors, another system."""

    title: str
    count: Number
    out_of: Number | None
    source: str
    first_on: date
    last_on: date
    note: str = ""
    measure: str = ""
    """Our own measure of the same name, where it was published for an earlier year: as published then."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was told otherwise than by a form, and what was promised."""

    compliments: tuple[Compliment, ...] = ()
    sessions: tuple[Session, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    """Those whose year lies in the period, and those promised for the year that begins the day after."""
    elsewhere: tuple[Elsewhere, ...] = ()
    """Counted by others, for days of this period."""
    past: tuple[Elsewhere, ...] = ()
    """As the council published them for periods that were over before this one began, the latest last.

    By whatever definition held then: they may stand beside ours, and must not be subtracted from them.
    """


NOTHING_GATHERED = Gathered()
