"""What came of each placement in a period: of a poster, a leaflet, a desk card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select
from sqlmodel import col

from forms.records import Placement, PlacementCount

if TYPE_CHECKING:
    from admin.periods import Period
    from forms.store import Store


@dataclass(frozen=True, slots=True)
class PlacementSum:
    """How often a placement's code was opened, begun with, and sent on."""

    name: str
    title: str
    scans: int
    starts: int
    completions: int


async def read_placements(store: Store, period: Period) -> tuple[PlacementSum, ...]:
    """Sum the days of the period; a placement that hung then and that nobody scanned stands with zeros."""
    counted = (PlacementCount.scans, PlacementCount.starts, PlacementCount.completions)
    sums: list[Any] = [func.coalesce(func.sum(col(column)), 0).label(column.key) for column in counted]  # type: ignore[attr-defined]
    names = (col(Placement.name), col(Placement.title))
    in_period = and_(
        col(PlacementCount.name) == col(Placement.name),
        col(PlacementCount.day).between(period.first_on, period.last_on),
    )
    rows = await store.read(
        select(*names, *sums)
        .outerjoin(PlacementCount, in_period)
        .where(col(Placement.created_at) < period.ends_at)
        .group_by(*names)
        .order_by(names[0])
    )
    return tuple(PlacementSum(**row) for row in rows)
