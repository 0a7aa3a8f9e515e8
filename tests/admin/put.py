"""Rows written as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.units import Key, Rows, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Put:
    """A unit that looks at nothing."""

    writes: Sequence[Write]
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[None]:
        del rows
        return Writes(None, self.writes)
