"""What a child said on a scale now and last time: higher, lower or the same, and no more. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.voice.opened import say_ends
from forms.definition import Kind
from forms.london import london_day
from forms.wording import label_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from admin.voice.opened import Sealed
    from forms.definition import Question

HIGHER, LOWER, SAME = "higher than last time", "lower than last time", "the same as last time"
OTHER_SCALE = "asked on another scale last time"


@dataclass(frozen=True, slots=True)
class Change:
    """One scale: what was asked and what its ends mean, now and last time, on which day, how they compare.

    `earlier_id` is the response that held what was said last time.
    """

    label: str
    ends: str
    now: str
    then: str
    on: date
    words: str
    earlier_id: str


@dataclass(frozen=True, slots=True)
class _Point:
    """A point that was chosen on a scale, and when."""

    question: Question
    value: int
    sealed: Sealed


def compare_scales(now: Sequence[Sealed], before: Sequence[Sealed]) -> tuple[Change, ...]:
    """Compare each scale with the last time the same question was answered; `before` is the newest first.

    What was never asked before, or was skipped then or now, is not compared.
    """
    found = {}
    for point in _list_points(now):
        last = next(
            (other for other in _list_points(before) if other.question.key == point.question.key), None
        )
        if last is not None:
            found[point.question.key] = _compare(point, last)
    return tuple(found.values())


def _list_points(responses: Iterable[Sealed]) -> Iterator[_Point]:
    """Yield the scales that were answered, each with the point that was chosen."""
    for sealed in responses:
        for row in sealed.answers:
            question = sealed.sent.form.find_question(row["question_key"])
            if question is not None and question.kind is Kind.RANGE and row["value"] is not None:
                yield _Point(question, int(row["value"]), sealed)


def _compare(now: _Point, then: _Point) -> Change:
    return Change(
        now.question.label,
        say_ends(now.question),
        label_answer(now.question, now.value),
        label_answer(then.question, then.value),
        london_day(then.sealed.sent.row["submitted_at"]),
        say_change(now.question, now.value, then.question, then.value),
        then.sealed.sent.id,
    )


def say_change(question: Question, now: int, other: Question, then: int) -> str:
    """Say how two points compare; on two scales they cannot be."""
    if _shape(question) != _shape(other):
        return OTHER_SCALE
    if now == then:
        return SAME
    return HIGHER if now > then else LOWER


def _shape(question: Question) -> tuple[int, int, int, bool]:
    """Return what makes two scales the same: their ends, their steps, and whether they are faces."""
    return question.low, question.high, question.step, question.has_faces
