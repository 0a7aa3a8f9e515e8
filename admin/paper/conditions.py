"""To whom a question is put, in words: "If you chose “No” at question 4".

What a condition means is asked of the condition itself: for a question with one answer each answer is
tried, so that whatever way it is written comes out as what it does. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from forms.definition import Kind
from forms.expression_tree import Both, Compare, Either, Literal, Named, Not, Selected, walk
from forms.speaking import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.answers import Answer
    from forms.definition import Form, Question
    from forms.expression_tree import Condition

ONE_ANSWER = frozenset({Kind.SELECT_ONE, Kind.RANGE})
CHOSE, NOT_CHOSE = N_("chose {answers}"), N_("did not choose {answers}")
ANSWERED = N_("gave an answer")
MAX_NAMED = 5
"""Answers named in one sentence: more are no sentence."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one question's answer must be: `did` is what somebody did there."""

    key: str
    did: str


def say_condition(form: Form, question: Question, numbers: Mapping[str, int]) -> str:
    """Say whom a question is for: "If you chose “No” at question 4"; empty if that is no sentence, or all.

    `numbers` are those of the questions on paper.
    """
    asked = list(_list_demands(question))
    keys = list(dict.fromkeys(key for demand in asked for key in _list_keys(demand)))
    if any(len(_list_keys(demand)) != 1 for demand in asked) or any(key not in numbers for key in keys):
        return ""
    parts = []
    for key in keys:
        own = [demand for demand in asked if _list_keys(demand) == [key]]
        if not _is_implied(form, own, [other for other in keys if other != key]):
            parts.append(_say_part(form, key, own))
    if not parts or not all(parts):
        return ""
    said = [_place(part, numbers, numbers.get(question.key, 0)) for part in parts if part]
    did = reduce(lambda one, other: gettext("{did} and {also}").format(did=one, also=other), said)
    # Translators: {did} is one of: chose …, did not choose …, gave an answer
    return gettext("If you {did}").format(did=did)


def _place(part: _Part, numbers: Mapping[str, int], here: int) -> str:
    number = numbers[part.key]
    if number == here - 1:
        return part.did
    return gettext("{did} at question {number}").format(did=part.did, number=number)


def _list_demands(question: Question) -> Iterator[Condition]:
    """Yield the conditions that must all hold."""
    for expression in question.relevant:
        tree = expression.tree
        yield from tree.conditions if isinstance(tree, Both) else (tree,)


def _list_keys(condition: Condition) -> list[str]:
    return list(dict.fromkeys(node.key for node in walk(condition) if isinstance(node, Named)))


def _is_implied(form: Form, demands: Sequence[Condition], others: Sequence[str]) -> bool:
    """Tell whether another question that is named is put only where these hold: no need to say them again."""
    named = [question for key in others if (question := form.find_question(key))]
    return any(set(demands) <= set(_list_demands(question)) for question in named)


def _say_part(form: Form, key: str, demands: Sequence[Condition]) -> _Part | None:
    question = form.find_question(key)
    if question is None:
        return None
    did = _try_answers(question, demands) if question.kind in ONE_ANSWER else _read(question, demands)
    return _Part(key, did) if did else None


def _try_answers(question: Question, demands: Sequence[Condition]) -> str:
    """Say which answers bring the question up, found by trying each."""

    def holds(answer: Answer) -> bool:
        return all(demand.holds({question.key: answer}, None) for demand in demands)

    answers = _name_answers(question)
    good = [name for value, name in answers if holds(value)]
    bad = [name for value, name in answers if not holds(value)]
    if holds(None):
        return _say_did(NOT_CHOSE, bad) if good else ""
    return _say_did(CHOSE, good) if bad else gettext(ANSWERED)


def _name_answers(question: Question) -> list[tuple[Answer, str]]:
    if question.kind is Kind.SELECT_ONE:
        return [(option.value, _quote(option.label)) for option in question.options]
    names = question.names
    points = range(question.low, question.high + 1, question.step)
    return [(point, _quote(names[point]) if names else str(point)) for point in points]


def _read(question: Question, demands: Sequence[Condition]) -> str:
    """Say it where many answers are possible: only the plainest conditions are a sentence."""
    if len(demands) != 1:
        return ""
    match demands[0]:
        case Compare(Named(), "!=", Literal("")) | Not(Compare(Named(), "=", Literal(""))):
            return gettext(ANSWERED)
        case Not(Selected() as chosen):
            return _say_did(NOT_CHOSE, _label(question, [chosen]))
        case Selected() as chosen:
            return _say_did(CHOSE, _label(question, [chosen]))
        case Either(conditions):
            chosen_ones = [part for part in conditions if isinstance(part, Selected)]
            is_plain = len(chosen_ones) == len(conditions)
            return _say_did(CHOSE, _label(question, chosen_ones)) if is_plain else ""
        case _:
            return ""


def _label(question: Question, chosen: Sequence[Selected]) -> list[str]:
    found = [question.find_option(one.value) for one in chosen]
    return [_quote(option.label) for option in found if option]


def _say_did(did: str, names: Sequence[str]) -> str:
    if not 0 < len(names) <= MAX_NAMED:
        return ""
    *first, last = names
    answers = gettext(", ").join(first)
    either = gettext("{answers} or {answer}").format(answers=answers, answer=last) if first else last
    return gettext(did).format(answers=either)


def _quote(words: str) -> str:
    return gettext("“{words}”").format(words=words)
