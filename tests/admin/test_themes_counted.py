"""Themes of a period: each response once, by the rules of its form, and there still when words are gone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from admin.gathered import How, Theme
from admin.how_said import find_how
from admin.periods import Period
from admin.quotes.proposals import DecideUnit
from admin.quotes.reading import read_quotes
from admin.themes.book import read_book
from admin.themes.changing import ChangeThemeUnit
from admin.themes.coding import Coded, CodeUnit
from admin.themes.counted import count_themes
from forms.form_versions import open_library
from tests.admin.planted import NOW, Planted
from tests.admin.test_erase import LATER, close_all, make_eraser

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.store import Store

ELLA, SAM = "C-ELLA", "C-SAM"
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
MONTH = Period(date(2026, 11, 1), date(2026, 11, 30))
FORM = "have_your_say_8_11"


async def plant(store: Store, keys: Keys) -> dict[str, Planted]:
    """Two children, each coded with two themes in one answer; of one, a second answer with the same theme."""
    planted = {ref: await Planted(store, keys, ref).plant() for ref in (ELLA, SAM)}
    again = Coded(planted[SAM].response_id(FORM), "worry", frozenset({"school", "safe"}), "a-worker")
    assert await store.write(CodeUnit(again, NOW))
    nothing = Coded(planted[ELLA].response_id("parent_before"), "worry", frozenset(), "a-worker")
    assert await store.write(CodeUnit(nothing, NOW))
    await close_all(store)
    return planted


async def count(store: Store, period: Period = QUARTER) -> list[tuple[str, str, str, int, int]]:
    themes = await count_themes(store, await open_library(store), period, LATER.date())
    return [(each.audience, each.timing, each.key, each.responses, each.out_of) for each in themes]


async def test_response_counts_once_for_a_theme_and_a_second_look_does_not(store: Store, keys: Keys) -> None:
    await plant(store, keys)
    expected = [("home", 2, 2), ("school", 2, 2), ("safe", 1, 2)]
    assert await count(store) == [("child", "before", *each) for each in expected]
    assert await count(store, MONTH) == await count(store)
    assert await count(store, Period(date(2026, 9, 1), date(2026, 9, 30))) == [], "it goes by the meeting"


async def test_theme_put_into_another_counts_there_and_each_response_once(store: Store, keys: Keys) -> None:
    await plant(store, keys)
    book = await read_book(store)
    assert await store.write(ChangeThemeUnit(book, "home", {"merged_into": "school"}, NOW))
    assert await count(store) == [("child", "before", "school", 2, 2), ("child", "before", "safe", 1, 2)]
    [school, _] = await count_themes(store, await open_library(store), QUARTER, LATER.date())
    assert school.title == "School, college and work"


async def test_counts_stay_when_the_words_go_and_only_whole_quarters_have_them(
    store: Store, keys: Keys
) -> None:
    await plant(store, keys)
    before = await count(store)
    await (await make_eraser(store, keys)).erase_child(SAM, LATER)
    assert await count(store) == before
    assert await count(store, MONTH) == [
        ("child", "before", "home", 1, 1),
        ("child", "before", "school", 1, 1),
    ]


async def test_quotation_stands_with_its_theme_and_says_whose_words_it_is(store: Store, keys: Keys) -> None:
    await plant(store, keys)
    for ref in (ELLA, SAM):
        unit = DecideUnit(keys.mac("quote", ref), "another", NOW, approves=True)
        assert await store.write(unit)
    library = await open_library(store)
    quotes = await read_quotes(store, keys, library, QUARTER, LATER.date())
    assert [(each.how, each.themes) for each in quotes] == [(How.OWN_WORDS, ("home", "school"))] * 2
    themes: tuple[Theme, ...] = await count_themes(store, library, QUARTER, LATER.date(), quotes)
    assert {theme.key: len(theme.quotes) for theme in themes} == {"home": 2, "school": 2, "safe": 0}


@pytest.mark.parametrize(
    ("form", "channel", "helper", "expected"),
    [
        (FORM, "web", "alone", How.OWN_WORDS),
        (FORM, "web", None, How.OWN_WORDS),
        (FORM, "web", "read_to_me", How.OWN_WORDS),
        (FORM, "web", "typed_for_me", How.WRITTEN_DOWN),
        ("feedback_parent", "telegram", None, How.OWN_WORDS),
        (FORM, "assisted", "read_to_me", How.OWN_WORDS),
        (FORM, "assisted", "typed_for_me", How.WRITTEN_DOWN),
        (FORM, "assisted", None, How.WRITTEN_DOWN),
        (FORM, "paper", "alone", How.WRITTEN_DOWN),
        ("feedback_parent", "phone", None, How.WRITTEN_DOWN),
        ("how_i_show_you", "web", None, How.OBSERVED),
    ],
)
def test_reader_is_told_whose_words_they_are(
    form: str, channel: str, helper: str | None, expected: How
) -> None:
    assert find_how(form, channel, helper) is expected
