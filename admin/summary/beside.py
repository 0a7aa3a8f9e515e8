"""Other periods beside one: the one before, the same days last year, one that was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.periods import find_before, find_year_before
from admin.summary.alike import ASKED, Counted, find_reasons
from admin.summary.counted import read_counts
from admin.summary.figures import make_figures
from admin.summary.of_reviews import Reviews
from admin.summary.own import list_forms
from admin.summary.scope import was_held
from forms.definition import Audience, Timing, find_base
from forms.records import Invitation, Response, Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from admin.measures.kinds import Definition
    from admin.periods import Period
    from admin.summary.figures import Figures
    from forms.library import Library
    from forms.store import Store


class Beside(StrEnum):
    """Which other period."""

    CHOSEN = "chosen"
    LAST_YEAR = "last_year"
    """The same days a year ago."""
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Compared:
    """Another period. `reasons` say of each measure that may not be compared with it why."""

    kind: Beside
    figures: Figures
    reasons: Mapping[str, str]


def list_beside(period: Period, kinds: Iterable[Beside], chosen: Period | None) -> dict[Beside, Period]:
    """List the other periods, each once: for a year, last year and the one before are the same.

    One that shares days with the period itself or with another is left out, unless it was chosen: what is
    hidden in one could follow from the two.
    """
    found = {Beside.CHOSEN: chosen} if chosen else {}
    others = {Beside.LAST_YEAR: find_year_before(period), Beside.BEFORE: find_before(period)}
    for kind, other in others.items():
        if kind in kinds and not any(overlap(other, known) for known in (period, *found.values())):
            found[kind] = other
    return found


def overlap(one: Period, other: Period) -> bool:
    """Tell whether two periods share days."""
    return one.first_on <= other.last_on and other.first_on <= one.last_on


async def read_compared(
    store: Store, reviews: Reviews, now: Counted, others: Mapping[Beside, Period], definition: Definition
) -> tuple[Compared, ...]:
    """Count the other periods as the first. Raises StoreUnavailableError."""
    found = []
    for kind, period in others.items():
        then = await read_counted(store, Reviews(reviews.library, period, reviews.today, reviews.bands))
        reasons = find_reasons(now, then, definition, reviews.today)
        found.append(Compared(kind, make_figures(then.counts, period, definition), reasons))
    return tuple(found)


async def read_counted(store: Store, reviews: Reviews) -> Counted:
    """Count a period, and find out what could be chosen in it. Raises StoreUnavailableError."""
    counts = await read_counts(store, reviews)
    return Counted(reviews.period, counts, await _read_options(store, reviews))


async def _read_options(store: Store, reviews: Reviews) -> dict[str, frozenset[str]]:
    """Find the values that the child's own forms offered, as they were worded when they were sent."""
    forms = list_forms(reviews.library, Audience.CHILD, Timing.BEFORE)
    columns = (col(Response.form_key), col(Response.form_version))
    rows = await store.read(
        select(*columns)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(
            col(Response.form_key).in_(forms),
            col(Response.submitted_at).is_not(None),
            was_held(reviews.period, reviews.today),
        )
        .distinct()
    )
    offered: dict[str, set[str]] = {}
    for row in rows:
        _add_options(offered, reviews.library, row["form_key"], find_base(row["form_version"]))
    return {question: frozenset(values) for question, values in offered.items()}


def _add_options(offered: dict[str, set[str]], library: Library, key: str, version: str) -> None:
    form = library.find(key, version)
    for name in set(ASKED.values()) if form else ():
        question = form.find_question(name) if form else None
        if question:
            offered.setdefault(name, set()).update(option.value for option in question.options)
