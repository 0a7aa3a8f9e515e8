"""What passes when small numbers are hidden, and what a reader of all of it then knows. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from admin.disclosure import protect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.disclosure import Guard, Partition, Shown, Table

ALL = frozenset({"all"})


@dataclass(slots=True)
class Sieve:
    """Protects the tables of one period, one after the other, and keeps what is known of each of them."""

    guard: Guard
    known: dict[str, Partition] = field(default_factory=dict)

    @property
    def below(self) -> int:
        """The threshold."""
        return self.guard.below

    @property
    def told(self) -> Mapping[str, Partition]:
        """What is known of the tables of which anything is."""
        return {key: partition for key, partition in self.known.items() if partition}

    def protect(self, table: Table) -> Shown:
        """Find out what may be shown of a table."""
        shown = protect(table, self.guard)
        self.known[table.key] = shown.known
        return shown

    def remember(self, key: str, known: Partition) -> None:
        """Keep what is known of a table beside what is known of its other cells."""
        self.known[key] = {**self.known.get(key, {}), **known}

    def may_know(self, numbers: Mapping[str, int]) -> bool:
        """Tell whether each of these may be known by its name, then they are: all of them, or none."""
        if not all(self.guard.allows(name, ALL, number) for name, number in numbers.items()):
            return False
        self.known |= {name: {ALL: number} for name, number in numbers.items()}
        return True
