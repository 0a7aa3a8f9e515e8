"""What is published: no small number stands anywhere, and nothing else than what was counted."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from admin.gathered import Compliment, Elsewhere, Gathered, How, Session, Theme
from admin.shown.model import Mark, ShownSummary
from admin.shown.published import show_published
from admin.shown.published_words import leave_out_initials
from admin.shown.rows import Place, list_rows
from admin.shown.true import show_true
from tests.admin.made_summaries import make_world

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from admin.shown.model import Number

BELOW = 6
TODAY = date(2026, 8, 4)
COUNTS = frozenset(
    {"count", "out_of", "total", "invited", "opened", "submitted", "filled_in", "anonymous"}
    | {"answered", "skipped", "scans", "starts", "completions", "responses", "people"}
)


def publish(seed: int, size: int) -> tuple[ShownSummary, ShownSummary]:
    summary = make_world(seed, size).summarise()
    return show_true(summary, "", TODAY), show_published(summary, "", TODAY, BELOW)


@pytest.mark.parametrize("size", [6, 30, 200])
def test_no_small_count_and_nothing_but_what_was_counted(size: int) -> None:
    shown = 0
    for seed in range(8):
        true, published = publish(seed, size)
        counted = {row.place: row.value for row in list_rows(true)}
        for row in list_rows(published):
            if row.place.what in COUNTS and row.value != Mark.HIDDEN:
                assert row.value == 0 or row.value >= BELOW, row.place
                assert row.place.section == "placements" or row.value == find_counted(counted, row.place)
                shown += 1
    assert shown


def find_counted(counted: Mapping[Place, Number], place: Place) -> Number:
    """Find what was counted at a place; of several forms together it is the sum of what each of them has."""
    if place.section != "collated":
        return counted[place]
    key, _, value = place.key.partition(" ")
    forms = place.name.split()
    places = [Place("questions", form, key, place.what) for form in forms]
    if value:
        places = [Place("answers", f"{form} {key}", value, place.what) for form in forms]
    return sum(counted.get(one, 0) for one in places)


def find_numbers(thing: object) -> Iterator[float]:
    """Find every number in it, wherever it stands, but for what it says of forms and days."""
    if isinstance(thing, bool):
        return
    if isinstance(thing, int | float):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from find_numbers(each)
    elif isinstance(thing, dict):
        yield from find_numbers(tuple(thing.values()))
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name not in {"form", "hidden_below", "low", "high", "percent", "points", "mean"}:
                yield from find_numbers(getattr(thing, field.name))


def test_no_small_number_is_left_inside_what_is_shown() -> None:
    gathered = Gathered(
        sessions=(Session("Pizza", TODAY, 3, "made a film", How.WRITTEN_DOWN),),
        elsewhere=(Elsewhere("Advocacy", 4, 40, "them", TODAY, TODAY),),
    )
    theme = Theme("food", "Food", "child", "after", 4, 40)
    summary = replace(make_world(3, 60).summarise(), gathered=gathered, themes=(theme,))
    small = {
        number for number in find_numbers(show_published(summary, "", TODAY, BELOW)) if 0 < number < BELOW
    }
    # a mean or a median of a scale may be small: those are no counts
    medians = {item.median for form in show_published(summary, "", TODAY, BELOW).forms for item in form.items}
    assert small <= medians


def test_place_of_a_hidden_theme_does_not_tell_how_many_spoke_of_it() -> None:
    counts = {"Large": 39, "School": 20, "Few": 3, "Alone": 1}
    themes = tuple(Theme(key.lower(), key, "child", "after", count, 40) for key, count in counts.items())
    summary = replace(make_world(3, 60).summarise(), themes=themes)
    shown = show_published(summary, "", TODAY, BELOW).themes
    assert [(one.theme.title, one.responses) for one in shown] == [
        ("School", 20), ("Alone", Mark.HIDDEN), ("Few", Mark.HIDDEN), ("Large", Mark.HIDDEN)]  # fmt: skip


def test_praise_has_no_initials() -> None:
    said = "Thank you J.S. and A. Brown; T.B. came, the IRO too."
    assert leave_out_initials(said) == "Thank you (name) and (name) Brown; (name) came, the IRO too."
    summary = make_world(1, 20).summarise()
    praise = Compliment("Well done K.P.", "email", "carer", TODAY)
    published = show_published(replace(summary, gathered=Gathered(compliments=(praise,))), "", TODAY, BELOW)
    assert published.gathered.compliments[0].words == "Well done (name)"


def test_what_all_of_a_few_said_is_not_shown() -> None:
    for seed in range(12):
        for form in publish(seed, 30)[1].forms:
            for item in form.items:
                alike = [cell for cell in item.cells if cell.count == item.answered]
                assert not alike or item.answered == Mark.HIDDEN or item.answered >= 20
                assert all(
                    cell.percent != 0
                    for cell in item.cells
                    if item.answered != Mark.HIDDEN and item.answered < 20
                )


def test_percentages_are_whole_and_of_ten_at_least() -> None:
    for seed in range(6):
        for measure in publish(seed, 60)[1].measures:
            share = measure.share
            if isinstance(share.percent, int):
                assert not isinstance(share.out_of, str)
                assert share.out_of is not None
                assert share.out_of >= 10
            else:
                assert share.percent in {None, Mark.HIDDEN, Mark.NONE}
