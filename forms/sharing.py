"""Who may hear an answer: chosen by the child, one by one or once for all; private until then. Pure.

Why it is made like this: docs/decisions/2026-11-29-engine.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.definition import Kind, SharingAsked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.definition import Form, Question


class Sharing(StrEnum):
    """Who may hear an answer, the fewest first. In every case the person who reads the form may read it."""

    ONLY_IRO = "only_iro"
    """Whoever reads the form: the IRO, a care leaver's adviser, the chair."""
    IRO_MAY_SAY = "iro_may_say"
    READ_OUT = "read_out"


PRIVATE = Sharing.ONLY_IRO
"""What holds while nothing is chosen, and wherever there is nothing to choose."""
WHOLE = ""
"""Stands in place of a question's key where one choice is for all answers."""

KEPT_CLOSE = frozenset(
    {"not_front_of", "helper", "helper_role", "could_see", "safe_way", "tell_back", "quote_ok"}
)
"""Answers to us, about the answers: read aloud, "not in front of Mum" would be said in front of Mum."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Who may hear what: by question where each has its choice; `whole` is None where answers differ."""

    each: Mapping[str, Sharing]
    whole: Sharing | None


def may_choose(form: Form, question: Question) -> bool:
    """Tell whether the question has a choice of its own."""
    is_asked = question.kind is not Kind.NOTE and question.key not in KEPT_CLOSE
    return form.sharing is SharingAsked.EACH and is_asked


def find_sharing(form: Form, question: Question, chosen: Mapping[str, Sharing]) -> Sharing | None:
    """Return who may hear an answer; None where the form has no such choice."""
    if form.sharing is SharingAsked.NEVER:
        return None
    if question.key in KEPT_CLOSE:
        return PRIVATE
    return chosen.get(WHOLE if form.sharing is SharingAsked.ONCE else question.key, PRIVATE)


def list_choices(form: Form, asked: Iterable[Question]) -> tuple[str, ...]:
    """List the keys under which choices are kept, of these questions: one for all, or one for each."""
    if form.sharing is SharingAsked.ONCE:
        return (WHOLE,)
    return tuple(question.key for question in asked if may_choose(form, question))


def find_heard(form: Form, asked: Iterable[Question], chosen: Mapping[str, Sharing]) -> Heard | None:
    """Return who may hear what of these questions; None where there is nothing to choose."""
    held = {key: chosen.get(key, PRIVATE) for key in list_choices(form, asked)}
    if not held:
        return None
    each = {key: sharing for key, sharing in held.items() if key != WHOLE}
    return Heard(each, find_common(held.values()))


def find_common(held: Iterable[Sharing]) -> Sharing | None:
    """Return the one choice that all have; None where they differ."""
    found = set(held)
    return found.pop() if len(found) == 1 else None


def narrow(one: Sharing, other: Sharing) -> Sharing:
    """Return whichever lets fewer people hear."""
    return min(one, other, key=tuple(Sharing).index)
