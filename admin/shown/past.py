"""What was published before: a new count must not give back what any two of them hide together. Pure.

Think of a number that was published of the days from a to b as a path from a to b: whoever has several walks
on, forwards and backwards, and knows the number of any days between two ends that are joined. And whoever has
a number of some days, and of parts of them, knows that of the rest. None of these may be small.

Of each table a reader knows blocks of its cells (`admin.disclosure`). Of days that overlap, what is published
later is never told in finer blocks than what was before: what is hidden once stays hidden beside it. So only
numbers that all of them show are left to be subtracted, and those are looked at here. What was published of
the very same days and has not changed may always be told again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from admin.disclosure import is_small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from admin.disclosure import Block, Partition
    from admin.periods import Period

MOST_SUMS = 2000
"""More ways to subtract than this are not tried: the number is then hidden."""
Days = tuple[int, int]
"""The first day, and the first that is outside, as ordinals."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What a reader knows of a period since it was published: of each table its blocks."""

    period: Period
    tables: Mapping[str, Partition]

    def keep(self, is_told: Callable[[str], bool]) -> Edition:
        """Return it with those tables alone of which readers are told."""
        return Edition(self.period, {key: known for key, known in self.tables.items() if is_told(key)})


@dataclass(frozen=True, slots=True)
class Behind:
    """Guards what is published of a period after other editions, the newest first."""

    below: int
    period: Period
    editions: tuple[Edition, ...] = ()
    _asked: dict[tuple[str, Block, int], bool] = field(default_factory=dict, repr=False, compare=False)

    def allows(self, table: str, block: Block, count: int) -> bool:
        """Tell whether it may be known that so many are in a block of a table."""
        asked = (table, block, count)
        if asked not in self._asked:
            self._asked[asked] = self._find_out(table, block, count)
        return self._asked[asked]

    def told_so(self, table: str, blocks: Iterable[Block]) -> bool:
        """Tell whether whatever was told of these cells, of days that overlap, was in these very blocks."""
        first, end = find_days(self.period)
        wanted = frozenset(blocks)
        cells = frozenset().union(*wanted)
        told = (
            frozenset(block for block in edition.tables.get(table, {}) if block & cells)
            for edition in self.editions
            if _overlaps(find_days(edition.period), first, end)
        )
        return all(not found or found == wanted for found in told)

    def _find_out(self, table: str, block: Block, count: int) -> bool:
        if is_small(count, self.below):
            return False
        days = find_days(self.period)
        told = [
            (find_days(edition.period), find_told(edition.tables[table], block))
            for edition in self.editions
            if edition.tables.get(table)
        ]
        if (days, count) in told:
            return True
        linked = _list_linked(days, told)
        return linked is not None and not gives_back((days, count), linked, self.below)


def find_days(period: Period) -> Days:
    """Return the ends of a period."""
    return period.first_on.toordinal(), period.last_on.toordinal() + 1


def find_told(partition: Partition, block: Block) -> int | None:
    """Return how many were told to be in a block; None where its blocks lie across this one.

    A cell that the table did not have then was empty.
    """
    inside = [other for other in partition if other <= block]
    across = any(other & block and not other <= block for other in partition)
    return None if across else sum(partition[other] for other in inside)


def _list_linked(days: Days, told: Iterable[tuple[Days, int | None]]) -> list[tuple[Days, int]] | None:
    """List what was told of days that are linked with these; None if one of them did not tell it."""
    every = list(told)
    linked = find_linked({other for other, _ in every}, days)
    found = []
    for other, count in every:
        if other in linked:
            if count is None:
                return None
            found.append((other, count))
    return found


def find_linked(every: Iterable[Days], days: Days) -> frozenset[Days]:
    """Find the days that overlap these, or one that does, and so on."""
    left, near, linked = set(every), [days], set()
    while near:
        first, end = near.pop()
        beside = {other for other in left if _overlaps(other, first, end)}
        left -= beside
        linked |= beside
        near += beside
    return frozenset(linked)


def _overlaps(days: Days, first: int, end: int) -> bool:
    return days[0] < end and first < days[1]


def gives_back(new: tuple[Days, int], told: Iterable[tuple[Days, int]], below: int) -> bool:
    """Tell whether a small number follows from this and what was told, the newest first.

    Where two ways to the same days differ, something was corrected in between: by how much is told as well.
    The newest counts then.
    """
    paths: dict[int, dict[int, int]] = {}
    for (first, end), count in (new, *told):
        known = paths.get(first, {}).get(end)
        if known is None:
            _join(paths, first, end, count)
        elif is_small(abs(known - count), below):
            return True
    return _leaves_little(paths, below)


def _join(paths: dict[int, dict[int, int]], first: int, end: int, count: int) -> None:
    """Join two days, and all that they are joined with: `paths` has how many lie between any two of those."""
    before = {day: -between for day, between in paths.setdefault(first, {first: 0}).items()}
    after = dict(paths.setdefault(end, {end: 0}))
    for day, to_first in before.items():
        for other, from_end in after.items():
            paths[day][other] = to_first + count + from_end
            paths[other][day] = -paths[day][other]


def _leaves_little(paths: Mapping[int, Mapping[int, int]], below: int) -> bool:
    """Tell whether some days with a known number, less known parts of them, leave a small one."""
    known: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for first, ends in paths.items():
        for end, count in ends.items():
            if first < end:
                known[end].append((first, count))
    days = sorted(paths)
    return any(_has_little_left(first, days, known, paths[first], below) for first in days)


def _has_little_left(
    first: int,
    days: list[int],
    known: Mapping[int, list[tuple[int, int]]],
    wholes: Mapping[int, int],
    below: int,
) -> bool:
    """Go from a day on, and keep what parts that do not overlap can add up to by each day."""
    sums: dict[int, set[int]] = {}
    reached = {0}
    for day in (day for day in days if day >= first):
        reached = reached | set(_list_sums(known[day], sums, first))
        if len(reached) > MOST_SUMS:
            return True
        sums[day] = reached
        if (
            day > first
            and day in wholes
            and any(is_small(abs(wholes[day] - part), below) for part in reached)
        ):
            return True
    return False


def _list_sums(parts: Iterable[Days], sums: Mapping[int, set[int]], first: int) -> Iterator[int]:
    for begins, count in parts:
        if begins >= first:
            yield from (before + count for before in sums[begins])
