"""Words for the report that are of an answer without a name: which may be quoted, and those of a period."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.feedback.listing import read_anonymous_answers
from admin.gathered import How
from admin.how_said import HELPER, find_how
from admin.quotes import ALLOWED, Quoted, open_wording
from admin.themes.book import read_book
from forms.definition import SEALED_KINDS
from forms.records import AnonymousCoding, AnonymousResponse, Quote
from forms.records.themes import CODED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.periods import Period
    from forms.definition import Form, Question
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row


async def list_quotable_nameless(store: Store, form: Form, response: Row) -> tuple[list[Question], How]:
    """List the questions whose answer may be quoted, and whose words these are.

    Raises StoreUnavailableError.
    """
    rows = await read_anonymous_answers(store, form, response["id"])
    by_key = {row["question_key"]: row for row in rows}
    helper = by_key[HELPER]["value"] if HELPER in by_key else None
    how = find_how(form.key, response["channel"], helper)
    if ALLOWED not in by_key or by_key[ALLOWED]["value"] != "yes":
        return [], how
    return [
        question for question in form.questions if _may_be_quoted(question, by_key.get(question.key))
    ], how


def _may_be_quoted(question: Question, row: Row | None) -> bool:
    return row is not None and row["sealed"] is not None and question.kind in SEALED_KINDS


async def read_nameless_quotes(store: Store, keys: Keys, period: Period) -> tuple[Quoted, ...]:
    """Read the approved quotations of a period, by the Monday of their week. Raises StoreUnavailableError."""
    is_in = col(AnonymousResponse.week_on).between(period.first_on, period.last_on)
    rows = await store.read(_QUOTES.where(col(Quote.approved_at).is_not(None), is_in))
    themes = await _read_themes(store, rows)
    opened = ((row, open_wording(keys, row)) for row in rows)
    return tuple(
        Quoted(
            row["audience"],
            row["form_key"],
            row["question_key"],
            wording.words,
            How(row["how"]),
            tuple(sorted(themes[row["nameless_id"], row["question_key"]] or row["themes"].split())),
        )
        for row, wording in opened
        if wording
    )


async def _read_themes(store: Store, rows: Sequence[Row]) -> dict[tuple[str, str], frozenset[str]]:
    """Read what answers that words are from were coded as, under the keys by which it counts."""
    book = await read_book(store)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    table: Any = AnonymousCoding.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    ids = sorted({row["nameless_id"] for row in rows})
    wanted = select(table).where(table.c.response_id.in_(ids), table.c.theme_key != CODED)
    for row in await store.read(wanted) if ids else ():
        found[row["response_id"], row["question_key"]].add(row["theme_key"])
    named = {place: book.follow_all(keys) for place, keys in found.items()}
    return defaultdict(frozenset, named)


_QUOTES: Any = (
    select(
        Quote.__table__,  # type: ignore[attr-defined]  # likewise
        col(AnonymousResponse.form_key),
    )
    .join(AnonymousResponse, col(AnonymousResponse.id) == col(Quote.nameless_id))
    .order_by(col(Quote.audience), col(Quote.approved_at), col(Quote.id))
)
