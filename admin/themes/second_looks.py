"""Reading what two people coded: the pairs that `admin.themes.agreement` compares."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from admin.themes.agreement import Pair
from admin.themes.book import find_circles
from forms.records import Coding, Response
from forms.records.themes import CODED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from admin.themes.book import Book
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row


async def read_pairs(store: Store, library: Library, book: Book) -> list[Pair]:
    """Read every answer that two people coded. Raises StoreUnavailableError."""
    rows = await store.read(_BOTH)
    found: dict[tuple[str, str], dict[bool, set[str]]] = defaultdict(lambda: {False: set(), True: set()})
    asked: dict[tuple[str, str], Row] = {}
    for row in rows:
        place = row["response_id"], row["question_key"]
        asked[place] = row
        found[place][bool(row["is_second"])].add(row["theme_key"])
    return list(_pair(library, book, found, asked))


def _pair(
    library: Library,
    book: Book,
    found: Mapping[tuple[str, str], Mapping[bool, set[str]]],
    asked: Mapping[tuple[str, str], Row],
) -> Iterator[Pair]:
    for place, sides in found.items():
        form = library.find(asked[place]["form_key"], asked[place]["form_version"])
        if form is None or CODED not in sides[False]:
            continue
        first, second = (book.follow_all(sides[side] - {CODED}) for side in (False, True))
        circles = find_circles(asked[place]["audience"], form.timing)
        yield Pair(first, second, frozenset(entry.key for entry in book.list_asked(circles)))


_SECOND: Any = aliased(Coding)
_BOTH: Any = (
    select(
        col(Coding.response_id),
        col(Coding.question_key),
        col(Coding.is_second),
        col(Coding.theme_key),
        col(Response.form_key),
        col(Response.form_version),
        col(Response.audience),
    )
    .join(Response, col(Response.id) == col(Coding.response_id))
    .join(
        _SECOND,
        (_SECOND.response_id == col(Coding.response_id))
        & (_SECOND.question_key == col(Coding.question_key))
        & _SECOND.is_second.is_(True)
        & (_SECOND.theme_key == CODED),
    )
)
