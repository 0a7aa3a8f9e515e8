"""Everything that was published, put to the solver: what is hidden and small, and yet can be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from admin.periods import Period
from admin.shown.model import Mark
from tests.admin.solver import Puzzle, Terms, add, evaluate, subtract
from tests.admin.solver_forms import describe_forms
from tests.admin.solver_reviews import (
    describe,
    describe_people,
    link_groups,
    read_measures,
    read_tables,
)
from tests.admin.solver_words import describe_placements, describe_themes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from admin.shown.model import ShownCollated, ShownSummary


BELOW = 6


@dataclass(frozen=True)
class Found:
    """Something small that a reader can tell, or all but tell: how many, and between which numbers."""

    name: str
    count: int
    low: int
    high: int


@dataclass
class Solved:
    """A puzzle, and the name of each number in it."""

    puzzle: Puzzle
    names: dict[str, Terms]


def set_up(shown: ShownSummary) -> Solved:
    """Write down everything that the figures of a period say."""
    puzzle = Puzzle()
    return Solved(puzzle, write_down(puzzle, shown))


def write_down(puzzle: Puzzle, shown: ShownSummary) -> dict[str, Terms]:
    """Write it into a puzzle, and name each number."""
    reviews, people = describe(puzzle), describe_people(puzzle)
    read_measures(puzzle, reviews, people, shown)
    names = read_tables(puzzle, reviews, shown)
    names |= _name_shares("", reviews.shares | people, reviews.held)
    for groups in shown.groups:
        parts = [describe(puzzle) for _ in groups.groups]
        link_groups(puzzle, reviews, parts)
        for group, part in zip(groups.groups, parts, strict=True):
            for measure in group.measures:
                if measure.name in part.shares:
                    count, base = part.find(measure.name, shown.definition.value)
                    puzzle.read(count, measure.share.count)
                    if base is not None:
                        puzzle.read(base, measure.share.out_of)
            names |= _name_shares(f"{groups.dimension} {group.key} ", part.shares, part.held)
    names |= describe_forms(puzzle, shown.forms, shown.collated)
    names |= describe_placements(puzzle, shown.placements)
    return names | describe_themes(puzzle, shown.themes)


def _name_shares(before: str, shares: dict[str, tuple[Terms, Terms | None]], held: Terms) -> dict[str, Terms]:
    """Name of each share what is counted, the rest of its base, and who is not in it."""
    names = {}
    for name, (count, base) in shares.items():
        names[f"{before}{name}"] = count
        if base is not None:
            names[f"{before}{name} rest"] = subtract(base, count)
            if base is not held and not any(word in name for word in ("children", "visits", "due")):
                names[f"{before}{name} outside"] = subtract(held, base)
    return names


def find_recovered(true: ShownSummary, published: ShownSummary, below: int) -> list[Found]:
    """List what is small and can be told, or all but told.

    Most of it could be both in one of a few worlds that are imagined at first; only the rest is solved.
    """
    sums = tuple(map(_blank, published.collated))
    truth, solved = set_up(replace(true, collated=sums)), set_up(published)
    one, other = truth.puzzle.imagine(2)
    worlds = solved.puzzle.imagine(10)
    recovered = []
    for name, terms in solved.names.items():
        if name not in truth.names:
            continue
        count = evaluate(truth.names[name], one)
        if 0 < count < below and count == evaluate(truth.names[name], other):
            found = [evaluate(terms, world) for world in worlds]
            if not is_open(min(found), max(found), below):
                low, high = solved.puzzle.solve(terms)
                if not is_open(low, high, below):
                    recovered.append(Found(name, count, low, high))
    return recovered


def _blank(one: ShownCollated) -> ShownCollated:
    """Take the numbers out of a sum: what it is of tells which they are."""
    cells = tuple(replace(cell, count=Mark.HIDDEN, percent=Mark.HIDDEN) for cell in one.item.cells)
    bare = replace(one.item, answered=Mark.HIDDEN, skipped=Mark.HIDDEN, cells=cells, mean=None, median=None)
    return replace(one, item=bare)


def is_open(low: int, high: int, below: int) -> bool:
    """Tell whether nobody can all but say how many it is.

    It could be large, or nobody at all, and so many between: whoever reads the mark knows no less than that.
    """
    return high - low >= below - 1 and (high >= below or low == 0)


NOT_ADDED_UP = ("children", "overdue", "stood_down", "meetings_by_kind")
"""What the days of a period do not add up to: a child may be in several; what is overdue goes by the end."""


def set_up_many(published: Sequence[ShownSummary], every: ShownSummary) -> tuple[Solved, list[Period]]:
    """Write down what several reports say together: each is the sum of the days between their ends.

    `every` tells which numbers there are, and nothing else of it is read. The names begin with the number of
    the report, or with that of the days.
    """
    puzzle, names = Puzzle(is_deaf=True, is_whole=False), {}
    segments = cut([one.period for one in published])
    parts = [write_down(puzzle, every) for _ in segments]
    puzzle.is_deaf = False
    for number, one in enumerate(published):
        inside = [
            part
            for segment, part in zip(segments, parts, strict=True)
            if one.period.first_on <= segment.first_on and segment.last_on <= one.period.last_on
        ]
        puzzle.has_past = number > 0
        found = write_down(puzzle, one)
        names |= {f"report {number} {name}": terms for name, terms in found.items()}
        for name, terms in found.items():
            if name in parts[0] and not any(word in name for word in NOT_ADDED_UP):
                puzzle.say(subtract(terms, add(*(part[name] for part in inside))), 0, 0)
    for number, part in enumerate(parts):
        names |= {f"days {number} {name}": terms for name, terms in part.items()}
    return Solved(puzzle, names), segments


def cut(periods: Iterable[Period]) -> list[Period]:
    """Cut the days at every end of a period."""
    days = sorted({day for one in periods for day in (one.first_on, one.last_on + date.resolution)})
    return [Period(first, end - date.resolution) for first, end in pairwise(days)]


def find_told_together(
    true: Callable[[Period], ShownSummary], published: Sequence[ShownSummary], every: ShownSummary
) -> list[Found]:
    """List what is small and can be told from several reports: of each, and of the days between."""
    solved, segments = set_up_many(published, every)
    small = dict(_list_small(true, published, segments))
    small = {name: count for name, count in small.items() if name in solved.names}
    worlds = solved.puzzle.imagine(12, [solved.names[name] for name in small])
    recovered = []
    for name, count in small.items():
        found = {evaluate(solved.names[name], world) for world in worlds}
        if len(found) == 1:
            low, high = solved.puzzle.solve(solved.names[name])
            if low == high:
                recovered.append(Found(name, count, low, high))
    return recovered


def _list_small(
    true: Callable[[Period], ShownSummary], published: Sequence[ShownSummary], segments: Sequence[Period]
) -> Iterator[tuple[str, int]]:
    """Yield every small number there is in a report, or between two ends."""
    for kind, periods in (("report", [one.period for one in published]), ("days", segments)):
        for number, period in enumerate(periods):
            truth = set_up(true(period))
            one, other = truth.puzzle.imagine(2)
            for name, terms in truth.names.items():
                count = evaluate(terms, one)
                if 0 < count < BELOW and count == evaluate(terms, other):
                    yield f"{kind} {number} {name}", count
