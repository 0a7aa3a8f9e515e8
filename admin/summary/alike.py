"""Whether the same figure of two periods may be compared, and if not, why. Pure.

Only like with like: each rule here is a way in which a difference would say something about how it was
counted or recorded, and nothing about children. The reasons hold no numbers: they are published as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from admin.measures.conditions import list_columns
from admin.measures.counting import find_share
from admin.measures.kinds import Rows, Unit
from admin.measures.measures import MEASURES
from admin.measures.recorded import WORDS, list_recorded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from admin.measures.counting import Counts
    from admin.measures.kinds import Definition, Measure
    from admin.periods import Period

AS_LONG = 1.15
"""How much longer one may be: the longest month is 11 % longer than the shortest, a leap year a day."""
MOST_UNCODED_POINTS = 5.0
"""Points between the least and the most that a figure can be; more hides a difference worth telling."""
FEW, MANY = 0.1, 0.5
"""Of the reviews held: what was recorded for fewer then, and for more now, was begun in between."""
ASKED = {
    "how_join": "how_join",
    "could_see": "could_see",
    "asks_advocate": "want_help",
    "asks_interpreter": "want_help",
}
"""By which question of the child's own form a column is answered."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A period as it was counted. `options`: the values that could be chosen, by question."""

    period: Period
    counts: Counts
    options: Mapping[str, frozenset[str]] = field(default_factory=dict)


def find_reasons(now: Counted, then: Counted, definition: Definition, today: date) -> dict[str, str]:
    """Say for each measure that may not be compared why, as the end of a sentence."""
    reasons = ((measure, _find_reason(measure, now, then, definition, today)) for measure in MEASURES)
    return {measure.name: reason for measure, reason in reasons if reason}


def _find_reason(measure: Measure, now: Counted, then: Counted, definition: Definition, today: date) -> str:
    rules = (
        _still_runs(now, today) or _still_runs(then, today),
        _differs_in_length(measure, now.period, then.period),
        _is_too_uncoded(measure, now, then, definition),
        *_list_unrecorded(measure, now, then),
        *_list_changed_options(measure, now, then),
    )
    return next(filter(None, rules), "")


def _still_runs(counted: Counted, today: date) -> str:
    if counted.period.last_on < today:
        return ""
    return f"{counted.period.name} {'still runs' if counted.period.first_on <= today else 'has not begun'}"


def _differs_in_length(measure: Measure, now: Period, then: Period) -> str:
    """Mind the length for counts, and for children, who have more reviews in a longer period."""
    if measure.out_of and measure.unit is not Unit.CHILD:
        return ""
    days = sorted((each.last_on - each.first_on).days + 1 for each in (now, then))
    return f"one period has {days[0]} days and the other {days[1]}" if days[1] > days[0] * AS_LONG else ""


def _is_too_uncoded(measure: Measure, now: Counted, then: Counted, definition: Definition) -> str:
    """Where what it can be overlaps with what it could be then, and one of the two is wide, nobody knows."""
    ranges = []
    for counted in (now, then):
        share = find_share(measure, counted.counts, definition)
        if share.percent is None:
            return ""
        least = share.percent if share.low is None else share.low
        most = share.percent if share.high is None else share.high
        ranges.append((least, most))
    (low, high), (low_then, high_then) = ranges
    is_wide = max(high - low, high_then - low_then) > MOST_UNCODED_POINTS
    if not is_wide or low > high_then or high < low_then:
        return ""
    return "too many reviews have no code to know which is higher"


def _list_unrecorded(measure: Measure, now: Counted, then: Counted) -> Iterator[str]:
    """Yield what was hardly recorded in one of the two."""
    if measure.rows is not Rows.HELD:
        return
    for column in list_recorded(measure):
        found = [(_find_part(counted, column), counted) for counted in (now, then)]
        found.sort(key=lambda pair: pair[0])
        (least, fewer), (most, _) = found
        if (least == 0 < most) or (least < FEW and most > MANY):
            share = "few reviews" if least else "no review"
            yield f"{WORDS[column]} is on record for {share} of {fewer.period.name}"


def _find_part(counted: Counted, column: str) -> float:
    return counted.counts.find_recorded(column) / max(1, counted.counts.totals["held"])


def _list_changed_options(measure: Measure, now: Counted, then: Counted) -> Iterator[str]:
    columns = list_columns(measure.counts) | list_columns(measure.among)
    for question in sorted({ASKED[column] for column in columns if column in ASKED}):
        values, values_then = now.options.get(question), then.options.get(question)
        if values and values_then and values != values_then:
            yield "the answers that could be chosen were not the same"
