"""Who may open which address: each route names it, in tables a person can read.

docs/roles.md is written from these tables, and a test asks every route as every role.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from admin.accounts.roles import Role

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import web

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class About(StrEnum):
    """What an address is about: the value is the part of the address that names it."""

    NOTHING = ""
    REVIEW = "review"
    CHILD = "child"
    RESPONSE = "response"
    INVITATION = "invitation"
    ALERT = "alert"
    ACTION = "action"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Rule:
    """Which roles may open a route: about their own children, or about anybody's.

    Where a route is about nothing, `own` roles get in and find only what is theirs: `REACH`.
    """

    own: frozenset[Role] = frozenset()
    anybody: frozenset[Role] = frozenset()
    is_open: bool = False
    """Nobody need be signed in: the pages where people sign in."""

    @property
    def roles(self) -> frozenset[Role]:
        """Whoever may open it at all."""
        return self.own | self.anybody


@dataclass(frozen=True, slots=True)
class Route:
    """One address: how it is asked, what answers, who may, what it is about.

    `audit` names what is written down when it shows or changes something that must be on record, by whoever
    carries it out. A route that shows people's words has one: a test looks.
    """

    method: str
    address: str
    handler: Handler
    may: Rule
    about: About = About.NOTHING
    audit: str = ""
    is_fresh: bool = False
    """Whether the person must have proved who they are just now: before anything is taken out."""
    is_come_back_to: bool = False
    """Whether another site leads back here, and the page knows: the council's sign-in provider."""


def may(*anybody: Role, own: tuple[Role, ...] = ()) -> Rule:
    """Make a rule: these roles for anybody's, and those for their own."""
    return Rule(frozenset(own), frozenset(anybody))


OPEN = Rule(is_open=True)
EVERYBODY = may(*Role)
"""Whoever is signed in: the home page, one's own account."""
