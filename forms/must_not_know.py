"""Who must not know that somebody asked for help, or may be hurt: worked out from what they said. Pure.

A role named here is never told by us. Where in doubt, somebody counts as named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.answers import Answer

SOMEONE_NEAR = "someone_near"
"""Somebody could see the answers, and nobody knows who: whoever may be beside the person counts as named."""

NEAR = frozenset(
    [
        "carer",
        "dad",
        "family",
        "friend",
        "health",
        "mum",
        "new_people",
        "other",
        "partner",
        "siblings",
        "teacher",
    ]
)
"""Who may be beside a child or a grown-up while they answer."""

UNCERTAIN = frozenset([SOMEONE_NEAR, "new_people", "other"])
"""Names that say nobody in particular: with one of them, everybody who may be near counts as named."""

ALWAYS_TOLD = frozenset(["allegations_officer", "duty", "manager"])
"""Who stands at the end of every way: people at the council who live with nobody that answers here."""

STAFF = frozenset(["advocate", "iro", "worker"])
"""Who is told unless named."""

_ALSO_CALLED = {"social_worker": "worker"}
"""By what name a questionnaire calls somebody whom the staff pages call otherwise."""
_HELPED = frozenset(["read_to_me", "typed_for_me"])
_SEEN = frozenset(["yes", "some"])


def list_must_not_know(answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the roles that must not know, in the order of the alphabet.

    Those the person named, whoever helped (they sat beside), and somebody unknown where others could see.
    """
    named = set(_as_roles(answers.get("not_front_of")))
    if answers.get("helper") in _HELPED:
        named |= set(_as_roles(answers.get("helper_role"))) or {SOMEONE_NEAR}
    if answers.get("could_see") in _SEEN:
        named.add(SOMEONE_NEAR)
    return tuple(sorted(named))


def _as_roles(answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, tuple):
        return answer
    return (str(answer),) if answer else ()


def may_be_told(roles: Iterable[str], must_not_know: Iterable[str]) -> bool:
    """Tell whether somebody with these roles may be told of an alert, by us or by a list they can open.

    One person can have several: a manager who is the carer too is a carer first. A role we do not know is
    told nothing of an alert that names anybody at all.
    """
    held = frozenset(_ALSO_CALLED.get(role, role) for role in roles)
    named = frozenset(must_not_know)
    if not named:
        return bool(held)
    if held & named or not held or (named & UNCERTAIN and held & NEAR):
        return False
    return held <= ALWAYS_TOLD | STAFF | NEAR
