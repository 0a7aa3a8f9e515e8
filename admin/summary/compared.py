"""Two periods side by side: by how many percentage points a figure went up or down."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from admin.measures.shares import Share


def subtract(now: Share, before: Share) -> float | None:
    """Return the difference of the two percentages as they are printed, so that a reader can check it."""
    if now.percent is None or before.percent is None:
        return None
    return round(now.percent - before.percent, 1)
