"""From counts of rows to shares, by any definition; and the counts themselves, of facts. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from admin.measures.codes import IS_UNKNOWN, IS_YOUNG
from admin.measures.conditions import ALWAYS, Condition, among, both, either, holds
from admin.measures.kinds import Definition, Rows
from admin.measures.measures import MEASURES
from admin.measures.recorded import IS_RECORDED
from admin.measures.shares import Share, find_bounded_share
from forms.participation import ParticipationCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from admin.measures.facts import Facts
    from admin.measures.kinds import Measure

Tally: TypeAlias = tuple[int, int]
"""So many of so many rows, or children."""
Pair: TypeAlias = tuple[Condition, Condition]
"""Which rows count, and which are the base."""
TOTALS: Mapping[str, Condition] = {
    "held": ALWAYS,
    "unknown": IS_UNKNOWN,
    **{code.value: among("code", code) for code in ParticipationCode},
    **{f"recorded {column}": condition for column, condition in IS_RECORDED.items()},
}
"""R and U, and for how many of the reviews held each code, and each thing beside it, is recorded."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted, by the name of the measure, and those totals by which definitions differ."""

    tallies: Mapping[str, Tally]
    totals: Mapping[str, int]

    @property
    def codes(self) -> dict[str, int]:
        """How many of the reviews held have each participation code."""
        return {code.value: self.totals[code] for code in ParticipationCode}

    def find_recorded(self, column: str) -> int:
        """Return for how many of the reviews held something is recorded."""
        return self.totals[f"recorded {column}"]

    @property
    def uncoded(self) -> int:
        """How many have no valid one."""
        return self.totals["held"] - sum(self.codes.values())


def find_share(measure: Measure, counts: Counts, definition: Definition) -> Share:
    """Make the share of a measure by a definition."""
    count, out_of = counts.tallies[measure.name]
    if not measure.out_of:
        return Share(count)
    if not measure.is_bounded:
        return Share(count, out_of)
    if definition is Definition.ALL_REVIEWS:
        return Share(count, counts.totals["held"])
    young = counts.totals[ParticipationCode.PN0] if definition in measure.readings else 0
    return find_bounded_share(count + young, out_of + young, counts.totals["unknown"])


def find_pair(measure: Measure, definition: Definition) -> Pair:
    """Return the conditions by which a row counts, and is in the base, by a definition."""
    counts = both(measure.among, measure.counts)
    if definition not in measure.readings:
        return counts, measure.among
    if definition is Definition.ALL_REVIEWS:
        return counts, ALWAYS
    return either(counts, IS_YOUNG), either(measure.among, IS_YOUNG)


def count_facts(facts: Facts) -> Counts:
    """Count every measure, fact by fact."""
    tallies = {measure.name: _tally(measure, facts.list_rows(measure.rows)) for measure in MEASURES}
    held = facts.list_rows(Rows.HELD)
    totals = {name: sum(holds(condition, fact) for fact in held) for name, condition in TOTALS.items()}
    return Counts(tallies, totals)


def _tally(measure: Measure, facts: Iterable[object]) -> Tally:
    found = [fact for fact in facts if holds(measure.among, fact)]
    if measure.of_child is None:
        return sum(holds(measure.counts, fact) for fact in found), len(found)
    children: defaultdict[str, list[bool]] = defaultdict(list)
    for fact in found:
        children[getattr(fact, "child_ref")].append(holds(measure.counts, fact))  # noqa: B009 - any fact with a child
    met = (measure.of_child.is_met(sum(each), len(each)) for each in children.values())
    return sum(met), len(children)
