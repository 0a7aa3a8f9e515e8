"""The measures of a period by team, IRO, age band, type of review, or channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.groups import Dimension, Group, Grouped
from admin.markdown import make_title
from admin.measures.counting import Counts
from admin.measures.measures import MEASURES
from admin.summary.counted import read_groups
from admin.summary.figures import list_figures
from forms.records import Iro

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.measures.kinds import Definition
    from admin.summary.of_reviews import Reviews
    from forms.store import Store

NOT_KNOWN = "Not recorded"
UNKNOWN = {Dimension.AGE_BAND: "Age not known", Dimension.CHANNEL: "No form of the child's own"}
"""What those are called of whom nothing is known."""
TYPES = ("first", "second", "subsequent", "")
"""In the order in which they come."""
NAMES = {"subsequent": "Later reviews", "first": "First reviews", "second": "Second reviews"}


async def read_grouped(
    store: Store, reviews: Reviews, dimension: Dimension, definition: Definition
) -> Grouped:
    """Count each group. Raises StoreUnavailableError.

    Each review is in one group; a child with reviews in two is in both. Measures of anything but reviews
    have no base in a group.
    """
    counted = await read_groups(store, reviews, dimension)
    names = await _read_names(store) if dimension is Dimension.IRO else {}
    nothing = {measure.name: (0, 0) for measure in MEASURES}
    groups = (
        Group(
            key,
            _label(dimension, key, names),
            list_figures(Counts(nothing | dict(counts.tallies), counts.totals), definition),
        )
        for key, counts in sorted(counted.items(), key=lambda item: _place(dimension, item[0]))
    )
    return Grouped(dimension, tuple(groups))


async def _read_names(store: Store) -> dict[str, str]:
    rows = await store.read(select(col(Iro.iro_ref), col(Iro.name)))
    return {row["iro_ref"]: row["name"] for row in rows if row["name"]}


def _label(dimension: Dimension, key: str, names: Mapping[str, str]) -> str:
    if not key:
        return UNKNOWN.get(dimension, NOT_KNOWN)
    match dimension:
        case Dimension.TEAM:
            return key
        case Dimension.IRO:
            return names.get(key, key)
        case Dimension.AGE_BAND:
            return key.replace("-", " to ").capitalize()
        case Dimension.REVIEW_TYPE | Dimension.CHANNEL:
            return NAMES.get(key, make_title(key))


def _place(dimension: Dimension, key: str) -> tuple[int, int, str]:
    """Order ages and types as they come, the rest by name; what is not known stands last."""
    if dimension is Dimension.REVIEW_TYPE and key in TYPES:
        return 0, TYPES.index(key), key
    if dimension is Dimension.AGE_BAND and key:
        digits = "".join(letter for letter in key.split("-", maxsplit=1)[0] if letter.isdigit())
        return 0, int(digits), key
    return int(not key), 0, key
