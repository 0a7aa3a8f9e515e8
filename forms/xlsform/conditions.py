"""What conditions look at: every name must be a question that stands above, every value one it can have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.definition import CHOICE_KINDS, FILE_KINDS, Kind, Question
from forms.expression_tree import ORDERINGS, THIS
from forms.xlsform.issues import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.expressions import Comparison, Expression

_NUMBERS = frozenset({Kind.RANGE, Kind.INTEGER})


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, its place, and the questions it governs (by their order in the form)."""

    row: int
    column: str
    expression: Expression
    governed: range


class References:
    """Knows which names there are, and which questions wait for which."""

    def __init__(
        self,
        conditions: Sequence[Condition],
        questions: Sequence[Question],
        rows_by_name: Mapping[str, int],
        groups: set[str],
    ) -> None:
        self._questions = questions
        self._rows = rows_by_name
        self._groups = groups
        self._places = {question.key: place for place, question in reversed([*enumerate(questions)])}
        self._waits: dict[int, set[int]] = {}
        for condition in conditions:
            known = {self._places[name] for name in condition.expression.names if name in self._places}
            for place in condition.governed if condition.column == "relevant" else ():
                self._waits.setdefault(place, set()).update(known)

    def find_faults(self, condition: Condition) -> Iterator[str]:
        """Yield what is wrong with what a condition looks at: nothing, itself, a circle, something later."""
        if condition.column == "relevant" and condition.expression.looks_at_itself():
            yield "looks at its own answer (.), which is not there before the question is asked"
        if condition.column == "alert" and condition.expression.names:
            yield "an alert looks at its own answer alone, written as a full stop: . <= 3"
        for name in sorted(condition.expression.names):
            yield self._describe_name(condition, name)
        yield from self._find_impossible(condition)

    def _describe_name(self, condition: Condition, name: str) -> str:
        """Say what is wrong with a name; nothing if all is well, or its own row was found fault with."""
        if name in self._groups:
            return f'refers to "{name}", which is a group: a group has no answer'
        if name not in self._rows:
            return f'refers to "{name}", which is no question here{suggest(name, self._places)}'
        place = self._places.get(name)
        if place is None or place < condition.governed.start:
            return ""
        if place in condition.governed:
            return f'refers to "{name}", which is this question itself, or stands inside this group'
        if any(self._leads_to(place, own) for own in condition.governed):
            return f'goes round in a circle: "{name}" is itself shown on a condition that waits for this one'
        return f'refers to "{name}", which comes later (row {self._rows[name]}): move that one up'

    def _leads_to(self, start: int, goal: int) -> bool:
        seen, left = set[int](), [start]
        while left:
            here = left.pop()
            if here == goal:
                return True
            if here not in seen:
                seen.add(here)
                left.extend(self._waits.get(here, ()))
        return False

    def _find_impossible(self, condition: Condition) -> Iterator[str]:
        """Find values that the answer never has: an alert on one would never call anybody."""
        own = None if condition.column == "relevant" else condition.governed.start
        for comparison in condition.expression.list_comparisons():
            place = own if comparison.key == THIS else self._places.get(comparison.key)
            if place is not None:
                yield _describe_impossible(comparison, self._questions[place])


def _describe_impossible(comparison: Comparison, question: Question) -> str:
    if question.kind is Kind.NOTE:
        return f'refers to "{question.key}", which is a note: nobody answers it'
    if question.kind in FILE_KINDS:
        return f'refers to "{question.key}", which is a picture or a recording: it has no value'
    if comparison.sign in ORDERINGS:
        return _describe_ordering(comparison, question)
    value = str(comparison.value)
    values = _list_values(question)
    if value and values and value not in values:
        nearest = suggest(value, values) if question.options else ""
        return f'looks for "{value}", which nobody can answer at "{question.key}"{nearest}'
    if value and question.kind is Kind.INTEGER and not value.lstrip("-").isdecimal():
        return f'looks for "{value}" at "{question.key}", where numbers are typed'
    return ""


def _list_values(question: Question) -> list[str]:
    """Return every answer that can be chosen; nothing where people type."""
    if question.kind in CHOICE_KINDS:
        return [option.value for option in question.options]
    points = range(question.low, question.high + 1, max(question.step, 1))
    return [str(point) for point in points] if question.kind is Kind.RANGE else []


def _describe_ordering(comparison: Comparison, question: Question) -> str:
    numbered = question.kind in CHOICE_KINDS and all(option.value.isdecimal() for option in question.options)
    if question.kind in _NUMBERS or numbered:
        return ""
    return f'{comparison.sign} compares numbers, but "{question.key}" is {question.kind}'
