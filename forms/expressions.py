"""Conditions of a form: a small part of XPath, as XLSForm writes it.

`${key}`, `.`, texts in quotes, whole numbers, `selected(x, 'value')`, `count-selected(x)`,
`string-length(x)`, `not(…)`, `and`, `or`, `= != < <= > >=` and brackets. `and` binds before `or`.
There is no `today()`: what a form asks does not depend on the day. `expression_tree` says what each means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from lark import Lark, Transformer, UnexpectedInput, UnexpectedToken, v_args

from forms.expression_tree import (
    ORDERINGS,
    THIS,
    Both,
    Compare,
    Condition,
    CountSelected,
    Either,
    Literal,
    Named,
    Node,
    Not,
    Selected,
    StringLength,
    Term,
    This,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lark import Token

    from forms.answers import Answer

MAX_EXPRESSION = 1_000
"""Characters: a condition longer than that is read by nobody, and its depth stays far from Python's limit."""

_GRAMMAR = r"""
    ?start: either
    ?either: both (_OR both)*
    ?both: test (_AND test)*
    ?test: term OPERATOR term                         -> compare
         | _SELECTED "(" term "," (TEXT | NUMBER) ")" -> selected
         | _NOT "(" either ")"                        -> negate
         | "(" either ")"
    ?term: "${" NAME "}"                              -> named
         | "."                                        -> this
         | TEXT                                       -> text
         | NUMBER                                     -> number
         | _COUNT "(" term ")"                        -> count
         | _LENGTH "(" term ")"                       -> length
         | "(" term ")"

    _OR: /or\b/
    _AND: /and\b/
    _NOT: /not\b/
    _SELECTED: /selected\b/
    _COUNT: /count-selected\b/
    _LENGTH: /string-length\b/
    OPERATOR: /!=|<=|>=|=|<|>/
    NAME: /[A-Za-z_][A-Za-z0-9_.-]*/
    NUMBER: /-?[0-9]{1,9}(?![0-9])/
    TEXT: /'[^']*'|"[^"]*"/
    %ignore /\s+/
"""


class ExpressionFaultError(Exception):
    """A condition that cannot be read; the message says what is wrong, and where."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An answer held against something fixed: question key or `.`, sign (or `selected`), text or number."""

    key: str
    sign: str
    value: str | int


@dataclass(frozen=True)
class Expression:
    """A parsed condition. `names` are the questions it looks at (`.`, the answer itself, is not one)."""

    text: str
    names: frozenset[str]
    tree: Condition

    def holds(self, answers: Mapping[str, Answer], this: Answer = None) -> bool:
        """Tell whether the condition is true; a skipped or missing answer counts as the empty text."""
        return self.tree.holds(answers, this)

    def looks_at_itself(self) -> bool:
        """Tell whether `.` stands in it."""
        return any(isinstance(node, This) for node in walk(self.tree))

    def list_comparisons(self) -> tuple[Comparison, ...]:
        """Return every place where an answer is held against a fixed text or number."""
        return tuple(found for node in walk(self.tree) for found in _find_comparison(node))


def parse_expression(text: str) -> Expression:
    """Read a condition. Raises ExpressionFaultError with one plain sentence."""
    if len(text) > MAX_EXPRESSION:
        raise ExpressionFaultError(f"is longer than {MAX_EXPRESSION} characters")
    try:
        tree = cast("Condition", _make_parser().parse(text))
    except UnexpectedInput as fault:
        raise ExpressionFaultError(_describe(text, _find_start(text, fault))) from None
    for node in walk(tree):
        _check_ordering(node)
    return Expression(text, frozenset(node.key for node in walk(tree) if isinstance(node, Named)), tree)


@v_args(inline=True)
class _Build(Transformer[object, Condition]):
    """From what the grammar matched to the tree."""

    def either(self, *conditions: Condition) -> Either:
        return Either(conditions)

    def both(self, *conditions: Condition) -> Both:
        return Both(conditions)

    def compare(self, left: Term, sign: Token, right: Term) -> Compare:
        return Compare(left, str(sign), right)

    def selected(self, of: Term, value: Token) -> Selected:
        return Selected(of, str(value)[1:-1] if value.type == "TEXT" else str(value))

    def negate(self, condition: Condition) -> Not:
        return Not(condition)

    def named(self, key: Token) -> Named:
        return Named(str(key))

    def this(self) -> This:
        return This()

    def text(self, quoted: Token) -> Literal:
        return Literal(str(quoted)[1:-1])

    def number(self, digits: Token) -> Literal:
        return Literal(int(digits))

    def count(self, of: Term) -> CountSelected:
        return CountSelected(of)

    def length(self, of: Term) -> StringLength:
        return StringLength(of)


@lru_cache(maxsize=1)
def _make_parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", transformer=_Build())


def _find_comparison(node: Node) -> Iterator[Comparison]:
    match node:
        case Selected(of=Named() | This() as of, value=value):
            yield Comparison(_key_of(of), "selected", value)
        case Compare(left=Named() | This() as left, sign=sign, right=Literal(value=fixed)):
            yield Comparison(_key_of(left), sign, fixed)
        case Compare(left=Literal(value=fixed), sign=sign, right=Named() | This() as right):
            yield Comparison(_key_of(right), sign, fixed)
        case _:
            return


def _key_of(term: Named | This) -> str:
    return term.key if isinstance(term, Named) else THIS


def _check_ordering(node: Node) -> None:
    """Refuse `. <= '3'`: an ordering with a text would be false for ever, and nobody would notice."""
    if isinstance(node, Compare) and node.sign in ORDERINGS:
        for side in (node.left, node.right):
            if isinstance(side, Literal) and isinstance(side.value, str):
                raise ExpressionFaultError(f"{node.sign} compares whole numbers, but {side} is a text")


def _find_start(text: str, fault: UnexpectedInput) -> int:
    """Return the index of the first character that could not be read; the end of the text if it just ends."""
    at_end = isinstance(fault, UnexpectedToken) and fault.token.type == "$END"
    return len(text) if at_end else cast("int", fault.pos_in_stream)


def _describe(text: str, start: int) -> str:
    """Say what stands where nothing of the kind may stand."""
    rest = text[start:]
    if not rest.strip():
        return "ends too early: expected a comparison such as ${question} = 'value'"
    place = f"at character {start + 1}"
    if rest[0] in "\u2018\u2019\u201c\u201d":
        return f"has a curly quotation mark {place}: expected a straight one, ' or \""
    if call := re.match(r"([A-Za-z][\w:-]*)\s*\(", rest):
        return f"uses {call[1]}() {place}: no such function here, or not in this place"
    if word := re.match(r"[A-Za-z_][\w-]*", rest):
        name = word[0]
        return f"has the bare word {name} {place}: write ${{{name}}} for a question, '{name}' for a text"
    return f"has {rest[:12]!r} {place}, where it means nothing"
