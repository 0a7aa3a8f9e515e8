"""Which participation codes mean what, and what a code and a birth say of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.conditions import Known, Not, Yes, among, both, either
from forms.participation import ParticipationCode as Code

if TYPE_CHECKING:
    from admin.measures.conditions import Condition

ATTENDED = frozenset({Code.PN1, Code.PN2, Code.PN3, Code.PN4})
TOOK_PART = frozenset({Code.PN1, Code.PN2, Code.PN3, Code.PN5, Code.PN6})
STAYED_AWAY = frozenset({Code.PN0, Code.PN5, Code.PN6, Code.PN7})
OLD_ENOUGH = frozenset(Code) - {Code.PN0}

IS_ELIGIBLE: Condition = among("code", *OLD_ENOUGH)
"""E: the code is known and says that the child was old enough."""
IS_YOUNG: Condition = among("code", Code.PN0)
"""Z."""
IS_UNKNOWN: Condition = both(Not(Known("code")), Not(Yes("was_under_four")))
"""U: no code, and not known by birth date to have been under four."""
IS_MISCODED: Condition = either(
    both(IS_YOUNG, Yes("was_over_four")), both(IS_ELIGIBLE, Yes("was_under_four"))
)
"""The code contradicts the date of birth (rules 440 and 441)."""
DID_TAKE_PART: Condition = among("code", *TOOK_PART)
"""PN1, PN2, PN3, PN5 or PN6."""
