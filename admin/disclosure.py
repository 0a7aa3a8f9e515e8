"""Small numbers: what may be shown of a count, so that nobody is found behind it. Pure.

Every count from 1 to below the threshold (`SAY_SUPPRESS_BELOW`) is hidden, and with it whatever would give it
back: the other part of a total, a percentage. What is shown was looked at together: a total that stands
beside its parts is a cell of the same table here. Whoever adds a figure to a page adds it to a table of this
room. Why so, and what it does not do: docs/decisions/2026-11-29-small-numbers.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HIDDEN = "c"
PERCENT_FROM = 10
"""No percentage on a smaller base: one person more or less moves it by more than ten points."""


def is_small(count: int, below: int) -> bool:
    """Tell whether a count would point at people. Nobody is not a small number of people."""
    return 0 < count < below


def are_safe(counts: Iterable[int], below: int) -> bool:
    """Tell whether none of these counts is small."""
    return not any(is_small(count, below) for count in counts)


def find_whole_percent(count: int, out_of: int) -> int | None:
    """Return a percentage, rounded half up to a whole number; None on a base too small for one."""
    return (200 * count + out_of) // (2 * out_of) if out_of >= PERCENT_FROM else None


def hide_cells(counts: Mapping[str, int], below: int) -> frozenset[str] | None:
    """Return the cells of a table to hide where its total is known; None: the total must be hidden too.

    Small cells are hidden, then the smallest others, until each hidden one could be anything from 1 to the
    threshold at least. Cells of nobody are shown, so whoever solves the table knows that a hidden one is
    not empty.
    """
    hidden = {name for name, count in counts.items() if is_small(count, below)}
    others = sorted((count, name) for name, count in counts.items() if count and name not in hidden)
    while hidden and not _protects(counts, hidden, below):
        if not others:
            return None
        hidden.add(others.pop(0)[1])
    return frozenset(hidden)


def _protects(counts: Mapping[str, int], hidden: set[str], below: int) -> bool:
    """Tell whether each of these could be the threshold itself, all others being 1 or more."""
    total = sum(counts[name] for name in hidden)
    return len(hidden) > 1 and total >= below + len(hidden) - 1


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that are about the same people, and so are looked at together.

    `cells` part everybody who is counted; each of `sums`, the weightiest first, is printed as sums of cells
    (of a share: its base, and what is counted). With `prints_cells` the cells stand on the page as well.
    """

    cells: Mapping[str, int]
    sums: Mapping[str, tuple[frozenset[str], ...]]
    prints_cells: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a table: the names of its sums, and of its cells."""

    sums: frozenset[str]
    cells: frozenset[str]


def protect(table: Table, below: int) -> Shown:
    """Return what may be shown of a table, its grand total being known.

    A sum is shown only if everything that follows from it and the sums shown before it is nobody or enough:
    all of them together part the people into blocks, and no block is small. Whoever adds and subtracts them
    ends at blocks.
    """
    blocks = [frozenset(table.cells)]
    if not _may_stand(table, blocks, below):
        return Shown(frozenset(), frozenset())
    shown = set()
    for name, sets in table.sums.items():
        finer = _part(blocks, sets)
        if _may_stand(table, finer, below):
            blocks = finer
            shown.add(name)
    return Shown(frozenset(shown), _list_shown_cells(table, blocks, below))


def _part(blocks: Sequence[frozenset[str]], sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Part blocks further, by whether a cell is in each of the sets."""
    found = list(blocks)
    for each in sets:
        found = [part for block in found for part in (block & each, block - each) if part]
    return found


def _may_stand(table: Table, blocks: Iterable[frozenset[str]], below: int) -> bool:
    """Tell whether the total of each of these blocks may be known."""
    totals = [_count(table, block) for block in blocks]
    if not are_safe(totals, below):
        return False
    return not table.prints_cells or all(_hide(table, block, below) is not None for block in blocks)


def _list_shown_cells(table: Table, blocks: Iterable[frozenset[str]], below: int) -> frozenset[str]:
    if not table.prints_cells:
        return frozenset()
    hidden = frozenset().union(*(_hide(table, block, below) or frozenset() for block in blocks))
    return frozenset(table.cells) - hidden


def _count(table: Table, block: Iterable[str]) -> int:
    return sum(table.cells[name] for name in block)


def _hide(table: Table, block: Iterable[str], below: int) -> frozenset[str] | None:
    return hide_cells({name: table.cells[name] for name in block}, below)
