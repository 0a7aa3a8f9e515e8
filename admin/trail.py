"""The record of what staff did, read: by whom, about what, on which days. Never any words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlmodel import col

from forms.audit import OPEN
from forms.london import start_of_day
from forms.records import Account, AuditEntry
from forms.store.statements import table_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement

    from forms.store import Store
    from forms.units import Row


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are wanted; what is empty or None asks for nothing in particular. Days are London's."""

    about: Collection[str] | None = None
    by: str = ""
    """An account, or a role."""
    action: str = ""
    """The noun of `noun.verb`, or the whole of it."""
    first_on: date | None = None
    ends_before: date | None = None
    others: tuple[ColumnElement[bool], ...] = field(default=())

    def list_conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield them as the database is asked. That a process began its chain is nobody's deed."""
        yield col(AuditEntry.action) != OPEN
        if self.about is not None:
            yield col(AuditEntry.about).in_(sorted(self.about))
        if self.by:
            yield or_(col(AuditEntry.by) == self.by, col(AuditEntry.role) == self.by)
        if self.action:
            yield or_(
                col(AuditEntry.action) == self.action,
                col(AuditEntry.action).startswith(f"{self.action}.", autoescape=True),
            )
        if self.first_on:
            yield col(AuditEntry.done_at) >= start_of_day(self.first_on)
        if self.ends_before:
            yield col(AuditEntry.done_at) < start_of_day(self.ends_before)
        yield from self.others


async def read_names(store: Store) -> dict[str, str]:
    """Read the names of everybody who has, or had, an account. Raises StoreUnavailableError."""
    rows = await store.read(select(col(Account.id), col(Account.name)))
    return {row["id"]: row["name"] for row in rows}


async def read_trail(
    store: Store, wanted: Wanted, *, limit: int | None = None, skip: int = 0
) -> Sequence[Row]:
    """Read entries, the newest first. Raises StoreUnavailableError."""
    table: Any = table_of(AuditEntry)
    found = select(table).where(*wanted.list_conditions())
    ordered = found.order_by(table.c.done_at.desc(), table.c.chain_id, table.c.number.desc())
    return await store.read(ordered.limit(limit).offset(skip) if limit else ordered)
