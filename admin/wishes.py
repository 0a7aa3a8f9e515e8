"""What a child wished for a meeting, and whether it came to that. Pure.

What somebody recorded of a wish counts. Where nobody did, one wish can be judged from the rest of the record:
how to take part (`how_join`), by `child_joined` where it is filled in, else by the participation code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.measures.facts import ATTENDED
from forms.participation import ParticipationCode as Code

if TYPE_CHECKING:
    from admin.measures.facts import ReviewFact

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


HOW_JOIN = "how_join"
MET, PARTLY, NOT_MET = "met", "partly", "not"
"""What somebody records of a wish."""


def are_wishes_met(fact: ReviewFact) -> bool | None:
    """Tell whether every wish was met of which it is known what came; None if it is known of none."""
    found = [outcome == MET for outcome in fact.wishes.values()]
    judged = None if HOW_JOIN in fact.wishes else did_join_as_wished(fact)
    if judged is not None:
        found.append(judged)
    return all(found) if found else None


def did_join_as_wished(fact: ReviewFact) -> bool | None:
    """Tell whether the child took part as it wanted to; None if the wish or what came of it is not known."""
    if fact.own.how_join == HELP_RUN_IT:
        return fact.co_chaired
    wish = WISHES.get(fact.own.how_join)
    if wish is None:
        return None
    if fact.child_joined and wish.joined is not None:
        return fact.child_joined in wish.joined
    return fact.code in wish.codes if fact.is_eligible else None
