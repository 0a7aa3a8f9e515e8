"""Who may look at alerts, and who may try whether they reach anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.alerts.routing import Person
from admin.console.access import may

if TYPE_CHECKING:
    from admin.console.staff import Staff

LOOKERS = may(Role.DUTY, Role.ALLEGATIONS, Role.MANAGER, own=(Role.IRO,))
"""The posts that alerts go to see anybody's; an IRO sees those of their own children."""
HOLDERS = may(Role.DUTY, Role.ALLEGATIONS, Role.MANAGER)
"""Those who are told of alerts themselves."""
TRIERS = may(Role.ADMINISTRATOR, Role.MANAGER, Role.DUTY)


def make_person(staff: Staff) -> Person:
    """Return whoever is signed in, as alerts see them."""
    return Person(staff.account_id, staff.name, frozenset(map(str, staff.roles)), staff.iro_refs)


def name_role_for(staff: Staff) -> Role:
    """Return as what somebody deals with an alert, for the record."""
    return next(
        (role for role in (Role.DUTY, Role.ALLEGATIONS, Role.MANAGER) if role in staff.roles), Role.IRO
    )
