"""Lists of reasons, and of meetings by kind: what is counted beside the measures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from admin.measures.codes import STAYED_AWAY
from admin.summary.at_once import read_each
from admin.summary.of_reviews import is_statutory
from admin.summary.scope import STATUTORY, was_held
from forms.participation import ParticipationCode
from forms.records import Review

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from sqlalchemy import RowMapping

    from admin.periods import Period
    from forms.store import Store

MEETING_KINDS = (STATUTORY, "icpc", "rcpc", "pathway", "secure", "other")
REASONS = ("reason_not_attending", "reason_no_views", "child_reason", "parent_not_invited_reason")


@dataclass(frozen=True, slots=True)
class Lists:
    """How often each reason is recorded, by its code; those not recorded are in no list."""

    reasons_not_attending: Mapping[str, int]
    reasons_no_views: Mapping[str, int]
    child_reasons: Mapping[str, int]
    reasons_parents_not_invited: Mapping[str, int]
    meetings_by_kind: Mapping[str, int]


async def read_lists(store: Store, period: Period, today: date) -> Lists:
    """Count them. Raises StoreUnavailableError."""
    held = was_held(period, today)
    names = ("participation_code", "parent_invited", *REASONS)
    columns: tuple[Any, ...] = tuple(getattr(Review, name) for name in names)
    reasons = select(*columns, func.count().label("found")).where(is_statutory(), held).group_by(*columns)
    kind = col(Review.meeting_kind)
    kinds = select(kind, func.count().label("found")).where(held).group_by(kind)
    rows, of_kinds = await read_each(store, (reasons, kinds))
    not_invited = [row for row in rows if row["parent_invited"] is not True]
    return Lists(
        _add(_among(rows, STAYED_AWAY), "reason_not_attending"),
        _add(_among(rows, {ParticipationCode.PN7}), "reason_no_views"),
        _add(_among(rows, STAYED_AWAY), "child_reason"),
        _add(not_invited, "parent_not_invited_reason"),
        _add_kinds(of_kinds),
    )


def _among(rows: Iterable[RowMapping], codes: Collection[str]) -> list[RowMapping]:
    return [row for row in rows if row["participation_code"] in codes]


def _add(rows: Iterable[RowMapping], column: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        found[row[column]] += row["found"]
    return {reason: found[reason] for reason in sorted(found) if reason}


def _add_kinds(rows: Iterable[RowMapping]) -> dict[str, int]:
    """Name every kind there is; one that we do not know stands at the end."""
    found = Counter({row["meeting_kind"]: row["found"] for row in rows})
    return {kind: found[kind] for kind in (*MEETING_KINDS, *sorted(set(found) - set(MEETING_KINDS)))}
