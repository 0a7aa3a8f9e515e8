"""The measures by team, age band, type of review or channel as they may be published; never by IRO. Pure.

The groups of one kind add up to all reviews, whose figures stand elsewhere: each table of measures is one
table over all groups. What is hidden of all reviews is hidden of each group; so is what does not add up,
since a child may have reviews in two groups, and what is not about reviews.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.disclosure import NOTHING_SHOWN, Table
from admin.groups import Dimension
from admin.shown.model import ShownGroup, ShownGroups
from admin.shown.published_measures import Known, publish_figure
from admin.shown.tables import CODES, ELIGIBLE, HELD, Counts, list_tables, make_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from admin.disclosure import Shown
    from admin.groups import Grouped
    from admin.shown.sieve import Sieve
    from admin.summary.summary import Summary


def publish_groups(summary: Summary, known: Known, sieve: Sieve) -> Iterator[ShownGroups]:
    """Yield the groups of each kind that may be published."""
    whole = Counts.of_period(summary.counted)
    for grouped in summary.grouped:
        if grouped.dimension is not Dimension.IRO and grouped.groups:
            yield _publish(grouped, summary, _find_known(grouped, whole, known, sieve))


def _publish(grouped: Grouped, summary: Summary, known: Sequence[Known]) -> ShownGroups:
    groups = (
        ShownGroup(
            group.key,
            group.label,
            tuple(publish_figure(figure, one, summary.definition) for figure in group.figures),
        )
        for group, one in zip(grouped.groups, known, strict=True)
    )
    return ShownGroups(grouped.dimension, tuple(groups))


@dataclass(frozen=True, slots=True)
class Parted:
    """Groups that are being published: the counts of each, what is known of all, and which sizes may be."""

    dimension: Dimension
    held: Mapping[str, int]
    known: Known
    sizes: frozenset[str] = frozenset()


def _find_known(grouped: Grouped, whole: Counts, known: Known, sieve: Sieve) -> list[Known]:
    """Find out for each group what may be known: a sum only if it may in every table that it stands in.

    How many reviews a group has is decided first, and once: every table of reviews says it.
    """
    counts = {group.key: Counts.of_group(group.figures) for group in grouped.groups}
    held = {key: one.held for key, one in counts.items()}
    parted = Parted(grouped.dimension, held, known)
    shape = Counts(whole.shares)
    sizes = _join_sizes(shape, parted)
    shown = [(sizes, sieve.protect(sizes))]
    parted = replace(parted, sizes=frozenset(key for key in counts if f"{key} {HELD}" in shown[0][1].sums))
    codes = _join(make_codes(shape), {key: make_codes(one) for key, one in counts.items()}, parted)
    shown.append((codes, sieve.protect(codes)))
    everywhere = all(f"{key} {ELIGIBLE}" in shown[1][1].sums for key in counts) and ELIGIBLE in known.sums
    parts = {key: tuple(list_tables(one, is_base_known=everywhere)) for key, one in counts.items()}
    for number, table in enumerate(list_tables(shape, is_base_known=everywhere)):
        if HELD not in table.sums:
            joined = _join(table, {key: tables[number] for key, tables in parts.items()}, parted)
            shown.append((joined, sieve.protect(joined)))
    return [_pick(group, shown) for group in counts]


def _join_sizes(shape: Counts, parted: Parted) -> Table:
    """Make the table of how many reviews each group has."""
    sums = {f"{key} {HELD}": (frozenset({key}),) for key in parted.held if HELD in parted.known.sums}
    adds_up = sum(parted.held.values()) == shape.held
    return Table(parted.held, sums if adds_up else {}, key=f"by {parted.dimension}/held")


def _join(whole: Table, parts: Mapping[str, Table], parted: Parted) -> Table:
    """Make one table of a table's groups. Where they do not add up, or are of no reviews, no sum is in it."""
    known = parted.known
    cells = {f"{group} {cell}": count for group, part in parts.items() for cell, count in part.cells.items()}
    sums = {
        f"{group} {name}": tuple(frozenset(f"{group} {cell}" for cell in each) for each in sets)
        for name, sets in whole.sums.items()
        if name in known.sums
        for group in parts
        if group in parted.sizes
    }
    elsewhere = [each for name, sets in whole.sums.items() if name in known.sums for each in sets]
    if whole.key == CODES:
        elsewhere += [frozenset({cell}) for cell in whole.cells if _is_known(cell, known.codes)]
    lifted = tuple(
        frozenset(f"{group} {cell}" for group in parts for cell in each)
        for each in (*whole.known, *elsewhere)
    )
    sizes = tuple(frozenset(f"{group} {cell}" for cell in whole.cells) for group in sorted(parted.sizes))
    adds_up = all(
        sum(part.cells[cell] for part in parts.values()) == count for cell, count in whole.cells.items()
    )
    is_of_reviews = all(sum(part.cells.values()) == parted.held[group] for group, part in parts.items())
    key = f"by {parted.dimension}/{whole.key}"
    return Table(cells, sums if adds_up and is_of_reviews else {}, key=key, known=(*sizes, *lifted))


def _is_known(cell: str, codes: Shown) -> bool:
    """Tell whether the codes that a cell merges are known in sum."""
    merged = frozenset(cell.split("+"))
    return merged == frozenset().union(*(block for block in codes.known if block <= merged))


def _pick(key: str, shown: Iterable[tuple[Table, Shown]]) -> Known:
    seen: Counter[str] = Counter()
    allowed: Counter[str] = Counter()
    start = f"{key} "
    for table, found in shown:
        seen.update(name.removeprefix(start) for name in table.sums if name.startswith(start))
        allowed.update(name.removeprefix(start) for name in found.sums if name.startswith(start))
    sums = frozenset(name for name, count in seen.items() if allowed[name] == count)
    return Known(sums, NOTHING_SHOWN)
