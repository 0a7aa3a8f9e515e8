"""The answers to one question, counted."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from forms.definition import CHOICE_KINDS, Kind, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NUMBER_KINDS = frozenset({Kind.RANGE, Kind.INTEGER})


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """So many responses gave this very answer: a value, words that cannot be counted, or a skip."""

    value: str | None
    has_words: bool
    responses: int


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """One question: `counts` by option or number, of the people who answered it.

    `dropped` ones were asked by an earlier version of the form and no longer are, or not in this way.
    """

    key: str
    kind: str
    answered: int
    skipped: int
    counts: Mapping[str, int]
    mean: float | None = None
    median: float | None = None
    dropped: bool = False


def count_dropped(key: str, kind: str, groups: Iterable[AnswerGroup]) -> QuestionCount:
    """Count the answers to a question that the form no longer asks: by the values that were given."""
    asked_then = Question(key=key, kind=Kind(kind), label=key, row=0, low=0, high=-1)
    return replace(count_question(asked_then, groups), dropped=True)


def count_question(question: Question, groups: Iterable[AnswerGroup]) -> QuestionCount:
    """Count the answers to a question; somebody who was never asked is in neither count."""
    found = tuple(groups)
    values: Counter[str] = Counter()
    for group in found:
        values.update({group.value: group.responses} if group.value is not None else {})
    answered = values.total() + sum(group.responses for group in found if group.has_words)
    numbers = {int(value): count for value, count in values.items()} if question.kind in NUMBER_KINDS else {}
    return QuestionCount(
        key=question.key,
        kind=question.kind.value,
        answered=answered,
        skipped=sum(group.responses for group in found) - answered,
        counts=_find_counts(question, values),
        mean=find_mean(numbers),
        median=find_median(numbers),
    )


def add_up(counts: Sequence[QuestionCount]) -> QuestionCount:
    """Add up the same question of several forms."""
    values: Counter[str] = Counter()
    for count in counts:
        values.update(count.counts)
    is_number = counts[0].kind in NUMBER_KINDS
    numbers = {int(value): found for value, found in values.items() if found} if is_number else {}
    return replace(
        counts[0],
        answered=sum(count.answered for count in counts),
        skipped=sum(count.skipped for count in counts),
        counts=values,
        mean=find_mean(numbers),
        median=find_median(numbers),
    )


def _find_counts(question: Question, values: Mapping[str, int]) -> dict[str, int]:
    """Count by option, in the form's order. Of a ranking, what was put first is counted."""
    counts = dict.fromkeys(_list_values(question), 0)
    if question.kind not in CHOICE_KINDS | NUMBER_KINDS:
        return counts
    for value, responses in sorted(values.items(), key=lambda item: (len(item[0]), item[0])):
        chosen = value.split(" ")
        for option in chosen[:1] if question.kind is Kind.RANK else chosen:
            counts[option] = counts.get(option, 0) + responses
    return counts


def _list_values(question: Question) -> list[str]:
    """List the values that can be chosen, so that what nobody chose is shown as 0."""
    if question.kind is Kind.RANGE:
        return [str(number) for number in range(question.low, question.high + 1, question.step)]
    return [option.value for option in question.options]


def find_mean(counts: Mapping[int, int]) -> float | None:
    """Return the mean, rounded half up to two decimals; None of nothing."""
    size = sum(counts.values())
    total = sum(value * count for value, count in counts.items())
    return (200 * total + size) // (2 * size) / 100 if size else None


def find_median(counts: Mapping[int, int]) -> float | None:
    """Return the middle value, or half-way between the two in the middle; None of nothing."""
    size = sum(counts.values())
    if not size:
        return None
    ordered, up_to = sorted(counts), list(accumulate(counts[value] for value in sorted(counts)))
    low, high = (ordered[bisect_left(up_to, place)] for place in ((size + 1) // 2, size // 2 + 1))
    return (low + high) / 2
