"""Whether somebody has read something: by the record of what was opened, there is no other list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from forms.records import AuditEntry, Response

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from forms.store import Store

READ_BY = ("response.open_brief", "response.open_shared", "response.break_glass")
"""What counts as reading: a sheet that is printed is not."""


async def list_seen(store: Store, account_id: str, response_ids: Sequence[str]) -> Mapping[str, datetime]:
    """Return when an account last read each of these responses; those it never read are not there.

    Raises StoreUnavailableError.
    """
    rows = await store.read(
        _SEEN.where(col(AuditEntry.about).in_(response_ids), col(AuditEntry.by) == account_id)
    )
    return {row["about"]: row["done_at"] for row in rows}


def find_seen_by(account_id: str) -> Any:  # noqa: ANN401 - a subquery, as SQLAlchemy types it
    """Say of a response when an account last read it; NULL: never."""
    return (
        select(func.max(col(AuditEntry.done_at)))
        .where(
            col(AuditEntry.about) == col(Response.id),
            col(AuditEntry.by) == account_id,
            col(AuditEntry.action).in_(READ_BY),
        )
        .correlate(Response)
        .scalar_subquery()
    )


_SEEN: Any = (
    select(col(AuditEntry.about), func.max(col(AuditEntry.done_at)).label("done_at"))
    .where(col(AuditEntry.action).in_(READ_BY))
    .group_by(col(AuditEntry.about))
)
