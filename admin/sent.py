"""How much was ever sent: one number, quickly read, by which what was counted before is known to be old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from forms.records import Response

if TYPE_CHECKING:
    from forms.store import Store


async def count_sent(store: Store) -> int:
    """Count it by its index. Raises StoreUnavailableError."""
    is_sent = col(Response.submitted_at).is_not(None)
    [row] = await store.read(select(func.count().label("sent")).where(is_sent))
    return int(row["sent"])
