"""Small numbers: what may be shown of a count, so that nobody is found behind it. Pure.

Every count from 1 to below the threshold (`SAY_SUPPRESS_BELOW`) is hidden, and with it whatever would give it
back: the other part of a total, a percentage. What is shown was looked at together: a total that stands
beside its parts is a cell of the same table here. Whoever adds a figure to what is published adds it to a
table. Why so, and what it does not do: docs/decisions/2026-11-29-small-numbers.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Block: TypeAlias = "frozenset[str]"
Partition: TypeAlias = "Mapping[Block, int]"
"""What is known of a table: blocks that part its cells, and how many are in each."""

PERCENT_FROM = 10
"""No percentage on a smaller base: one person more or less moves it by more than ten points."""
ALL_ALIKE_FROM = 20
"""In a smaller group it is not shown that all, or nobody, said or did something: it would be said of each."""


class Guard(Protocol):
    """Says whether it may be known how many are in a block of a table's cells."""

    @property
    def below(self) -> int:
        """The threshold: counts from 1 to below it are small."""

    def allows(self, table: str, block: Block, count: int) -> bool:
        """Tell whether this may be known."""

    def told_so(self, table: str, blocks: Iterable[Block]) -> bool:
        """Tell whether whatever was told of a table before, of days that overlap, was in these blocks."""


@dataclass(frozen=True, slots=True)
class Alone:
    """Guards what is published by itself, as if nothing had been published before."""

    below: int

    def allows(self, table: str, block: Block, count: int) -> bool:  # noqa: ARG002 - as every guard is asked
        """Tell whether the count is not small."""
        return not is_small(count, self.below)

    def told_so(self, table: str, blocks: Iterable[Block]) -> bool:  # noqa: ARG002 - likewise
        """Tell that nothing was told otherwise."""
        return True


def is_small(count: int, below: int) -> bool:
    """Tell whether a count would point at people. Nobody is not a small number of people."""
    return 0 < count < below


def are_safe(counts: Iterable[int], below: int) -> bool:
    """Tell whether none of these counts is small."""
    return not any(is_small(count, below) for count in counts)


def are_all_alike(count: int, out_of: int) -> bool:
    """Tell whether this says of each of a small group that they all, or none of them, did something."""
    return 0 < out_of < ALL_ALIKE_FROM and count in {0, out_of}


def find_whole_percent(count: int, out_of: int) -> int | None:
    """Return a percentage, rounded half up to a whole number; None on a base too small for one."""
    return (200 * count + out_of) // (2 * out_of) if out_of >= PERCENT_FROM else None


def hide_cells(
    counts: Mapping[str, int], below: int, allows: Callable[[Block, int], bool] | None = None
) -> frozenset[str] | None:
    """Return the cells of a table to hide where its total is known; None: the total must be hidden too.

    Small cells are hidden, then the smallest others, until each hidden one could be anything from 1 to the
    threshold at least. Cells of nobody are shown, so whoever solves the table knows that a hidden one is
    not empty. `allows` may forbid more: cells, and what all the hidden ones add up to.
    """
    may_know = allows or (lambda _, count: not is_small(count, below))
    hidden = {name for name, count in counts.items() if not may_know(frozenset({name}), count)}
    others = sorted((count, name) for name, count in counts.items() if count and name not in hidden)
    while hidden and not (
        _protects(counts, hidden, below) and may_know(frozenset(hidden), _add(counts, hidden))
    ):
        if not others:
            return None
        hidden.add(others.pop(0)[1])
    return frozenset(hidden)


def _protects(counts: Mapping[str, int], hidden: set[str], below: int) -> bool:
    """Tell whether each of these could be the threshold itself, all others being 1 or more."""
    return len(hidden) > 1 and _add(counts, hidden) >= below + len(hidden) - 1


def _add(counts: Mapping[str, int], names: Iterable[str]) -> int:
    return sum(counts[name] for name in names)


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that are about the same people, and so are looked at together.

    `cells` part everybody who is counted; each of `sums`, the weightiest first, is printed as sums of cells
    (of a share: its base, and what is counted). `known` stand elsewhere already. With `prints_cells` the
    cells are printed as well. `key` names the table for good: what was published of it before goes by it.
    """

    cells: Mapping[str, int]
    sums: Mapping[str, tuple[Block, ...]]
    prints_cells: bool = False
    key: str = ""
    known: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a table: the names of its sums, and of its cells.

    `known` is what whoever reads it knows then, and nothing finer.
    """

    sums: frozenset[str]
    cells: frozenset[str]
    known: Partition = field(default_factory=dict)


NOTHING_SHOWN = Shown(frozenset(), frozenset())


def protect(table: Table, guard: Guard) -> Shown:
    """Return what may be shown of a table, its grand total being known.

    A sum is shown only if everything that follows from it and the sums shown before it is nobody or enough:
    all of them together part the people into blocks, and no block is small. Whoever adds and subtracts them
    ends at blocks.
    """
    whole = frozenset(table.cells)
    blocks = _part([whole], table.known)
    if not _may_stand(table, blocks, guard):
        total = _count(table, whole)
        return Shown(
            frozenset(), frozenset(), {whole: total} if guard.allows(table.key, whole, total) else {}
        )
    shown = set()
    for name, sets in table.sums.items():
        finer = _part(blocks, sets)
        if _may_stand(table, finer, guard):
            blocks = finer
            shown.add(name)
    known = dict(_list_known(table, blocks, guard))
    single = (next(iter(block)) for block in known if len(block) == 1)
    return Shown(frozenset(shown), frozenset(single if table.prints_cells else ()), known)


def _part(blocks: Sequence[Block], sets: Iterable[Block]) -> list[Block]:
    """Part blocks further, by whether a cell is in each of the sets."""
    found = list(blocks)
    for each in sets:
        found = [part for block in found for part in (block & each, block - each) if part]
    return found


def _may_stand(table: Table, blocks: Iterable[Block], guard: Guard) -> bool:
    """Tell whether the total of each of these blocks may be known."""
    if not all(guard.allows(table.key, block, _count(table, block)) for block in blocks):
        return False
    return not table.prints_cells or all(_hide(table, block, guard) is not None for block in blocks)


def _list_known(table: Table, blocks: Iterable[Block], guard: Guard) -> Iterable[tuple[Block, int]]:
    """Yield what is known: the blocks, or of printed cells each that is shown, and the rest of its block."""
    for block in blocks:
        hidden = (_hide(table, block, guard) or frozenset()) if table.prints_cells else block
        for each in (*(frozenset({name}) for name in sorted(block - hidden)), hidden):
            if each:
                yield each, _count(table, each)


def _count(table: Table, block: Iterable[str]) -> int:
    return _add(table.cells, block)


def _hide(table: Table, block: Iterable[str], guard: Guard) -> frozenset[str] | None:
    counts = {name: table.cells[name] for name in block}
    return hide_cells(counts, guard.below, lambda cells, count: guard.allows(table.key, cells, count))
