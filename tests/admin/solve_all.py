"""Everything that was published, put to the solver: what is hidden and small, and yet can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.admin.solver import Puzzle, Terms, evaluate, subtract
from tests.admin.solver_forms import describe_forms
from tests.admin.solver_reviews import (
    describe,
    describe_people,
    link_groups,
    read_measures,
    read_tables,
)

if TYPE_CHECKING:
    from admin.shown.model import ShownSummary


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
    names |= describe_forms(puzzle, shown.forms)
    return Solved(puzzle, names)


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
    truth, solved = set_up(true), set_up(published)
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


def is_open(low: int, high: int, below: int) -> bool:
    """Tell whether nobody can all but say how many it is.

    It could be large, or nobody at all, and so many between: whoever reads the mark knows no less than that.
    """
    return high - low >= below - 1 and (high >= below or low == 0)
