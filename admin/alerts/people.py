"""Who works here, as far as alerts go: accounts that stand, whose children are theirs, how they are told."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from admin.accounts.accounts import ACCOUNTS, COVERS
from admin.accounts.roles import read_roles
from admin.alerts.routing import Person
from forms.london import london_day
from forms.records import StaffReach

if TYPE_CHECKING:
    from datetime import date, datetime

    from forms.store import Store
    from forms.units import Row

REACHES: Any = StaffReach.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time


async def read_people(store: Store, now: datetime) -> tuple[Person, ...]:
    """Read everybody whose account stands. Raises StoreUnavailableError."""
    rows = await store.read(_STANDING)
    covered = await _read_covers(store, london_day(now))
    return tuple(_make_person(row, covered[row["id"]]) for row in rows)


async def read_names(store: Store) -> dict[str, str]:
    """Read the names of all accounts, of those that ended too. Raises StoreUnavailableError."""
    rows = await store.read(select(ACCOUNTS.c.id, ACCOUNTS.c.name))
    return {row["id"]: row["name"] for row in rows}


async def _read_covers(store: Store, today: date) -> dict[str, set[str]]:
    covers = select(COVERS.c.account_id, COVERS.c.iro_ref)
    found: dict[str, set[str]] = defaultdict(set)
    for row in await store.read(covers.where(COVERS.c.first_on <= today, COVERS.c.last_on >= today)):
        found[row["account_id"]].add(row["iro_ref"])
    return found


def _make_person(row: Row, covered: set[str]) -> Person:
    own = {row["iro_ref"]} if row["iro_ref"] else set()
    return Person(
        account_id=row["id"],
        name=row["name"],
        roles=frozenset(str(role) for role in read_roles(row["roles"])),
        iro_refs=frozenset(own | covered),
        email=row["sign_in"],
        mobile=row["mobile"] or "",
    )


_STANDING = (
    select(ACCOUNTS, REACHES.c.mobile)
    .outerjoin(REACHES, REACHES.c.account_id == ACCOUNTS.c.id)
    .where(ACCOUNTS.c.ended_at.is_(None))
    .order_by(ACCOUNTS.c.created_at, ACCOUNTS.c.id)
)
