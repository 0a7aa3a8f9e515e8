"""The participation code that the record suggests, and why; or why it suggests none. Pure.

A person records the code, always. From answers follows only what a child did from afar (PN5, PN6) and, from
the date of birth, that a child was too young (PN0). How a child who was there took part (PN1 to PN4), and
that nothing of a child reached a meeting (PN7), no answer can say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.participation import ParticipationCode as Code
from forms.participation import find_birthday, is_under_four

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

STATUTORY = "cla_review"
CAME = frozenset({"all", "part", "room"})
"""Ways of joining that mean: the child was there."""
FROM_AFAR = frozenset({"video", "phone"})
STAYED_AWAY = "away"
"""What a person says at recording beside the ways of joining; kept as no way at all."""
SPEAKS = "someone_speaks"
"""The wish to have somebody speak, in the child's own form."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a meeting that was held.

    `joined` is how the child took part as somebody says it: a way of joining, STAYED_AWAY, or empty for
    not said yet. `sent_on` is when the child's own form came in; `how_join` the wish in it. `advocate`: the
    advocate's part as it is recorded.
    """

    meeting_kind: str
    held_on: date | None
    date_of_birth: date | None = None
    joined: str = ""
    sent_on: date | None = None
    how_join: str = ""
    advocate: bool | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code with the sentence why; or none, with the sentence why not."""

    code: Code | None
    why: str


NOT_COUNTED = Suggestion(None, "Participation codes are recorded for reviews of looked-after children only.")
NOT_HELD = Suggestion(None, "Nothing is suggested until the day it was held is recorded.")
TOO_YOUNG = Suggestion(Code.PN0, "By the date of birth the child was under four on the day.")
NOT_SAID = Suggestion(None, "Nothing is suggested until you say how the child took part.")
WAS_THERE = Suggestion(
    None, "The child was there. Only somebody who was there too can say which of PN1 to PN4 it was."
)
JOINED_FROM_AFAR = Suggestion(Code.PN6, "The child joined by video or phone, which the return counts as PN6.")
ASKED_SOMEBODY = Suggestion(
    Code.PN5, "The child did not come, and asked in their own form to have somebody speak for them."
)
SENT_VIEWS = Suggestion(Code.PN6, "The child did not come, and sent their own form by then.")
SENT_LATE = Suggestion(
    None,
    "The child did not come, and sent their own form only after the meeting. Views may have come another way "
    "(PN5, PN6); PN7 is for you to say.",
)
NOTHING_CAME = Suggestion(
    None,
    "The child did not come, and sent no form here. Views may have come another way (PN5, PN6); PN7 is for "
    "you to say.",
)


def suggest_code(known: Known) -> Suggestion:
    """Suggest a code, or say why none is suggested."""
    if known.meeting_kind != STATUTORY:
        return NOT_COUNTED
    if known.held_on is None:
        return NOT_HELD
    if known.date_of_birth and is_under_four(known.date_of_birth, known.held_on):
        return TOO_YOUNG
    return _suggest_by_presence(known, known.held_on)


def _suggest_by_presence(known: Known, held_on: date) -> Suggestion:
    if known.joined in CAME:
        return WAS_THERE
    if known.joined in FROM_AFAR:
        return JOINED_FROM_AFAR
    return _suggest_by_views(known, held_on) if known.joined == STAYED_AWAY else NOT_SAID


def _suggest_by_views(known: Known, held_on: date) -> Suggestion:
    if known.sent_on is None:
        return NOTHING_CAME
    if known.sent_on > held_on:
        return SENT_LATE
    return ASKED_SOMEBODY if known.how_join == SPEAKS and known.advocate is not False else SENT_VIEWS


def list_doubts(code: Code, known: Known) -> Iterator[str]:
    """Yield what does not fit a code that somebody wants to record: said before it is kept, never refused."""
    if known.date_of_birth is None or known.held_on is None:
        return
    birthday = find_birthday(known.date_of_birth, 4)
    if code is Code.PN0 and known.held_on > birthday:
        yield "PN0 is for children under four. By the date of birth this child was four or over (rule 440)."
    if code is not Code.PN0 and known.held_on < birthday:
        yield "By the date of birth this child was under four, which is PN0 (rule 441)."
    if code in ATTENDED and known.joined in {STAYED_AWAY, *FROM_AFAR}:
        yield f"{code} says that the child was there, and you say that they were not."
    if code in AWAY and known.joined in CAME:
        yield f"{code} says that the child was not there, and you say that they were."


ATTENDED = frozenset({Code.PN1, Code.PN2, Code.PN3, Code.PN4})
AWAY = frozenset({Code.PN5, Code.PN6, Code.PN7})
