"""The answers to one question, as far as they may be shown: a whole table, two cells, or nothing. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.disclosure import PERCENT_FROM, are_safe, find_whole_percent
from forms.definition import CHOICE_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.summary.forms import FormCount
    from admin.summary.questions import QuestionCount
    from forms.definition import Question

COUNTED_KINDS = CHOICE_KINDS | {Kind.RANGE}
"""Whose answers are counted one by one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many said something, and the share of those who answered."""

    label: str
    count: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """One question: what was asked, how many answered; no cells where they must stay hidden."""

    label: str
    answered: int
    cells: tuple[Cell, ...] = ()
    mean: float | None = None
    several: bool = False
    """Whether people could choose more than one."""


def show_item(question: Question, count: QuestionCount, sent: int, below: int) -> Item | None:
    """Return what may be shown of one question, of all who sent the form; None where nothing may.

    Beside the cells stand those who skipped it and those who were not asked: they are part of the same sum.
    """
    left_out = (count.skipped, sent - count.answered - count.skipped, sent - count.answered)
    if count.answered < PERCENT_FROM or not are_safe(left_out, below):
        return None
    label, answered, several = question.label, count.answered, question.kind is Kind.SELECT_MULTIPLE
    if several:
        cells = [*count.counts.values(), *(answered - found for found in count.counts.values())]
    else:
        cells = list(count.counts.values())
    if are_safe(cells, below):
        whole = tuple(_list_cells(question, count))
        return Item(label, answered, whole, count.mean, several)
    if several:
        return None
    halves = tuple(_halve(question, count))
    return Item(label, answered, halves) if are_safe((cell.count for cell in halves), below) else None


def _list_cells(question: Question, count: QuestionCount) -> Iterator[Cell]:
    for value, found in count.counts.items():
        yield Cell(label_value(question, value), found, find_whole_percent(found, count.answered))


def list_labels(count: FormCount, counted: QuestionCount) -> tuple[str, dict[str, str]]:
    """Return what a question and each of its answers is called; of a question for words there is none."""
    question = None if counted.dropped else count.form.find_question(counted.key)
    if question is None:
        return counted.key, {value: value for value in counted.counts}
    return question.label, {value: label_value(question, value) for value in counted.counts}


def label_value(question: Question, value: str) -> str:
    """Say what was chosen as the person saw it."""
    option = question.find_option(value)
    if option:
        return option.label
    name = question.names.get(int(value)) if question.kind is Kind.RANGE else None
    return f"{value}, {name}" if name else value


def _halve(question: Question, count: QuestionCount) -> Iterator[Cell]:
    """Put the answers into two cells: the first choice or the upper half of a scale, and the rest."""
    values = list(count.counts)
    if question.kind is Kind.RANGE:
        middle = (question.low + question.high) / 2
        first = [value for value in values if int(value) > middle]
        name = f"{first[0]} to {first[-1]}" if len(first) > 1 else first[0]
    else:
        first = values[:1]
        name = label_value(question, first[0])
    found = sum(count.counts[value] for value in first)
    for label, cell in ((name, found), ("Anything else", count.answered - found)):
        yield Cell(label, cell, find_whole_percent(cell, count.answered))
