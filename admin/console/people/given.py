"""What is typed about an account, read."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from admin.accounts.accounts import NewAccount, normalise_sign_in
from admin.accounts.roles import Role, read_roles
from admin.typed_days import read_typed_day
from forms.web.given import first
from forms.web.pages import Fault

if TYPE_CHECKING:
    from forms.web.given import Fields

MAX_NAME = 100
NO_ADDRESS = "Write their e-mail address, such as name@council.gov.uk."
NO_NAME = "Write their name."
NO_ROLE = "Choose at least one role."
NO_IRO = "Choose whose children are theirs: an IRO sees those alone."
NO_COVER = "Choose whose children they cover."
NO_DAYS = "Write the first and the last day, such as 01/12/2026; the last is not before the first."
_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{2,60}")


def is_address(text: str) -> bool:
    """Tell whether it may be an e-mail address."""
    return bool(_ADDRESS.fullmatch(text)) and text.isprintable()


def read_new_account(fields: Fields) -> NewAccount | tuple[Fault, ...]:
    """Read who is added; or what is wrong."""
    sign_in, name = normalise_sign_in(first(fields, "sign_in")), first(fields, "name").strip()
    roles, iro_ref = read_roles(" ".join(fields.get("roles", ()))), first(fields, "iro_ref").strip()
    faults = find_faults(sign_in, name, roles, iro_ref)
    return tuple(faults) or NewAccount(sign_in, name, roles, iro_ref)


def find_faults(sign_in: str, name: str, roles: frozenset[Role], iro_ref: str) -> list[Fault]:
    """Say what is missing of an account."""
    faults = []
    if not is_address(sign_in):
        faults.append(Fault(NO_ADDRESS, "sign_in"))
    if not name or len(name) > MAX_NAME or not name.isprintable():
        faults.append(Fault(NO_NAME, "name"))
    if not roles:
        faults.append(Fault(NO_ROLE, "roles-1"))
    if Role.IRO in roles and not iro_ref:
        faults.append(Fault(NO_IRO, "iro_ref"))
    return faults


def read_cover(fields: Fields) -> tuple[str, date, date] | Fault:
    """Read a leave cover: whose children, from when to when."""
    iro_ref = first(fields, "cover_ref").strip()
    if not iro_ref:
        return Fault(NO_COVER, "cover_ref")
    first_on, last_on = (read_typed_day(first(fields, name).strip()) for name in ("first_on", "last_on"))
    if not isinstance(first_on, date) or not isinstance(last_on, date) or last_on < first_on:
        return Fault(NO_DAYS, "first_on")
    return iro_ref, first_on, last_on
