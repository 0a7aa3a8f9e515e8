"""The book of themes: readable as shipped, and nothing that was coded changes its meaning."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.themes.book import (
    Book,
    Circle,
    Entry,
    find_circles,
    read_book,
    read_circles,
    read_starting_book,
    write_circles,
)
from admin.themes.changing import KEY, AddThemeUnit, ChangeThemeUnit, Worded, make_key
from forms.definition import Timing
from tests.admin.planted import NOW

if TYPE_CHECKING:
    from forms.store import Store

ALL = frozenset(Circle)


def make_book(*merged: tuple[str, str]) -> Book:
    into = dict(merged)
    keys = sorted({*into, *into.values()} - {""})
    return Book(tuple(Entry(key, key, "b", "", ALL, merged_into=into.get(key, "")) for key in keys))


def test_shipped_book_has_themes_for_everybody_and_an_example_of_each() -> None:
    book = read_starting_book()
    keys = [entry.key for entry in book.entries]
    assert len(keys) == len(set(keys)) >= 25
    assert all(re.fullmatch(KEY, key) for key in keys)
    for circle in Circle:
        assert 8 <= len(book.list_asked({circle})) <= 30, circle
    for entry in book.entries:
        assert entry.circles, entry.key
        assert '"' in entry.belongs, f"{entry.key} has no example of what belongs in it"
        assert entry.does_not, entry.key
    assert len({entry.title for entry in book.entries}) == len(keys)


def test_what_the_shipped_book_refers_to_is_in_it() -> None:
    book = read_starting_book()
    titles = {entry.title for entry in book.entries}
    named = {name for entry in book.entries for name in re.findall(r': "([A-Z][^"]+?)[.,]?"', entry.does_not)}
    assert named, "or nothing would be proved"
    assert named <= titles


@pytest.mark.parametrize(
    ("audience", "timing", "expected"),
    [
        ("child", Timing.BEFORE, {Circle.CHILD_BEFORE}),
        ("child", Timing.BETWEEN, {Circle.CHILD_BEFORE}),
        ("child", Timing.AFTER, {Circle.CHILD_AFTER}),
        ("parent", Timing.BEFORE, {Circle.PARENT}),
        ("professional", Timing.AFTER, {Circle.PROFESSIONAL}),
        ("everyone", Timing.AFTER, set(Circle) - {Circle.CHILD_BEFORE}),
    ],
)
def test_answer_is_of_circles(audience: str, timing: Timing, expected: set[Circle]) -> None:
    assert find_circles(audience, timing) == expected


@given(st.frozensets(st.sampled_from(list(Circle))))
def test_circles_are_read_back(circles: frozenset[Circle]) -> None:
    assert read_circles(write_circles(circles)) == circles


def test_theme_is_counted_where_it_was_put_and_a_ring_ends() -> None:
    book = make_book(("a", "b"), ("b", "c"), ("x", "y"), ("y", "x"))
    assert book.follow_all(["a", "b", "c", "unknown"]) == {"c", "unknown"}
    assert book.follow("x") in {"x", "y"}


@given(st.lists(st.text(max_size=70), max_size=6))
def test_every_title_makes_a_key_of_its_own(titles: list[str]) -> None:
    book = make_book()
    for title in titles:
        key = make_key(title, book)
        assert re.fullmatch(KEY, key), (title, key)
        assert book.find(key) is None
        book = replace(book, entries=(*book.entries, Entry(key, title, "b", "", ALL)))


async def test_first_change_makes_the_shipped_book_the_councils_own(store: Store) -> None:
    shipped = await read_book(store)
    assert shipped.is_shipped
    worded = Worded("Listened to", "x", "", frozenset({Circle.PARENT}))
    assert await store.write(ChangeThemeUnit(shipped, "listened", worded.values, NOW))
    book = await read_book(store)
    assert not book.is_shipped
    assert len(book.entries) == len(shipped.entries)
    changed = book.find("listened")
    assert changed is not None
    assert (changed.title, changed.circles) == ("Listened to", {Circle.PARENT})
    assert [entry for entry in book.entries if entry.key != "listened"] == [
        entry for entry in shipped.entries if entry.key != "listened"
    ]


async def test_theme_is_added_once_and_an_unknown_one_is_not_changed(store: Store) -> None:
    book = await read_book(store)
    worded = Worded("Pets", "The dog.", "", frozenset({Circle.CHILD_BEFORE}))
    assert await store.write(AddThemeUnit(book, "pets", worded, NOW))
    assert not await store.write(AddThemeUnit(book, "pets", worded, NOW))
    assert not await store.write(ChangeThemeUnit(book, "no_such", worded.values, NOW))
    found = await read_book(store)
    assert found.entries[-1].title == "Pets"
    assert len(found.entries) == len(book.entries) + 1
