"""What was gathered for a period, as it may stand in a report: only what was approved, only words for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.gathered import Compliment, Elsewhere, Gathered, How, Pledge, PledgeState, Session
from admin.gathering.kinds import ROLES, SOURCES, Kind
from admin.gathering.units import SHOWN, open_if_whole
from forms.records import GatheredItem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from admin.periods import Period
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row


async def read_gathered(store: Store, keys: Keys, period: Period) -> Gathered:
    """Read what was approved for a period. Raises StoreUnavailableError.

    Compliments and sessions go by their day. A figure from elsewhere stands where its days and the period
    meet; a pledge likewise, and where its year begins the day after: what is promised next. What the council
    published itself for days that were over before stands apart, as `past`.
    """
    rows = await store.read(_APPROVED.where(col(GatheredItem.first_on) <= _day_after(period)))
    found: dict[Kind, list[Any]] = {kind: [] for kind in Kind}
    past: list[Elsewhere] = []
    for row in rows:
        kind = Kind(row["kind"])
        is_in, is_over = _is_in(kind, row, period), row["last_on"] < period.first_on
        may_be_past = kind is Kind.ELSEWHERE and is_over
        words = open_if_whole(keys, row, SHOWN) if is_in or may_be_past else None
        if words is not None and is_in:
            found[kind].append(_MAKE[kind](row, words))
        elif words is not None and words.get("measure"):
            past.append(_make_elsewhere(row, words))
    return Gathered(
        compliments=tuple(found[Kind.COMPLIMENT]),
        sessions=tuple(found[Kind.SESSION]),
        pledges=tuple(found[Kind.PLEDGE]),
        elsewhere=tuple(found[Kind.ELSEWHERE]),
        past=tuple(past),
    )


def _day_after(period: Period) -> date:
    return period.last_on + timedelta(days=1)


def _is_in(kind: Kind, row: Row, period: Period) -> bool:
    last_on = _day_after(period) if kind is Kind.PLEDGE else period.last_on
    return bool(row["first_on"] <= last_on and row["last_on"] >= period.first_on)


def _make_compliment(row: Row, words: Mapping[str, str]) -> Compliment:
    return Compliment(
        words["shown"],
        SOURCES.get(row["source"], row["source"]),
        ROLES.get(row["role"], row["role"]),
        row["first_on"],
        words["about"],
        How(row["how"]),
    )


def _make_session(row: Row, words: Mapping[str, str]) -> Session:
    return Session(words["title"], row["first_on"], row["count"], words["words"], How(row["how"]))


def _make_pledge(row: Row, words: Mapping[str, str]) -> Pledge:
    state = PledgeState(row["state"])
    made = Pledge(words["words"], row["first_on"], state, due_on=row["last_on"])
    if state is PledgeState.OPEN:
        return made
    return replace(made, evidence=words["evidence"], said_by=words["said_by"])


def _make_elsewhere(row: Row, words: Mapping[str, str]) -> Elsewhere:
    return Elsewhere(
        words["title"],
        row["count"],
        row["out_of"],
        words["source"],
        row["first_on"],
        row["last_on"],
        words["note"],
        words.get("measure", ""),  # not asked for at first
    )


_MAKE: dict[Kind, Callable[[Row, Mapping[str, str]], Any]] = {
    Kind.COMPLIMENT: _make_compliment,
    Kind.SESSION: _make_session,
    Kind.PLEDGE: _make_pledge,
    Kind.ELSEWHERE: _make_elsewhere,
}
_APPROVED: Any = (
    select(GatheredItem.__table__)  # type: ignore[attr-defined]  # SQLModel declares it at run time
    .where(col(GatheredItem.approved_at).is_not(None))
    .order_by(col(GatheredItem.first_on), col(GatheredItem.entered_at), col(GatheredItem.id))
)
