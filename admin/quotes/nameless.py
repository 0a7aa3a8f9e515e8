"""Words that stand in a report and are of an answer without a name: the approved ones of a period."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.gathered import How
from admin.quotes.proposals import open_wording
from admin.quotes.reading import Quoted
from admin.themes.book import read_book
from forms.records import AnonymousCoding, AnonymousResponse, Quote
from forms.records.themes import CODED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.periods import Period
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row


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
