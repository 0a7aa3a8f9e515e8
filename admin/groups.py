"""By what the figures of a period can be parted. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from admin.summary.summary import Figure


class Dimension(StrEnum):
    """One thing that parts the reviews of a period, each review into one group."""

    TEAM = "team"
    IRO = "iro"
    """Internal: never published."""
    AGE_BAND = "age_band"
    """By the child's age on the day of the review."""
    REVIEW_TYPE = "review_type"
    CHANNEL = "channel"
    """By which the child's own form about the review came; none where none came."""


@dataclass(frozen=True, slots=True)
class Group:
    """One team, one age band: `key` as it is stored (empty: not recorded), and every measure of it."""

    key: str
    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """The measures of a period, parted."""

    dimension: Dimension
    groups: tuple[Group, ...]
