"""What the figures are made of: one fact a review, one a visit, as far as counting needs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.participation import ParticipationCode as Code
from forms.participation import check_age, is_under_four

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

ATTENDED = frozenset({Code.PN1, Code.PN2, Code.PN3, Code.PN4})
TOOK_PART = frozenset({Code.PN1, Code.PN2, Code.PN3, Code.PN5, Code.PN6})
STAYED_AWAY = frozenset({Code.PN0, Code.PN5, Code.PN6, Code.PN7})


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
    def is_eligible(self) -> bool:
        """E: the code is known and says that the child was old enough."""
        return self.code is not None and self.code is not Code.PN0

    @property
    def is_unknown(self) -> bool:
        """U: no code, and not known by birth date to have been under four."""
        if self.code is not None:
            return False
        return not (self.date_of_birth and self.held_on and is_under_four(self.date_of_birth, self.held_on))

    @property
    def is_miscoded(self) -> bool:
        """Tell whether the code contradicts the date of birth (rules 440 and 441)."""
        if not (self.code and self.date_of_birth and self.held_on):
            return False
        return check_age(self.code, self.date_of_birth, self.held_on) is not None

    @property
    def took_part(self) -> bool:
        """PN1, PN2, PN3, PN5 or PN6."""
        return self.code in TOOK_PART

    @property
    def has_both_dates(self) -> bool:
        """Tell whether it can be said to be in time or late."""
        return self.due_on is not None and self.held_on is not None

    @property
    def is_in_time(self) -> bool:
        """Held on or before the due date."""
        return self.due_on is not None and self.held_on is not None and self.held_on <= self.due_on


@dataclass(frozen=True, slots=True)
class VisitFact:
    """One visit between reviews, or a try at one."""

    outcome: str = ""
    views_recorded: bool | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The reviews of a period: those held in it, and those due in it, held or not; `last_on` is its end.

    `today` matters while the period still runs: what is due tomorrow is not overdue, and what is to be held
    tomorrow was not held. `stood_down` counts the reviews called off, which are in neither list; `meetings`
    counts all meetings held, by kind.
    """

    held: tuple[ReviewFact, ...]
    due: tuple[ReviewFact, ...]
    last_on: date
    today: date
    stood_down: int = 0
    visits: tuple[VisitFact, ...] = ()
    meetings: Mapping[str, int] = field(default_factory=dict)
    eligible: tuple[ReviewFact, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "eligible", tuple(fact for fact in self.held if fact.is_eligible))

    @property
    def unknown(self) -> int:
        """U."""
        return sum(fact.is_unknown for fact in self.held)

    @property
    def young(self) -> int:
        """Z."""
        return sum(fact.code is Code.PN0 for fact in self.held)

    @property
    def overdue(self) -> int:
        """Due in the period, before today, and not held by its last day (while it runs: by today)."""
        late = [fact for fact in self.due if fact.due_on and fact.due_on < self.today]
        until = min(self.last_on, self.today)
        return sum(fact.held_on is None or fact.held_on > until for fact in late)
