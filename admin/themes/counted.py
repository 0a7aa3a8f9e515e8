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
from admin.summary.gone import find_gone
from admin.summary.scope import make_scope
from admin.themes.book import read_book
from forms.coding import THEME
from forms.definition import Audience, Timing
from forms.records import (
    AnonymousCoding,
    AnonymousResponse,
    CodedCount,
    Coding,
    Invitation,
    Response,
    Review,
)
from forms.records.themes import CODED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sqlalchemy import ColumnElement, Select

    from admin.periods import Period
    from admin.quotes.reading import Quoted
    from admin.summary.scope import Scope
    from admin.themes.book import Book
    from forms.library import Library
    from forms.store import Store

Place: TypeAlias = tuple[str, Timing]
"""Whose responses, about what moment."""
Counts: TypeAlias = "dict[Place, Counter[str]]"
"""Of how many responses each theme was found; under `CODED`, how many were coded at all."""


async def count_themes(
    store: Store, library: Library, period: Period, today: date, quotes: Iterable[Quoted] = ()
) -> tuple[Theme, ...]:
    """Count the themes of a period, with the quotations that are about each.

    Raises StoreUnavailableError.
    """
    if not await _has_any(store):
        return ()
    book, places = await read_book(store), await _list_places(store, library)
    counts: Counts = defaultdict(Counter)
    for timing in (Timing.BEFORE, Timing.AFTER):
        found = await _count(store, make_scope(timing, period, today), book)
        for (form_key, theme), responses in found.items():
            place = places.get(form_key)
            if place and (place[1] is Timing.BEFORE) is (timing is Timing.BEFORE):
                counts[place][theme] += responses
    themes = _quote_all(_list_themes(counts, book), places, tuple(quotes))
    return tuple(_put_in_order(themes, book))


async def _has_any(store: Store) -> bool:
    """Tell whether anything was ever coded: else a large council would be walked through for nothing."""
    named: Select[Any] = select(col(Coding.theme_key).label("theme"))
    nameless: Select[Any] = select(col(AnonymousCoding.theme_key).label("theme"))
    gone: Select[Any] = select(col(CodedCount.value).label("theme")).where(col(CodedCount.said) == THEME)
    return any([await store.read(each.limit(1)) for each in (named, nameless, gone)])


async def _list_places(store: Store, library: Library) -> dict[str, Place]:
    """List by form whose answers it has, about what moment; those nobody is asked any more as well."""
    forms = (*await find_gone(store, library), *map(library.current, library.keys()))
    return {form.key: (str(form.audience), form.timing) for form in forms}


async def _count(store: Store, scope: Scope, book: Book) -> Counter[tuple[str, str]]:
    """Count responses by form and theme. Between two reviews and after one, the same days count."""
    counts: Counter[tuple[str, str]] = Counter()
    for select_coded in (_select_named, _select_nameless):
        for row in await store.read(select_coded(scope, book)):
            counts[row["form_key"], row["theme"]] += row["responses"]
    for row in await store.read(_select_gone(scope)):
        counts[row["form_key"], book.follow(row["theme"])] += row["responses"]
    return counts


def _select_named(scope: Scope, book: Book) -> Select[Any]:
    """Count responses by form and theme."""
    columns: tuple[Any, ...] = (
        col(Response.form_key),
        col(Response.id),
        _find_theme(col(Coding.theme_key), book),
    )
    return _count_once(
        select(*columns)
        .select_from(Coding)
        .join(Response, col(Response.id) == col(Coding.response_id))
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(scope.submitted, col(Coding.is_second).is_(False))
    )


def _select_nameless(scope: Scope, book: Book) -> Select[Any]:
    """Count likewise what came without a name: by the Monday of its week."""
    theme = _find_theme(col(AnonymousCoding.theme_key), book)
    columns: tuple[Any, ...] = (col(AnonymousResponse.form_key), col(AnonymousResponse.id), theme)
    return _count_once(
        select(*columns)
        .select_from(AnonymousCoding)
        .join(AnonymousResponse, col(AnonymousResponse.id) == col(AnonymousCoding.response_id))
        .where(scope.anonymous)
    )


def _find_theme(key: Any, book: Book) -> ColumnElement[str]:  # noqa: ANN401 - a column as SQLModel types it
    """Name the theme that one is counted under: the one it was put into, if it was."""
    targets = {entry.key: book.follow(entry.key) for entry in book.entries if entry.merged_into}
    found: ColumnElement[str] = case(targets, value=key, else_=key) if targets else key
    return found.label("theme")


def _count_once(coded: Select[Any]) -> Select[Any]:
    """Count responses by form and theme, each once for a theme."""
    found = coded.distinct().subquery()
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


def _list_themes(counts: Counts, book: Book) -> Iterator[Theme]:
    """Yield what was found.

    Of words that are gone, two themes made one may count a response twice; never past all that were coded.
    """
    for (audience, timing), found in counts.items():
        for key, responses in found.items():
            if key != CODED:
                entry, out_of = book.find(key), found[CODED]
                title = entry.title if entry else key
                yield Theme(key, title, audience, str(timing), min(responses, out_of), out_of)


def _quote_all(
    themes: Iterable[Theme], places: Mapping[str, Place], quotes: tuple[Quoted, ...]
) -> Iterator[Theme]:
    """Yield each theme with the quotations whose answers were coded with it."""
    for theme in themes:
        here = (theme.audience, theme.timing)
        about = (
            quoted for quoted in quotes if theme.key in quoted.themes and places.get(quoted.form) == here
        )
        yield replace(theme, quotes=tuple(about))


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
