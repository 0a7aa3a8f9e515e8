"""What people at work may be. Somebody may hold several; a route names those that may open it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Role(StrEnum):
    """Six roles, and three posts that somebody holds beside or instead of one."""

    IRO = "iro"
    BUSINESS_SUPPORT = "business_support"
    MANAGER = "manager"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    DUTY = "duty"
    ALLEGATIONS = "allegations_officer"
    COMPLAINTS = "complaints_manager"


NAMES = {
    Role.IRO: "Independent Reviewing Officer",
    Role.BUSINESS_SUPPORT: "Business support",
    Role.MANAGER: "Manager of the reviewing service",
    Role.ANALYST: "Analyst",
    Role.ADMINISTRATOR: "Administrator",
    Role.AUDITOR: "Auditor",
    Role.DUTY: "Duty worker",
    Role.ALLEGATIONS: "Allegations officer",
    Role.COMPLAINTS: "Complaints manager",
}
DOES = {
    Role.IRO: "Reads, acts on and answers what their own children say.",
    Role.BUSINESS_SUPPORT: "Invites people, types booklets in, records meetings. Reads nobody's words.",
    Role.MANAGER: "Sees all meetings. Opens what is for the IRO alone only with a reason; the child is told.",
    Role.ANALYST: "Sees figures, with small numbers hidden. Sees nobody.",
    Role.ADMINISTRATOR: "Looks after accounts and settings. Reads nobody's words.",
    Role.AUDITOR: "Sees who did what, and nobody's words.",
    Role.DUTY: "Is told of alerts at once, and answers for them.",
    Role.ALLEGATIONS: "Takes over alerts about people who work or care for children.",
    Role.COMPLAINTS: "Answers complaints within their time.",
}


def read_roles(written: str) -> frozenset[Role]:
    """Read roles as an account keeps them. What is no role any more is left out."""
    return frozenset(Role(code) for code in written.split() if code in set(Role))


def write_roles(roles: Iterable[Role]) -> str:
    """Write roles as an account keeps them, always in the same order."""
    held = frozenset(roles)
    return " ".join(role for role in Role if role in held)


def name_roles(written: str) -> str:
    """Say roles in words."""
    return ", ".join(NAMES[role] for role in Role if role in read_roles(written)) or "None"
