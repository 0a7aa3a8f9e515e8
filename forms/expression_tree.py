"""What the conditions of a form are made of, and what they mean.

The meaning is that of XPath as XLSForm uses it, with whole numbers only:

* A skipped or missing answer is the empty text. Several choices are their values with spaces between.
* `=` and `!=` compare as numbers when one side is a number, else as texts. A text that is no whole
  number equals no number, so `'' = 0` is false and `'' != 0` is true.
* `<`, `<=`, `>` and `>=` compare numbers. Where one side is not a whole number they are false: a skipped
  answer satisfies no ordering, so `. <= 3` never raises an alert for somebody who said nothing.
* `selected` is true when the value is the answer, or among the answers.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TypeAlias

from forms.answers import Answer

Value: TypeAlias = str | int | tuple[str, ...]
Answers: TypeAlias = Mapping[str, Answer]

THIS = "."
"""How a condition writes the answer to its own question."""

ORDERINGS: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

_WHOLE_NUMBER = re.compile(r"\s*-?\d{1,18}\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Named:
    """The answer to another question."""

    key: str

    def find(self, answers: Answers, _: Answer) -> Value:
        """Return that answer; the empty text if there is none."""
        return _known(answers.get(self.key))

    def __str__(self) -> str:
        return f"${{{self.key}}}"


@dataclass(frozen=True, slots=True)
class This:
    """The answer that the condition belongs to."""

    def find(self, _: Answers, this: Answer) -> Value:
        """Return the answer itself; the empty text if it was skipped."""
        return _known(this)

    def __str__(self) -> str:
        return THIS


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a whole number as it stands."""

    value: str | int

    def find(self, _: Answers, __: Answer) -> Value:
        """Return it."""
        return self.value

    def __str__(self) -> str:
        if isinstance(self.value, int):
            return str(self.value)
        return f'"{self.value}"' if "'" in self.value else f"'{self.value}'"


@dataclass(frozen=True, slots=True)
class CountSelected:
    """How many options were chosen."""

    of: Term

    def find(self, answers: Answers, this: Answer) -> Value:
        """Count them: one answer counts one, a skipped question none."""
        found = self.of.find(answers, this)
        return len(found) if isinstance(found, tuple) else int(found != "")

    def __str__(self) -> str:
        return f"count-selected({self.of})"


@dataclass(frozen=True, slots=True)
class StringLength:
    """How many characters were typed."""

    of: Term

    def find(self, answers: Answers, this: Answer) -> Value:
        """Count them."""
        return len(_as_text(self.of.find(answers, this)))

    def __str__(self) -> str:
        return f"string-length({self.of})"


@dataclass(frozen=True, slots=True)
class Compare:
    """Two terms and one of `= != < <= > >=`."""

    left: Term
    sign: str
    right: Term

    def holds(self, answers: Answers, this: Answer) -> bool:
        """Compare, as the module says."""
        left, right = self.left.find(answers, this), self.right.find(answers, this)
        if self.sign in ORDERINGS:
            return _is_ordered(self.sign, _as_number(left), _as_number(right))
        return _are_equal(left, right) == (self.sign == "=")

    def __str__(self) -> str:
        return f"{self.left} {self.sign} {self.right}"


@dataclass(frozen=True, slots=True)
class Selected:
    """Whether an option was chosen."""

    of: Term
    value: str

    def holds(self, answers: Answers, this: Answer) -> bool:
        """Look for the value among what was chosen; nothing is among nothing."""
        found = self.of.find(answers, this)
        chosen = found if isinstance(found, tuple) else (str(found),)
        return self.value != "" and self.value in chosen

    def __str__(self) -> str:
        return f"selected({self.of}, {Literal(self.value)})"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    condition: Condition

    def holds(self, answers: Answers, this: Answer) -> bool:
        """Turn it round."""
        return not self.condition.holds(answers, this)

    def __str__(self) -> str:
        return f"not({self.condition})"


@dataclass(frozen=True, slots=True)
class Both:
    """Conditions joined by `and`."""

    conditions: tuple[Condition, ...]

    def holds(self, answers: Answers, this: Answer) -> bool:
        """Tell whether every one is true."""
        return all(condition.holds(answers, this) for condition in self.conditions)

    def __str__(self) -> str:
        return " and ".join(_bracketed(condition) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Either:
    """Conditions joined by `or`."""

    conditions: tuple[Condition, ...]

    def holds(self, answers: Answers, this: Answer) -> bool:
        """Tell whether at least one is true."""
        return any(condition.holds(answers, this) for condition in self.conditions)

    def __str__(self) -> str:
        return " or ".join(_bracketed(condition) for condition in self.conditions)


Term: TypeAlias = Named | This | Literal | CountSelected | StringLength
Condition: TypeAlias = Compare | Selected | Not | Both | Either
Node: TypeAlias = Term | Condition


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and all that it is made of."""
    yield node
    for part in fields(node):
        held = getattr(node, part.name)
        for inner in held if isinstance(held, tuple) else (held,):
            if not isinstance(inner, str | int):
                yield from walk(inner)


def _bracketed(condition: Condition) -> str:
    return f"({condition})" if isinstance(condition, Both | Either) else str(condition)


def _known(answer: Answer) -> Value:
    return "" if answer is None else answer


def _as_text(value: Value) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _as_number(value: Value) -> int | None:
    if isinstance(value, int):
        return value
    text = _as_text(value)
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None


def _is_ordered(sign: str, left: int | None, right: int | None) -> bool:
    return left is not None and right is not None and ORDERINGS[sign](left, right)


def _are_equal(left: Value, right: Value) -> bool:
    if isinstance(left, int) or isinstance(right, int):
        number = _as_number(left)
        return number is not None and number == _as_number(right)
    return _as_text(left) == _as_text(right)
