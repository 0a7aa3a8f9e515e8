"""How a child wanted to take part, and whether it came to that.

The wish is `how_join` of the child's own form. What came of it is what the council recorded: `child_joined`
where it is filled in, else the participation code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.facts import ATTENDED
from forms.participation import ParticipationCode as Code

if TYPE_CHECKING:
    from admin.facts import ReviewFact

SPOKEN_FOR = frozenset({Code.PN2, Code.PN5})
VIEWS_SENT = frozenset({Code.PN5, Code.PN6})
STAYED_AWAY = frozenset({Code.PN5, Code.PN6, Code.PN7})
THERE = frozenset({"all", "part", "room"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What meets a wish: one of `joined`, or, where that is not recorded, one of `codes`.

    Where `joined` is None the code alone decides.
    """

    codes: frozenset[Code]
    joined: frozenset[str] | None = None


WISHES = {
    "come": Wish(ATTENDED, THERE),
    "all": Wish(ATTENDED, frozenset({"all", "room"})),
    "part": Wish(ATTENDED, frozenset({"part", "room"})),
    "video_phone": Wish(frozenset({Code.PN6}), frozenset({"video", "phone"})),
    "someone_speaks": Wish(SPOKEN_FOR),
    "send_words": Wish(VIEWS_SENT),
    "send_picture": Wish(VIEWS_SENT),
    "not_come": Wish(STAYED_AWAY, frozenset()),
}
"""`room` says that the child came, not for how long. PN6 is the code for joining by phone or video."""
HELP_RUN_IT = "help_run_it"
"""Met where the child chaired or helped to chair."""


def is_wish_met(fact: ReviewFact) -> bool | None:
    """Tell whether the child took part as it wanted to; None if the wish or what came of it is not known."""
    if fact.own.how_join == HELP_RUN_IT:
        return fact.co_chaired
    wish = WISHES.get(fact.own.how_join)
    if wish is None:
        return None
    if fact.child_joined and wish.joined is not None:
        return fact.child_joined in wish.joined
    return fact.code in wish.codes if fact.is_eligible else None
