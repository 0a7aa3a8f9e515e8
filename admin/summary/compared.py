"""Two periods side by side: by how many percentage points a figure went up or down."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from admin.measures.shares import Share
    from admin.summary.summary import Summary


def find_points(summary: Summary) -> dict[str, float | None]:
    """Return for each measure how much higher its percentage is than in the period compared with.

    None where either has no percentage: a bare count, or a share of nothing.
    """
    if summary.compared is None:
        return {}
    before = {figure.name: figure.share for figure in summary.compared.chosen}
    return {figure.name: subtract(figure.share, before[figure.name]) for figure in summary.figures}


def subtract(now: Share, before: Share) -> float | None:
    """Return the difference of the two percentages as they are printed, so that a reader can check it."""
    if now.percent is None or before.percent is None:
        return None
    return round(now.percent - before.percent, 1)
