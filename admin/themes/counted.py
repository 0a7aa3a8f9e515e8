"""Themes of a period, counted: so many responses of those that somebody coded, by audience and timing.

A response counts once for a theme, whichever answers it was found in, and belongs to the period by the same
rules as the form that it answers (`admin.summary.scope`). Of words that are gone, whole quarters count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import case, func, select
from sqlmodel import col

from admin.gathered import Theme
from admin.summary.scope import make_scope
from admin.themes.book import read_book
from forms.coding import THEME
from forms.definition import Audience, Timing
from forms.records import CodedCount, Coding, Invitation, Response, Review
from forms.records.themes import CODED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sqlalchemy import Select

    from admin.periods import Period
    from admin.quotes import Quoted
    from admin.summary.scope import Scope
    from admin.themes.book import Book
    from forms.library import Library
    from forms.store import Store

Counts: TypeAlias = "dict[str, Counter[str]]"
"""By audience: of how many responses each theme was found; under `CODED`, how many were coded at all."""


async def count_themes(
    store: Store, library: Library, period: Period, today: date, quotes: Iterable[Quoted] = ()
) -> tuple[Theme, ...]:
    """Count the themes of a period, with the quotations that are about each.

    Raises StoreUnavailableError.
    """
    book = await read_book(store)
    themes: list[Theme] = []
    for timing in Timing:
        counts = await _count(store, library, timing, make_scope(timing, period, today), book)
        themes += _list_themes(timing, counts, book)
    return tuple(_put_in_order(_quote_all(themes, library, tuple(quotes)), book))


async def _count(store: Store, library: Library, timing: Timing, scope: Scope, book: Book) -> Counts:
    counts: Counts = defaultdict(Counter)
    audiences = {
        form.key: form.audience for form in map(library.current, library.keys()) if form.timing is timing
    }
    for row in await store.read(_select_coded(scope, book)):
        if row["form_key"] in audiences:
            counts[audiences[row["form_key"]]][row["theme"]] += row["responses"]
    for row in await store.read(_select_gone(scope)):
        if row["form_key"] in audiences:
            counts[audiences[row["form_key"]]][book.follow(row["theme"])] += row["responses"]
    return counts


def _select_coded(scope: Scope, book: Book) -> Select[Any]:
    """Count responses by form and theme, each theme under the one it was put into."""
    targets = {entry.key: book.follow(entry.key) for entry in book.entries if entry.merged_into}
    key = col(Coding.theme_key)
    theme = case(targets, value=key, else_=key) if targets else key
    columns: tuple[Any, ...] = (col(Response.form_key), col(Response.id), theme.label("theme"))
    found = (
        select(*columns)
        .select_from(Coding)
        .join(Response, col(Response.id) == col(Coding.response_id))
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(scope.submitted, col(Coding.is_second).is_(False))
        .distinct()
        .subquery()
    )
    named = (found.c.form_key, found.c.theme)
    return select(*named, func.count().label("responses")).group_by(*named)


def _select_gone(scope: Scope) -> Select[Any]:
    """Count likewise what is kept by the quarter."""
    columns: tuple[Any, ...] = (
        col(CodedCount.form_key),
        col(CodedCount.value).label("theme"),
        col(CodedCount.responses),
    )
    return select(*columns).where(
        col(CodedCount.said) == THEME, col(CodedCount.quarter_on).in_(scope.quarters)
    )


def _list_themes(timing: Timing, counts: Counts, book: Book) -> Iterator[Theme]:
    """Yield what was found.

    Of words that are gone, two themes made one may count a response twice; never past all that were coded.
    """
    for audience, found in counts.items():
        for key, responses in found.items():
            if key != CODED:
                entry = book.find(key)
                title = entry.title if entry else key
                out_of = found[CODED]
                yield Theme(key, title, str(audience), str(timing), min(responses, out_of), out_of)


def _quote_all(themes: Iterable[Theme], library: Library, quotes: tuple[Quoted, ...]) -> Iterator[Theme]:
    """Yield each theme with the quotations whose answers were coded with it."""
    asked = {form.key: (form.audience, form.timing) for form in map(library.current, library.keys())}
    for theme in themes:
        place = (theme.audience, theme.timing)
        about = tuple(
            quoted for quoted in quotes if theme.key in quoted.themes and asked.get(quoted.form) == place
        )
        yield replace(theme, quotes=about)


def _put_in_order(themes: Iterable[Theme], book: Book) -> list[Theme]:
    """Put them by audience and timing, what most people spoke of first, then as the book has them."""
    audiences, timings = list(Audience), list(Timing)
    places: Mapping[str, int] = {entry.key: entry.place for entry in book.entries}
    return sorted(
        themes,
        key=lambda theme: (
            audiences.index(Audience(theme.audience)),
            timings.index(Timing(theme.timing)),
            -theme.responses,
            places.get(theme.key, len(places)),
            theme.key,
        ),
    )
