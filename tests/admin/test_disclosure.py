"""Small numbers: a solver that tries every world finds none of them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admin.disclosure import Alone, Shown, Table, find_whole_percent, hide_cells, protect
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BELOW = 3
"""So that every world of a small table can be tried; the rule knows the threshold by name alone."""
CELLS = "abcd"
COUNTS = st.fixed_dictionaries({name: st.integers(0, 7) for name in CELLS})
SETS = st.frozensets(st.sampled_from(CELLS), min_size=1, max_size=3)


@st.composite
def tables(draw: st.DrawFn, *, prints_cells: bool) -> Table:
    """Draw a table with shares as measures have them: a base, and a part of it."""
    sums = {}
    for number in range(draw(st.integers(0, 3))):
        base = draw(SETS)
        sums[f"s{number}"] = (base, base & draw(SETS))
    return Table(draw(COUNTS), sums, prints_cells)


def is_small(count: int) -> bool:
    return 0 < count < BELOW


def add(cells: Mapping[str, int], names: frozenset[str]) -> int:
    return sum(cells[name] for name in names)


def list_worlds(table: Table, shown: Shown) -> Iterator[dict[str, int]]:
    """Yield every way the table could be, for somebody who has the page. A hidden cell is not empty."""
    total = sum(table.cells.values())
    for counts in product(range(total + 1), repeat=len(table.cells)):
        world = dict(zip(table.cells, counts, strict=True))
        if sum(counts) == total and is_possible(table, shown, world):
            yield world


def is_possible(table: Table, shown: Shown, world: Mapping[str, int]) -> bool:
    for name in table.cells if table.prints_cells else ():
        if (world[name] == table.cells[name]) if name in shown.cells else (world[name] > 0):
            continue
        return False
    return all(add(world, each) == add(table.cells, each) for name in shown.sums for each in table.sums[name])


@settings(max_examples=examples(40))
@given(table=tables(prints_cells=True))
def test_solver_finds_no_small_cell_that_is_hidden(table: Table) -> None:
    shown = protect(table, Alone(BELOW))
    total = sum(table.cells.values())
    if is_small(total):
        assert shown == Shown(frozenset(), frozenset())
        return
    assert not any(is_small(table.cells[name]) for name in shown.cells)
    hidden = set(table.cells) - shown.cells
    if not shown.cells and not shown.sums and not protect_alone(table):
        return  # the total itself stands nowhere then
    worlds = list(list_worlds(table, shown))
    assert table.cells in worlds
    for name in hidden:
        found = {world[name] for world in worlds}
        if is_small(table.cells[name]):
            assert max(found) >= BELOW
            assert len(found) > 1


def protect_alone(table: Table) -> bool:
    return hide_cells(table.cells, BELOW) is not None


@settings(max_examples=examples(40))
@given(table=tables(prints_cells=False))
def test_solver_finds_no_small_sum_between_those_that_are_shown(table: Table) -> None:
    shown = protect(table, Alone(BELOW))
    if is_small(sum(table.cells.values())):
        assert shown.sums == frozenset()
        return
    worlds = list(list_worlds(table, shown))
    for sets in table.sums.values():
        base, part = sets
        for each in (part, base - part, base, frozenset(table.cells) - base):
            if is_small(add(table.cells, each)):
                assert len({add(world, each) for world in worlds}) > 1


@given(counts=COUNTS)
def test_cells_are_hidden_in_twos_at_least(counts: dict[str, int]) -> None:
    hidden = hide_cells(counts, BELOW)
    if hidden is None:
        assert any(map(is_small, counts.values()))
        return
    assert len(hidden) != 1
    assert {name for name, count in counts.items() if is_small(count)} <= hidden
    assert not hidden or any(is_small(counts[name]) for name in hidden)
    assert all(counts[name] for name in hidden)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"PN1": 400, "PN6": 300, "PN3": 3, "PN7": 20}, {"PN3", "PN7"}),
        ({"PN1": 400, "PN6": 300, "PN3": 0}, set()),
        ({"PN1": 400, "PN6": 5, "PN3": 1}, {"PN1", "PN6", "PN3"}),
        ({"PN1": 400, "PN6": 5, "PN3": 2}, {"PN6", "PN3"}),
        ({"PN1": 5, "PN3": 1}, None),
    ],
    ids=[
        "the smallest goes along",
        "nobody is no secret",
        "both could be found",
        "together enough",
        "all too few",
    ],
)
def test_what_goes_along_is_the_smallest(counts: dict[str, int], hidden: set[str] | None) -> None:
    found = hide_cells(counts, 6)
    assert found == (None if hidden is None else frozenset(hidden))


def test_percentages_are_whole_and_of_ten_at_least() -> None:
    assert [find_whole_percent(*share) for share in ((5, 9), (1, 10), (1, 8000), (15, 200))] == [
        None,
        10,
        0,
        8,
    ]
