"""What the figures are made of: one fact a review, one a visit, as far as counting needs it.

`admin.summary.sources` has the same columns as SQL; here they are for tests and for reasoning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from admin.measures.kinds import Rows
from forms.participation import find_birthday, is_under_four

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from forms.participation import ParticipationCode as Code

HOW_JOIN = "how_join"
MET = "met"
"""What somebody recorded of a wish that came true."""


@dataclass(frozen=True, slots=True)
class OwnForm:
    """What the child's own form about a review says, as far as it is counted.

    `how_join` and `could_see` are empty where the question was skipped or not asked. `want_help` is None
    where it was not asked, and holds nothing where it was and nothing was chosen.
    """

    how_join: str = ""
    could_see: str = ""
    want_help: frozenset[str] | None = None


NOTHING_SAID = OwnForm()


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """One statutory review.

    `sent_views` is True when the child's own form about it was sent to us, `carer_sent` when a carer's was.
    `heard_between` tells whether the child was heard between the review before and this one; None where no
    review before is on record.
    """

    child_ref: str
    date_of_birth: date | None = None
    review_type: str = ""
    due_on: date | None = None
    held_on: date | None = None
    mode: str = ""
    code: Code | None = None
    reason_not_attending: str = ""
    co_chaired: bool | None = None
    parent_attended: bool | None = None
    parent_consulted: bool | None = None
    iro_contact: str = ""
    reason_no_views: str = ""
    child_reason: str = ""
    parent_invited: bool | None = None
    parent_not_invited_reason: str = ""
    carer_attended: bool | None = None
    child_joined: str = ""
    iro_contact_how: str = ""
    iro_contact_alone: bool | None = None
    sent_views: bool = False
    own: OwnForm = NOTHING_SAID
    wishes: Mapping[str, str] = field(default_factory=dict)
    """What somebody recorded of each wish of the child's own form: met, partly or not."""
    carer_sent: bool = False
    heard_between: bool | None = None

    @property
    def was_under_four(self) -> bool:
        """Tell whether the child is known to have been under four when it was held."""
        return bool(self.date_of_birth and self.held_on and is_under_four(self.date_of_birth, self.held_on))

    @property
    def was_over_four(self) -> bool:
        """Tell whether the fourth birthday is known to have been over: on it, a child is neither."""
        return bool(
            self.date_of_birth and self.held_on and self.held_on > find_birthday(self.date_of_birth, 4)
        )

    @property
    def in_time(self) -> bool | None:
        """Tell whether it was held on or before the due date; None where one of the two is not known."""
        return self.held_on <= self.due_on if self.held_on and self.due_on else None

    @property
    def how_join(self) -> str:
        """How the child wanted to take part."""
        return self.own.how_join

    @property
    def could_see(self) -> str:
        """Whether somebody could see what the child chose, as the child said."""
        return self.own.could_see

    @property
    def asks_advocate(self) -> bool | None:
        """Tell whether the child's own form asks for an advocate; None where it had not the question."""
        return self._asks_for("advocate")

    @property
    def asks_interpreter(self) -> bool | None:
        """Tell likewise of an interpreter."""
        return self._asks_for("interpreter")

    def _asks_for(self, option: str) -> bool | None:
        return None if self.own.want_help is None else option in self.own.want_help

    @property
    def has_outcome(self) -> bool:
        """Tell whether somebody recorded what came of a wish."""
        return bool(self.wishes)

    @property
    def has_unmet(self) -> bool:
        """Tell whether one wish or more is recorded as met in part, or not."""
        return any(outcome != MET for outcome in self.wishes.values())

    @property
    def has_join_outcome(self) -> bool:
        """Tell whether it is recorded what came of how the child wanted to take part."""
        return HOW_JOIN in self.wishes


@dataclass(frozen=True, slots=True)
class VisitFact:
    """One visit between reviews, or a try at one."""

    outcome: str = ""
    views_recorded: bool | None = None


@dataclass(frozen=True, slots=True)
class DueFact:
    """One statutory review due, held or not."""

    is_overdue: bool


@dataclass(frozen=True, slots=True)
class TellingFact:
    """One thing that was written to be told to somebody."""

    is_told: bool


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """One promise to tell somebody by a day, of which it is known whether it was kept."""

    is_kept: bool


@dataclass(frozen=True, slots=True)
class AlertFact:
    """One alert that was taken on, or whose time ran out first."""

    is_in_time: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """The reviews of a period: those held in it, and those due in it, held or not; `last_on` is its end.

    `today` matters while the period still runs: what is due tomorrow is not overdue, and what is to be held
    tomorrow was not held. `stood_down` counts the reviews called off, which are in neither list.
    """

    held: tuple[ReviewFact, ...]
    due: tuple[ReviewFact, ...]
    last_on: date
    today: date
    stood_down: int = 0
    visits: tuple[VisitFact, ...] = ()
    tellings: tuple[TellingFact, ...] = ()
    promises: tuple[PromiseFact, ...] = ()
    alerts: tuple[AlertFact, ...] = ()

    def list_rows(self, rows: Rows) -> Sequence[object]:
        """List what a measure looks at."""
        found: Mapping[Rows, Sequence[object]] = {
            Rows.HELD: self.held,
            Rows.DUE: tuple(DueFact(self._is_overdue(fact)) for fact in self.due),
            Rows.STOOD_DOWN: range(self.stood_down),
            Rows.VISITS: self.visits,
            Rows.TELLINGS: self.tellings,
            Rows.PROMISES: self.promises,
            Rows.ALERTS: self.alerts,
        }
        return found[rows]

    def _is_overdue(self, fact: ReviewFact) -> bool:
        """Tell whether it was due before today, and not held by the last day (while it runs: by today)."""
        if not (fact.due_on and fact.due_on < self.today):
            return False
        return fact.held_on is None or fact.held_on > min(self.last_on, self.today)
