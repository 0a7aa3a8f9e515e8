"""Nobody who solves equations finds a small number behind what is published."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from admin import disclosure
from admin.disclosure import Alone, Shown
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.report.formats import FORMATS, make_chapter
from admin.shown import published, sieve
from admin.shown.published import publish, show_published
from admin.shown.true import show_true
from tests.admin.made_summaries import BANDS, FORMS, YEAR, make_world
from tests.admin.read_published import read_published
from tests.admin.solve_all import Found, find_recovered, find_told_together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from admin.disclosure import Guard, Table
    from admin.shown.model import ShownSummary
    from admin.shown.past import Edition
    from forms.definition import Form

BELOW = 6
TODAY = date(2026, 8, 4)
MADE_AT = datetime(2026, 8, 4, 12, 0, tzinfo=UTC)
BESIDE = Period(date(2025, 4, 1), date(2025, 9, 30))
AFTER = Period(date(2025, 10, 1), date(2026, 3, 31))


def make_pair(seed: int, forms: tuple[Form, ...] = FORMS) -> tuple[ShownSummary, ShownSummary]:
    """Make a council, and count half a year of it beside the other by some definition.

    Of every second one what was published is read from the printed file.
    """
    chance = random.Random(seed)
    world = make_world(seed, chance.choice((5, 12, 30, 60, 120, 200)), forms)
    summary = world.summarise(
        AFTER, chance.choice(tuple(Definition)), BESIDE if chance.random() < 0.5 else None
    )
    published = show_published(summary, "", TODAY, BELOW)
    if seed % 2:
        written = FORMATS["json"].write(make_chapter(published, MADE_AT), None)
        published = read_published(written.decode(), forms)
    return show_true(summary, "", TODAY), published


def try_councils(seeds: Iterable[int], forms: tuple[Form, ...] = FORMS) -> list[tuple[int, Found]]:
    return [(seed, found) for seed in seeds for found in find_recovered(*make_pair(seed, forms), BELOW)]


@pytest.mark.parametrize("start", range(0, 100, 25))
def test_nothing_that_is_hidden_can_be_solved(start: int) -> None:
    assert try_councils(range(start, start + 5)) == []


@pytest.mark.parametrize("start", range(0, 100, 25))
def test_nothing_can_be_solved_where_forms_come_in_age_bands(start: int) -> None:
    assert try_councils(range(start, start + 3), BANDS) == []


@pytest.mark.parametrize("seed", [1273, 1872])
def test_what_the_solver_once_found_is_hidden(seed: int) -> None:
    assert try_councils((seed,)) == []


@pytest.mark.torture
@pytest.mark.parametrize("start", range(1000, 2000, 50))
def test_nothing_that_is_hidden_can_be_solved_in_a_thousand_councils(start: int) -> None:
    assert try_councils(range(start, start + 50)) == []


@pytest.mark.torture
@pytest.mark.parametrize("start", range(1000, 1300, 50))
def test_nothing_can_be_solved_in_three_hundred_councils_with_age_bands(start: int) -> None:
    assert try_councils(range(start, start + 50), BANDS) == []


def test_solver_finds_what_hides_no_second_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only small cells be hidden, and nothing with them: most of it can be told then."""

    def hide_small(
        counts: Mapping[str, int], below: int, _: Callable[[frozenset[str], int], bool] | None = None
    ) -> frozenset[str]:
        return frozenset(name for name, count in counts.items() if 0 < count < below)

    monkeypatch.setattr(disclosure, "hide_cells", hide_small)
    found = [found.name for _, found in try_councils(range(6))]
    assert any(name.startswith("participation_codes/") for name in found)
    assert any("=" in name for name in found)


def test_solver_finds_what_is_shown_beside_a_total(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every sum be shown that is not small itself: what is left of its base can be told then."""

    def show_sums(table: Table, guard: Guard) -> Shown:
        if table.prints_cells:
            return disclosure.protect(table, guard)
        counts = {
            name: [sum(table.cells[cell] for cell in each) for each in sets]
            for name, sets in table.sums.items()
        }
        sums = frozenset(
            name for name, sizes in counts.items() if not any(0 < size < guard.below for size in sizes)
        )
        return Shown(sums, frozenset())

    monkeypatch.setattr(sieve, "protect", show_sums)
    assert try_councils(range(4))


YEAR_ENDS = tuple(
    date.fromisoformat(f"{day}-01")
    for day in ("2025-04", "2025-05", "2025-07", "2025-10", "2026-03", "2026-04")
)


def publish_many(seed: int, number: int = 4, forms: tuple[Form, ...] = FORMS) -> list[Found]:
    """Publish some reports of one council, one behind the other, of days that overlap as chance wants it."""
    chance = random.Random(seed)
    world = make_world(seed, chance.choice((40, 120, 300)), forms)
    past: tuple[Edition, ...] = ()
    reports = []
    for _ in range(number):
        first, end = sorted(chance.sample(YEAR_ENDS, 2))
        summary = world.summarise(Period(first, end - date.resolution), chance.choice(tuple(Definition)))
        found = publish(summary, "", TODAY, BELOW, past)
        again = publish(summary, "", TODAY, BELOW, (*reversed(found.editions), *past))
        assert again.shown == found.shown
        past = (*reversed(found.editions), *past)
        reports.append(found.shown)

    def show(period: Period) -> ShownSummary:
        return show_true(world.summarise(period), "", TODAY)

    return find_told_together(show, reports, show(YEAR))


@pytest.mark.parametrize("seed", range(3))
def test_nothing_that_is_hidden_can_be_solved_from_two_reports(seed: int) -> None:
    assert publish_many(seed, 2) == []


@pytest.mark.torture
@pytest.mark.parametrize("start", range(100, 200, 10))
def test_nothing_can_be_solved_from_several_reports_of_a_hundred_councils(start: int) -> None:
    assert [(seed, found) for seed in range(start, start + 10) for found in publish_many(seed)] == []


@pytest.mark.torture
@pytest.mark.parametrize("start", range(100, 120, 5))
def test_nothing_can_be_solved_from_several_reports_with_age_bands(start: int) -> None:
    found = [(seed, each) for seed in range(start, start + 5) for each in publish_many(seed, 4, BANDS)]
    assert found == []


def test_solver_finds_what_two_reports_give_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "Behind", lambda below, *_: Alone(below))
    assert any(publish_many(seed, 2) for seed in range(3))
