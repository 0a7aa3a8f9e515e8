"""What follows from the numbers of a form's looks over several reports together. Pure.

Each number that is told is an equation: so many of a look, in the days of the report. That all that came on
the looks is all that was filled in of them is another, of any days. What adds up to a number of some days can
then be told although no report says it: of 44 who came from April on, 22 came until July, and 17 of the
others on one look; so five came on the other. `past.py` looks at one number over time, and `Looks` at several
of one report; this looks at both, in whole numbers by a prime: what is determined at all, is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, combinations, pairwise
from typing import TYPE_CHECKING, TypeAlias

from admin.disclosure import is_small
from admin.shown.past import find_days, find_linked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from admin.shown.past import Behind, Days, Edition

PRIME = 2**61 - 1
"""Far more than any count. What comes out as more than half of it is below 0."""
CAME, FILLED_IN = "submitted", "filled_in"
NAMES = (CAME, FILLED_IN, "asked", "invited", "opened", "anonymous")
"""What is told of a look, the weightiest first."""
_ENDS = ((CAME, 1), (FILLED_IN, -1))
"""Of any days both are as many, all looks together."""
Named: TypeAlias = "tuple[str, str]"
"""A number of a look: its form, and its name."""
Sum: TypeAlias = "Mapping[Named, int]"
"""How often each number is taken: 1, or -1 where it is subtracted."""
Column: TypeAlias = "tuple[int, str, str]"
"""A number of a look in the days between two ends next to each other: how many ends lie before it."""
Small: TypeAlias = "set[tuple[Days, frozenset[tuple[Named, int]]]]"
"""What is small and follows: of which days, and which sum it is."""


@dataclass(frozen=True, slots=True)
class Told:
    """So many were told of a number, in these days."""

    days: Days
    named: Named
    count: int


@dataclass(slots=True)
class Equations:
    """Equations that are solved as far as they go: some columns by all the others."""

    _solved: dict[Column, tuple[dict[Column, int], int]] = field(default_factory=dict)
    """A column, and what is added to it, make so many."""

    def say(self, terms: Mapping[Column, int], count: int) -> None:
        """Add one. One that follows from those before says nothing; nor does one that they speak against."""
        left, known = self.reduce(terms)
        if not left:
            return
        column, often = left.popitem()
        once = pow(often, -1, PRIME)
        row = {other: number * once % PRIME for other, number in left.items()}
        is_ = (count - known) * once % PRIME
        for other, (parts, so_many) in list(self._solved.items()):
            if number := parts.pop(column, 0):
                self._solved[other] = _add(parts, row, -number), (so_many - number * is_) % PRIME
        self._solved[column] = row, is_

    def reduce(self, terms: Mapping[Column, int]) -> tuple[dict[Column, int], int]:
        """Return what of a sum is not determined, and how much the rest is."""
        left: dict[Column, int] = {}
        known = 0
        for column, often in terms.items():
            if column in self._solved:
                row, count = self._solved[column]
                left, known = _add(left, row, -often), (known + often * count) % PRIME
            else:
                left = _add(left, {column: 1}, often)
        return left, known


def _add(terms: Mapping[Column, int], others: Mapping[Column, int], often: int) -> dict[Column, int]:
    found = dict(terms)
    for column, number in others.items():
        found[column] = (found.get(column, 0) + often * number) % PRIME
        if not found[column]:
            del found[column]
    return found


@dataclass(frozen=True, slots=True)
class Together:
    """What readers know of the looks of one form by `editions` and by what this report told so far."""

    forms: Sequence[str]
    below: int
    days: Days
    past: Sequence[Told]
    _found: dict[frozenset[Told], Small] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def behind(cls, forms: Iterable[str], guard: Behind) -> Together:
        """Make it of what was published before, the newest first: of days that overlap, or lead to such."""
        looks, days = sorted(forms), find_days(guard.period)
        past = tuple(chain.from_iterable(_list_told(edition, looks) for edition in guard.editions))
        linked = find_linked({one.days for one in past}, days)
        return cls(looks, guard.below, days, tuple(one for one in past if one.days in linked))

    def allows(self, known: Mapping[Named, int], named: Named, count: int) -> bool:
        """Tell whether nothing small follows from it, beside what this report told, that did not before."""
        if not self.past:
            return True
        before = [Told(self.days, *one) for one in known.items()]
        return self._list_small([*before, Told(self.days, named, count)]) <= self._list_small(before)

    def _list_small(self, told: Sequence[Told]) -> Small:
        """List what is small and follows, unless it was listed before."""
        asked = frozenset(told)
        if asked not in self._found:
            self._found[asked] = self._find_small(told)
        return self._found[asked]

    def _find_small(self, told: Sequence[Told]) -> Small:
        every = (*told, *self.past)
        ends = sorted(set(chain.from_iterable(one.days for one in every)))
        equations = self._write_down(every, ends)
        numbers = {one.named for one in every}
        return {
            (days, frozenset(terms.items()))
            for terms in self._list_sums(numbers)
            for days, count in _list_determined(equations, terms, ends)
            if is_small(abs(count), self.below)
        }

    def _write_down(self, every: Iterable[Told], ends: Sequence[int]) -> Equations:
        equations = Equations()
        for part in range(len(ends) - 1):
            came, filled_in = ({(part, form, name): sign for form in self.forms} for name, sign in _ENDS)
            equations.say(came | filled_in, 0)
        for one in every:
            first, end = (ends.index(day) for day in one.days)
            equations.say({(part, *one.named): 1 for part in range(first, end)}, one.count)
        return equations

    def _list_sums(self, numbers: Iterable[Named]) -> Iterator[Sum]:
        """List what must not be small: each number, how far two of a look are apart, sums of what came."""
        found = set(numbers) | {(form, name) for form in self.forms for name, _ in _ENDS}
        for form in self.forms:
            of_form = [one for one in sorted(found) if one[0] == form]
            yield from ({one: 1} for one in of_form)
            yield from ({one: 1, other: -1} for one, other in combinations(of_form, 2))
            named = {(form, "asked"): -1, (form, "anonymous"): -1}
            if named.keys() <= found:
                yield from ({one: 1} | named for one in of_form if one not in named)
        ends = [((form, name), sign) for form in self.forms for name, sign in _ENDS]
        for size in range(2, len(ends)):
            yield from map(dict, combinations(ends, size))


def _list_told(edition: Edition, forms: Iterable[str]) -> Iterator[Told]:
    days = find_days(edition.period)
    for form in forms:
        for name in NAMES:
            for count in edition.tables.get(f"form/{form}/{name}", {}).values():
                yield Told(days, (form, name), count)


def _list_determined(equations: Equations, terms: Sum, ends: Sequence[int]) -> Iterator[tuple[Days, int]]:
    """Yield between which ends a sum is determined, and how much it is.

    What is left of it up to one end, and up to another, is the same then.
    """
    left: dict[Column, int] = {}
    known = 0
    alike: defaultdict[frozenset[tuple[Column, int]], list[tuple[int, int]]] = defaultdict(list)
    alike[frozenset()].append((ends[0], 0))
    for part, (_, end) in enumerate(pairwise(ends)):
        more, so_many = equations.reduce({(part, *named): sign for named, sign in terms.items()})
        left, known = _add(left, more, 1), (known + so_many) % PRIME
        key = frozenset(left.items())
        for first, until in alike[key]:
            count = (known - until) % PRIME
            yield (first, end), count if count <= PRIME // 2 else count - PRIME
        alike[key].append((end, known))
