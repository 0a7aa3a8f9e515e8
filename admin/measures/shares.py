"""A count out of a base, and its percentage."""

from __future__ import annotations

from dataclasses import dataclass, field


def find_percent(count: int, out_of: int) -> float | None:
    """Return 0 to 100, rounded half up to one decimal; None where there is nothing to divide by."""
    return (2000 * count + out_of) // (2 * out_of) / 10 if out_of else None


@dataclass(frozen=True, slots=True)
class Share:
    """So many out of so many. `out_of` is None for a bare count.

    `low` and `high` are percentages: the least and the most it can be, however the reviews without a code
    turn out; None where every code is known. `unknown` is how many of those there are.
    """

    count: int
    out_of: int | None = None
    low: float | None = None
    high: float | None = None
    unknown: int = field(default=0, compare=False)

    @property
    def percent(self) -> float | None:
        """0 to 100, one decimal."""
        return None if self.out_of is None else find_percent(self.count, self.out_of)


def find_bounded_share(count: int, out_of: int, unknown: int) -> Share:
    """Make a share of which `unknown` more may belong to the base, and to the count."""
    if not unknown:
        return Share(count, out_of)
    most = out_of + unknown
    low, high = find_percent(count, most), find_percent(count + unknown, most)
    return Share(count, out_of, low, high, unknown)
