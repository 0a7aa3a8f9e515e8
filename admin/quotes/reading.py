"""Words that stand in a report: the approved ones of a period."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from admin.gathered import How
from admin.how_said import HELPER, find_how
from admin.quotes.proposals import open_wording
from admin.themes.book import read_book
from forms.definition import Timing
from forms.london import london_day
from forms.records import Action, Coding, Invitation, Quote, Response, ResponseAnswer, Review
from forms.records.themes import CODED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from admin.periods import Period
    from admin.quotes.proposals import Wording
    from forms.keys import Keys
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation that stands in a report. `themes`: what its answer was coded as, by their keys."""

    audience: str
    form: str
    question: str
    words: str
    how: How = How.OWN_WORDS
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """What was said, what was done, and what came of it, as it stands in a report."""

    said: str
    done: str
    outcome: str


async def read_quotes(
    store: Store, keys: Keys, library: Library, period: Period, today: date
) -> tuple[Quoted, ...]:
    """Read the approved quotations of a period. Raises StoreUnavailableError.

    What was said before a meeting goes by the day it was held, all else by the day it was sent.
    """
    rows = await store.read(_QUOTES.where(col(Quote.approved_at).is_not(None)))
    themes = await _read_themes(store) if rows else {}
    dated = _date(library, rows, period, today)
    return tuple(_quote(row, words, themes) for row in dated if (words := open_wording(keys, row)))


async def _read_themes(store: Store) -> Mapping[tuple[str, str], frozenset[str]]:
    """Read what answers that words are from were coded as, under the keys by which it counts."""
    book = await read_book(store)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in await store.read(_CODINGS):
        found[row["response_id"], row["question_key"]].add(row["theme_key"])
    return {place: book.follow_all(keys) for place, keys in found.items()}


def _date(library: Library, rows: Sequence[Row], period: Period, today: date) -> Iterator[Row]:
    """Yield the words of a period."""
    for row in rows:
        form = library.find(row["form_key"], row["form_version"])
        is_before = form is not None and form.timing is Timing.BEFORE and row["review_ref"] is not None
        day = _find_held(row, today) if is_before else london_day(row["submitted_at"])
        if day and period.first_on <= day <= period.last_on:
            yield row


def _quote(row: Row, wording: Wording, themes: Mapping[tuple[str, str], frozenset[str]]) -> Quoted:
    coded = themes.get((row["response_id"], row["question_key"])) or frozenset(row["themes"].split())
    return Quoted(
        row["audience"],
        row["form_key"],
        row["question_key"],
        wording.words,
        How(row["how"]) if row["how"] else find_how(row["form_key"], row["channel"], row["helper"]),
        tuple(sorted(coded)),
    )


async def read_pairs(store: Store, keys: Keys, period: Period, today: date) -> tuple[Pair, ...]:
    """Read the approved pairs of what was said and done, of meetings held in a period, that children know of.

    Raises StoreUnavailableError.
    """
    rows = await store.read(_PAIRS.where(col(Quote.approved_at).is_not(None)))
    found = []
    for row in rows:
        day, wording = _find_held(row, today), open_wording(keys, row)
        if wording and day and period.first_on <= day <= period.last_on:
            found.append(Pair(wording.said, wording.done, row["outcome"]))
    return tuple(found)


def _find_held(row: Row, today: date) -> date | None:
    held_on: date | None = row["held_on"]
    return None if row["stood_down"] or held_on is None or held_on > today else held_on


_HELPER: Any = aliased(ResponseAnswer)
_CODINGS: Any = (
    select(col(Coding.response_id), col(Coding.question_key), col(Coding.theme_key))
    .join(
        Quote,
        (col(Quote.response_id) == col(Coding.response_id))
        & (col(Quote.question_key) == col(Coding.question_key)),
    )
    .where(col(Coding.is_second).is_(False), col(Coding.theme_key) != CODED)
)
_QUOTES: Any = (
    select(
        Quote.__table__,  # type: ignore[attr-defined]  # SQLModel declares it at run time
        col(Response.form_key),
        col(Response.form_version),
        col(Response.channel),
        col(Response.submitted_at),
        col(Invitation.review_ref),
        col(Review.held_on),
        col(Review.stood_down),
        _HELPER.value.label("helper"),
    )
    .join(Response, col(Response.id) == col(Quote.response_id))
    .outerjoin(_HELPER, (_HELPER.response_id == col(Response.id)) & (_HELPER.question_key == HELPER))
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
    .order_by(col(Quote.audience), col(Quote.approved_at), col(Quote.id))
)
_PAIRS: Any = (
    select(
        Quote.__table__,  # type: ignore[attr-defined]  # likewise
        col(Action.outcome),
        col(Review.held_on),
        col(Review.stood_down),
    )
    .join(Action, col(Action.id) == col(Quote.action_id))
    .join(Review, col(Review.review_ref) == col(Action.review_ref))
    .where(col(Action.told_at).is_not(None))
    .order_by(col(Quote.approved_at), col(Quote.id))
)
