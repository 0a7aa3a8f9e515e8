"""A reader who has everything that was published, knows every rule, and can solve equations.

It takes `ShownSummary` alone, knows from the printed definitions which numbers are parts of which, and that a
hidden cell of a table is not 0 unless the whole table is hidden. From that it works out, for whatever is
hidden, the least and the most it can be in whole numbers. It shares no code with what hides.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from admin.shown.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from admin.shown.model import Number, ShownShare

Terms: TypeAlias = "dict[int, float]"
"""How often each unknown is counted in a number."""
ENDLESS = 100_000
"""More than anything that is counted here."""


def add(*parts: Terms) -> Terms:
    """Add numbers up."""
    found: Terms = defaultdict(float)
    for part in parts:
        for name, often in part.items():
            found[name] += often
    return dict(found)


def subtract(whole: Terms, part: Terms) -> Terms:
    """Take one number from another."""
    return add(whole, {name: -often for name, often in part.items()})


@dataclass(frozen=True)
class _Known:
    """Some unknowns, and what is said of them, as the solver wants it."""

    names: Sequence[int]
    bounds: Bounds
    limits: list[LinearConstraint]
    is_whole: bool

    def minimise(self, costs: np.ndarray) -> dict[int, float]:
        """Return the world in which the costs are least."""
        whole = np.full(len(self.names), int(self.is_whole))
        found = milp(costs, integrality=whole, bounds=self.bounds, constraints=self.limits)
        assert found.success, "what is published contradicts itself"
        return dict(zip(self.names, found.x, strict=True))


@dataclass
class Puzzle:
    """Unknown whole numbers, and what is known of them."""

    rows: list[tuple[Terms, float, float]] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    is_deaf: bool = False
    """Whether what is printed is not read: only which numbers there are."""
    has_past: bool = False
    """Whether something was published before: a cell may then be hidden beside it though it is 0."""
    is_whole: bool = True
    """Whether only whole numbers are tried: it takes longer. Without, less is found possible to be known."""

    def add_unknown(self) -> Terms:
        """Add a number of which nothing is known but that it is not below 0."""
        self.lows.append(0)
        self.highs.append(ENDLESS)
        return {len(self.lows) - 1: 1}

    def add_sum(self, *parts: Terms) -> Terms:
        """Add the sum of some numbers as a number of its own: once it is known, its parts stand apart."""
        whole = self.add_unknown()
        self.say(subtract(whole, add(*parts)), 0, 0)
        return whole

    def add_parts(self, whole: Terms, names: Iterable[str]) -> dict[str, Terms]:
        """Add unknowns that add up to a whole."""
        parts = {name: self.add_unknown() for name in names}
        self.say(subtract(whole, add(*parts.values())), 0, 0)
        return parts

    def say(self, terms: Terms, low: float, high: float = ENDLESS) -> None:
        """Say between which numbers something is."""
        if list(terms.values()) == [1]:
            [name] = terms
            self.lows[name] = max(self.lows[name], low)
            self.highs[name] = min(self.highs[name], high)
        else:
            self.rows.append((terms, low, high))

    def read(self, terms: Terms, number: Number | None) -> None:
        """Read a printed number; a mark or nothing says nothing."""
        if isinstance(number, int | float) and not self.is_deaf:
            self.say(terms, number, number)

    def solve(self, terms: Terms) -> tuple[int, int]:
        """Return the least and the most that something can be."""
        rows = self._find_rows(terms)
        names = sorted({name for each in (terms, *(row for row, *_ in rows)) for name in each})
        known = self._write_down(names, rows)
        costs = np.array([terms.get(name, 0) for name in names])
        return evaluate(terms, known.minimise(costs)), evaluate(terms, known.minimise(-costs))

    def imagine(self, number: int, wanted: Iterable[Terms] = ()) -> list[dict[int, float]]:
        """Return so many worlds that all say what was said, as far apart as chance finds them.

        Each has some of the numbers that are wanted as small, and others as large as they can be together.
        """
        chance = np.random.default_rng(1)
        every = range(len(self.lows))
        known, numbers = self._write_down(every, self.rows), list(wanted)
        worlds = []
        for _ in range(number):
            costs = chance.integers(-9, 10, len(every)) * (0.001 if numbers else 1.0)
            for terms in numbers:
                sign = chance.choice((-1, 1))
                for name, often in terms.items():
                    costs[name] += sign * often
            worlds.append(known.minimise(costs))
        return worlds

    def _write_down(self, names: Sequence[int], rows: Sequence[tuple[Terms, float, float]]) -> _Known:
        place = {name: number for number, name in enumerate(names)}
        cells = [
            (number, place[name], often)
            for number, (row, *_) in enumerate(rows)
            for name, often in row.items()
        ]
        limits = []
        if rows:
            down, across, values = zip(*cells, strict=True)
            matrix = csr_array((values, (down, across)), shape=(len(rows), len(names)))
            limits = [LinearConstraint(matrix, [low for _, low, _ in rows], [high for *_, high in rows])]
        ends = (np.array([ends[name] for name in names]) for ends in (self.lows, self.highs))
        return _Known(names, Bounds(*ends), limits, self.is_whole)

    def _find_rows(self, terms: Terms) -> list[tuple[Terms, float, float]]:
        """Find what is said of these numbers, and of the unknown ones that stand beside them."""
        about = defaultdict(list)
        for number, (row, *_) in enumerate(self.rows):
            for name in row:
                about[name].append(number)
        found: set[int] = set()
        seen: set[int] = set()
        near = {name for name in terms if self._is_open(name)}
        while near:
            seen |= near
            rows = {number for name in near for number in about[name]} - found
            found |= rows
            near = {name for number in rows for name in self.rows[number][0] if self._is_open(name)} - seen
        return [self.rows[number] for number in sorted(found)]

    def _is_open(self, name: int) -> bool:
        return self.lows[name] < self.highs[name]


def evaluate(terms: Terms, world: Mapping[int, float]) -> int:
    """Return what a number is in a world."""
    return round(sum(often * world[name] for name, often in terms.items()))


def read_share(puzzle: Puzzle, share: ShownShare, count: Terms, out_of: Terms | None) -> None:
    """Read a printed share: its count, and its base."""
    puzzle.read(count, share.count)
    if out_of is not None:
        puzzle.read(out_of, share.out_of)
        read_percent(puzzle, count, share.out_of, share.percent)


def read_percent(puzzle: Puzzle, count: Terms, out_of: Number | None, percent: Number | None) -> None:
    """Read a printed percentage of a printed base: it is rounded to a whole one, and says how many about."""
    if isinstance(percent, int | float) and isinstance(out_of, int | float) and not puzzle.is_deaf:
        puzzle.say(count, (percent - 0.5) * out_of / 100, (percent + 0.5) * out_of / 100)


def read_cells(
    puzzle: Puzzle, cells: Mapping[str, Terms], printed: Mapping[str, Number], *, may_be_nobody: bool = False
) -> None:
    """Read a printed table. A hidden cell is not 0, unless nothing of the table is shown, or it may be."""
    is_all_hidden = may_be_nobody or all(number == Mark.HIDDEN for number in printed.values())
    for name, number in printed.items():
        if number != Mark.HIDDEN:
            puzzle.read(cells[name], number)
        elif not (is_all_hidden or puzzle.is_deaf or puzzle.has_past):
            puzzle.say(cells[name], 1)
