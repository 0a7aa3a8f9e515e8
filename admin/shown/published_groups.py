"""The measures by team, age band, type of review or channel as they may be published; never by IRO. Pure.

The groups of one kind add up to all reviews, whose figures stand elsewhere: each table of measures is one
table over all groups. What is hidden of all reviews is hidden of each group; so is what does not add up,
since a child may have reviews in two groups.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from admin.disclosure import NOTHING_SHOWN, Table
from admin.groups import Dimension
from admin.shown.model import ShownGroup, ShownGroups
from admin.shown.published_measures import Known, publish_figure
from admin.shown.tables import CODES, ELIGIBLE, Counts, list_tables, make_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from admin.disclosure import Block, Shown
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


def _find_known(grouped: Grouped, whole: Counts, known: Known, sieve: Sieve) -> list[Known]:
    """Find out for each group what may be known: a sum only if it may in every table that it stands in."""
    counts = {group.key: Counts.of_group(group.figures) for group in grouped.groups}
    shape = Counts(whole.shares)
    codes = _join(
        make_codes(shape), {key: make_codes(one) for key, one in counts.items()}, known, grouped.dimension
    )
    shown = [(codes, sieve.protect(codes))]
    is_base_known = [f"{group} {ELIGIBLE}" in shown[0][1].sums for group in counts]
    everywhere = all(is_base_known) and ELIGIBLE in known.sums
    parts = {key: tuple(list_tables(one, is_base_known=everywhere)) for key, one in counts.items()}
    for number, table in enumerate(list_tables(shape, is_base_known=everywhere)):
        joined = _join(
            table, {key: tables[number] for key, tables in parts.items()}, known, grouped.dimension
        )
        shown.append((joined, sieve.protect(joined)))
    return [_pick(group, shown) for group in counts]


def _join(whole: Table, parts: Mapping[str, Table], known: Known, dimension: Dimension) -> Table:
    """Make one table of a table's groups. Where they do not add up, no sum is in it."""
    key = f"by {dimension}/{whole.key}"
    cells = {f"{group} {cell}": count for group, part in parts.items() for cell, count in part.cells.items()}
    sums = {
        f"{group} {name}": _of_group(group, whole, sets)
        for name, sets in whole.sums.items()
        if name in known.sums
        for group in parts
    }
    elsewhere = [each for name, sets in whole.sums.items() if name in known.sums for each in sets]
    if whole.key == CODES:
        elsewhere += [frozenset({cell}) for cell in whole.cells if _is_known(cell, known.codes)]
    lifted = tuple(
        frozenset(f"{group} {cell}" for group in parts for cell in each)
        for each in (*whole.known, *elsewhere)
    )
    adds_up = all(
        sum(part.cells[cell] for part in parts.values()) == count for cell, count in whole.cells.items()
    )
    return Table(cells, sums if adds_up else {}, key=key, known=lifted)


def _is_known(cell: str, codes: Shown) -> bool:
    """Tell whether the codes that a cell merges are known in sum."""
    merged = frozenset(cell.split("+"))
    return merged == frozenset().union(*(block for block in codes.known if block <= merged))


def _of_group(key: str, whole: Table, sets: Iterable[Block]) -> tuple[Block, ...]:
    """Return the sets of a sum in a group; the group itself is always one, its size being known."""
    group = frozenset(f"{key} {cell}" for cell in whole.cells)
    return (group, *(frozenset(f"{key} {cell}" for cell in each) for each in sets))


def _pick(key: str, shown: Iterable[tuple[Table, Shown]]) -> Known:
    seen: Counter[str] = Counter()
    allowed: Counter[str] = Counter()
    start = f"{key} "
    for table, found in shown:
        seen.update(name.removeprefix(start) for name in table.sums if name.startswith(start))
        allowed.update(name.removeprefix(start) for name in found.sums if name.startswith(start))
    sums = frozenset(name for name, count in seen.items() if allowed[name] == count)
    return Known(sums, NOTHING_SHOWN)
