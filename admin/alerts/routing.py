"""Who may know of an alert, and who is told of it. Pure.

An alert says who must not know: roles that follow from the answers, and those that somebody named when they
asked for help. Whoever holds one of them is not told, by no message and by no page, whatever else they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.must_not_know import may_be_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forms.units import Row

DUTY, NEXT, ALLEGATIONS, IRO = "duty", "manager", "allegations_officer", "iro"
"""Roles and posts of accounts that are told of alerts, or may look at those of their own children."""

POSTS = (DUTY, NEXT, ALLEGATIONS)
"""Whose alerts they all are. In this order they are offered to hand one on to."""

DUTY_CONTACT = "duty_contact"
"""No account: the address that `SAY_DUTY_CONTACT` names. It gets the bare fact that there is an alert."""

_TOLD_AS = frozenset([*POSTS, IRO])
"""Roles by which a child could mean somebody. Nobody can mean an analyst."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work, as far as alerts go. `iro_refs`: whose children are theirs today."""

    account_id: str
    name: str
    roles: frozenset[str]
    iro_refs: frozenset[str] = frozenset()
    email: str = ""
    mobile: str = ""

    @property
    def told_as(self) -> frozenset[str]:
        """Return as what a child may have named them: whoever has an IRO's children is an IRO."""
        return (self.roles & _TOLD_AS) | ({IRO} if self.iro_refs else set())


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told, and as what. Without an account: the duty contact."""

    account_id: str
    role: str


def list_named(alert: Row) -> frozenset[str]:
    """Return the roles that must not know of an alert."""
    return frozenset((*alert["must_not_know"].split(), *alert["contact_must_not_know"].split()))


def may_know(person: Person, named: Iterable[str]) -> bool:
    """Tell whether somebody may know of an alert that names these roles."""
    return may_be_told(person.told_as, named)


def list_holders(people: Iterable[Person], named: Iterable[str], role: str) -> tuple[Recipient, ...]:
    """Return who holds a role and may know."""
    barred = frozenset(named)
    return tuple(
        Recipient(person.account_id, role)
        for person in people
        if role in person.roles and may_know(person, barred)
    )


def find_recipients(
    people: Sequence[Person], named: Iterable[str], first: str, level: int
) -> tuple[Recipient, ...]:
    """Return who is told once an alert's time has run out `level` times: those with the role `first` at once.

    Then the next, and then everybody who may know. Where a step of that way has nobody, the one after it is
    taken at once; nobody at all: the duty contact.
    """
    barred = frozenset(named)
    groups = [list_holders(people, barred, role) for role in dict.fromkeys((first, NEXT))]
    way = [group for group in groups if group]
    return way[level] if level < len(way) else find_everybody(people, barred, (first, DUTY, NEXT))


def find_everybody(
    people: Sequence[Person], named: Iterable[str], roles: Iterable[str] = POSTS
) -> tuple[Recipient, ...]:
    """Return everybody with one of these roles who may know, each once, and the duty contact."""
    barred, found = frozenset(named), dict[str, Recipient]()
    for role in roles:
        for told in list_holders(people, barred, role):
            found.setdefault(told.account_id, told)
    return (*found.values(), Recipient("", DUTY_CONTACT))
