"""Made-up people at work for the demo, one for each role, without a password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.accounts.accounts import EMPTY, find_account_id
from admin.accounts.roles import NAMES, Role, write_roles
from forms.records import Account
from forms.units import Insert

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """One of them: a code for the button, a name, roles, and whose children are theirs."""

    code: str
    name: str
    roles: tuple[Role, ...]
    iro_ref: str = ""

    @property
    def sign_in(self) -> str:
        """Their e-mail address, at a name that nobody can own."""
        return f"{self.name.casefold().replace(' ', '.')}@demoshire.example"

    @property
    def does(self) -> str:
        """What they are, in words."""
        return " and ".join(NAMES[role] for role in self.roles)

    def find_id(self, keys: Keys) -> str:
        """Return the id of their account."""
        return find_account_id(keys, self.sign_in)


STAFF = (
    DemoStaff("iro", "Sam Okafor", (Role.IRO,), "IRO-1"),
    DemoStaff("other-iro", "Priya Nair", (Role.IRO,), "IRO-2"),
    DemoStaff("manager", "Ruth Bell", (Role.MANAGER,)),
    DemoStaff("second-manager", "Owen Hughes", (Role.MANAGER,)),
    DemoStaff("support", "Lena Fischer", (Role.BUSINESS_SUPPORT,)),
    DemoStaff("duty", "Yusuf Demir", (Role.DUTY,)),
    DemoStaff("allegations", "Grace Mensah", (Role.ALLEGATIONS,)),
    DemoStaff("complaints", "Tom Ashby", (Role.COMPLAINTS,)),
    DemoStaff("analyst", "Wei Chen", (Role.ANALYST,)),
    DemoStaff("administrator", "Joan Kelly", (Role.ADMINISTRATOR,)),
    DemoStaff("auditor", "Mark Doyle", (Role.AUDITOR,)),
)
TYPIST, SECOND = (next(one for one in STAFF if one.code == code) for code in ("support", "manager"))
"""Who writes down what came otherwise than by a form, and who approves it."""


def write_staff(keys: Keys, now: datetime) -> tuple[Insert, ...]:
    """Write their accounts where they are missing."""
    return tuple(Insert(Account, _make_row(keys, one, now), unless_there=True) for one in STAFF)


def _make_row(keys: Keys, one: DemoStaff, now: datetime) -> dict[str, object]:
    said = {"sign_in": one.sign_in, "name": one.name, "roles": write_roles(one.roles), "iro_ref": one.iro_ref}
    return {**EMPTY, "id": one.find_id(keys), "created_at": now, **said}
