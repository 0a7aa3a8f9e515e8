"""What may be said of a child's answers, and to whom. Every staff page and every print-out asks here. Pure.

It works on rows of `ResponseAnswer` as they come from the database, opened or not: of each it looks at
`question_key`, `sharing`, `value` and `sealed` alone. What is unknown or missing counts as private.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from forms.sharing import KEPT_CLOSE, Sharing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

AnyRow = TypeVar("AnyRow", bound="Mapping[Any, Any]")

NOT_FRONT_OF = "not_front_of"
"""The question that names people before whom nothing of this is to be talked about."""
NO_SIBLINGS = frozenset(
    {
        *("mum", "dad", "parent", "carer", "friend", "iro", "worker", "teacher", "health", "advocate"),
        *("new_people", "professional", "supporter"),
    }
)
"""Who can be named there without a brother or sister being meant; whatever else is named may mean one."""


class To(StrEnum):
    """For whom words are taken out."""

    READER = "reader"
    """The private brief of the person who reads the form: all, skips too."""
    SAY_FOR_ME = "say_for_me"
    """What the reader may say at the meeting in the child's place."""
    READ_ALOUD = "read_aloud"
    """What may be read out, word for word. What is not on this list has left no trace on it."""
    SIBLINGS = "siblings"
    """What may be read out where brothers and sisters have their meetings together. All answers of one child
    are asked of at once: whom any of them names holds for all."""
    MANAGER = "manager"
    """What a manager reads who gives no reason: what others may hear too."""


_MUST_BE = {
    To.SAY_FOR_ME: frozenset({Sharing.IRO_MAY_SAY}),
    To.READ_ALOUD: frozenset({Sharing.READ_OUT}),
    To.SIBLINGS: frozenset({Sharing.READ_OUT}),
    To.MANAGER: frozenset({Sharing.IRO_MAY_SAY, Sharing.READ_OUT}),
}


@dataclass(frozen=True, slots=True)
class Brief:
    """A response, sorted by who may hear it. An answer of the two lists is in `private` too, in no other."""

    private: tuple[Any, ...]
    say_for_me: tuple[Any, ...]
    read_aloud: tuple[Any, ...]
    not_front_of: tuple[str, ...]
    """Values of people (`mum`, `carer` …) who must not be there when any of it is talked about."""


def what_may_be_said(answers: Iterable[AnyRow], to: To) -> tuple[AnyRow, ...]:
    """Return the answers meant for `to`, in their order."""
    rows = tuple(answers)
    if to is To.READER:
        return rows
    if to is To.SIBLINGS and not NO_SIBLINGS.issuperset(list_not_front_of(rows)):
        return ()
    return tuple(row for row in rows if _is_said(row) and find_row_sharing(row) in _MUST_BE[to])


def has_more(answers: Iterable[Mapping[Any, Any]], to: To) -> bool:
    """Tell whether something was said that is not for `to`: for the screens of staff, never for a paper."""
    rows = tuple(answers)
    return len(what_may_be_said(rows, to)) < sum(_is_said(row) for row in rows)


def find_row_sharing(row: Mapping[Any, Any]) -> Sharing:
    """Return who may hear an answer's row: private whenever it is not plainly said otherwise."""
    if row["question_key"] in KEPT_CLOSE:
        return Sharing.ONLY_IRO
    found = row["sharing"]
    return Sharing(found) if found in set(Sharing) else Sharing.ONLY_IRO


def _is_said(row: Mapping[Any, Any]) -> bool:
    """Tell a given answer from a skip, which tells others what was asked and not answered."""
    return row["value"] is not None or row["sealed"] is not None


def list_not_front_of(answers: Iterable[Mapping[Any, Any]]) -> tuple[str, ...]:
    """List before whom nothing is to be talked about; empty if nobody was named."""
    named = (row["value"] for row in answers if row["question_key"] == NOT_FRONT_OF)
    return tuple(value for values in named if values for value in values.split())


def sort_answers(answers: Iterable[AnyRow]) -> Brief:
    """Sort a response's answers for the person who reads it."""
    rows = tuple(answers)
    return Brief(
        private=what_may_be_said(rows, To.READER),
        say_for_me=what_may_be_said(rows, To.SAY_FOR_ME),
        read_aloud=what_may_be_said(rows, To.READ_ALOUD),
        not_front_of=list_not_front_of(rows),
    )
