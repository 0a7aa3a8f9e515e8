"""What a child wished for a meeting, and whether it came to that. Pure.

What somebody recorded of a wish counts. Where nobody did, one wish can be judged from the rest of the record:
how to take part (`how_join`), by `child_joined` where it is filled in, else by the participation code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.measures.codes import ATTENDED, IS_ELIGIBLE
from admin.measures.conditions import Known, Not, Yes, among, both, either, holds
from forms.participation import ParticipationCode as Code

if TYPE_CHECKING:
    from admin.measures.conditions import Condition
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


def _met(name: str, wish: Wish) -> Condition:
    by_code = among("code", *wish.codes)
    if wish.joined is None:
        return both(among("how_join", name), by_code)
    by_joining = among("child_joined", *wish.joined)
    judged = either(by_joining, both(Not(Known("child_joined")), by_code))
    return both(among("how_join", name), judged)


_BY_EITHER = among("how_join", *(name for name, wish in WISHES.items() if wish.joined is not None))
_BY_CODE = among("how_join", *(name for name, wish in WISHES.items() if wish.joined is None))
_HELPS = among("how_join", HELP_RUN_IT)
IS_JOINING_KNOWN: Condition = either(
    both(_HELPS, Known("co_chaired")),
    both(_BY_EITHER, either(Known("child_joined"), IS_ELIGIBLE)),
    both(_BY_CODE, IS_ELIGIBLE),
)
"""Whether it is known if the child took part as it wanted to."""
DID_JOIN: Condition = either(
    both(_HELPS, Yes("co_chaired")), *(_met(name, wish) for name, wish in WISHES.items())
)
_IS_JUDGED = both(Not(Yes("has_join_outcome")), IS_JOINING_KNOWN)
ARE_WISHES_KNOWN: Condition = either(Yes("has_outcome"), _IS_JUDGED)
"""Whether it is known of one wish or more what came of it."""
ARE_WISHES_MET: Condition = both(ARE_WISHES_KNOWN, Not(Yes("has_unmet")), either(Not(_IS_JUDGED), DID_JOIN))
"""Whether every wish was met of which that is known."""


def did_join_as_wished(fact: ReviewFact) -> bool | None:
    """Tell whether the child took part as it wanted to; None if the wish or what came of it is not known."""
    return holds(DID_JOIN, fact) if holds(IS_JOINING_KNOWN, fact) else None
