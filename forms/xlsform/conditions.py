"""What conditions look at: every name must be a question that stands above, every value one it can have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.definition import CHOICE_KINDS, Kind, Question
from forms.expression_tree import ORDERINGS, THIS
from forms.xlsform.issues import suggest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.expressions import Comparison, Expression
    from forms.xlsform.issues import Findings

_NUMBERS = frozenset({Kind.RANGE, Kind.INTEGER})


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, its place, and the questions it governs (by their order in the form)."""

    row: int
    column: str
    expression: Expression
    governed: range


def check_conditions(
    conditions: Sequence[Condition],
    questions: Sequence[Question],
    rows_by_name: Mapping[str, int],
    findings: Findings,
) -> None:
    """Note every condition that looks at nothing, at itself, round in a circle, or ahead."""
    places = {question.key: place for place, question in reversed([*enumerate(questions)])}
    waits_for = _list_waits(conditions, places)
    for condition in conditions:
        faults = [
            *_find_wrong_dots(condition),
            *(
                _describe_name(condition, name, places, rows_by_name, waits_for)
                for name in sorted(condition.expression.names)
            ),
            *_find_impossible(condition, questions, places),
        ]
        for fault in filter(None, faults):
            findings.add("survey", condition.row, condition.column, fault)


def _list_waits(conditions: Sequence[Condition], places: Mapping[str, int]) -> Mapping[int, set[int]]:
    """Return, for each question that is shown on a condition, those whose answers decide it."""
    waits: dict[int, set[int]] = {}
    for condition in conditions:
        for place in condition.governed if condition.column == "relevant" else ():
            known = {places[name] for name in condition.expression.names if name in places}
            waits.setdefault(place, set()).update(known)
    return waits


def _find_wrong_dots(condition: Condition) -> list[str]:
    if condition.column == "relevant" and condition.expression.looks_at_itself():
        return ["looks at its own answer (.), which is not there before the question is asked"]
    if condition.column == "alert" and condition.expression.names:
        return ["an alert looks at its own answer alone, written as a full stop: . <= 3"]
    return []


def _describe_name(
    condition: Condition,
    name: str,
    places: Mapping[str, int],
    rows_by_name: Mapping[str, int],
    waits_for: Mapping[int, set[int]],
) -> str:
    if name not in rows_by_name:
        return f'refers to "{name}", which is no question here{suggest(name, places)}'
    if name not in places:
        return f'refers to "{name}", which has no answer: it is a group, or a row that cannot be read'
    place = places[name]
    if place in condition.governed:
        own = len(condition.governed) == 1
        return f'refers to "{name}", which is ' + (
            "this question itself" if own else "inside this very group"
        )
    if place < condition.governed.start:
        return ""
    if condition.governed and any(_leads_to(place, own, waits_for) for own in condition.governed):
        return f'goes round in a circle: "{name}" is itself shown on a condition that waits for this one'
    return f'refers to "{name}", which comes later (row {rows_by_name[name]}): move it up'


def _leads_to(start: int, goal: int, waits_for: Mapping[int, set[int]]) -> bool:
    seen, left = set[int](), [start]
    while left:
        here = left.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            left.extend(waits_for.get(here, ()))
    return False


def _find_impossible(
    condition: Condition, questions: Sequence[Question], places: Mapping[str, int]
) -> list[str]:
    """Find values that the answer never has: an alert on one would never call anybody."""
    faults = []
    for comparison in condition.expression.list_comparisons():
        own = condition.governed.start if condition.column != "relevant" else None
        place = own if comparison.key == THIS else places.get(comparison.key)
        if place is not None:
            faults.append(_describe_impossible(comparison, questions[place]))
    return faults


def _describe_impossible(comparison: Comparison, question: Question) -> str:
    value = str(comparison.value)
    if question.kind is Kind.NOTE:
        return f'refers to "{question.key}", which is a note: nobody answers it'
    if comparison.sign in ORDERINGS:
        return _describe_ordering(comparison, question)
    if question.kind in CHOICE_KINDS and value not in {"", *(option.value for option in question.options)}:
        values = [option.value for option in question.options]
        return f'looks for "{value}", which nobody can choose at "{question.key}"{suggest(value, values)}'
    if question.kind is Kind.RANGE and value not in {"", *map(str, _list_points(question))}:
        return f'looks for "{value}", which is not on the scale of "{question.key}"'
    if question.kind is Kind.INTEGER and value and not value.lstrip("-").isdecimal():
        return f'looks for "{value}" at "{question.key}", where numbers are typed'
    return ""


def _describe_ordering(comparison: Comparison, question: Question) -> str:
    numbered = question.kind in CHOICE_KINDS and all(option.value.isdecimal() for option in question.options)
    if question.kind in _NUMBERS or numbered:
        return ""
    return f'{comparison.sign} compares numbers, but "{question.key}" is {question.kind}'


def _list_points(question: Question) -> range:
    return range(question.low, question.high + 1, question.step)
