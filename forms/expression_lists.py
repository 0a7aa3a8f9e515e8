"""Conditions as plain lists, for a page that must find the next question itself while there is no network.

`static/conditions.js` gives them the meaning that `expression_tree` has; one file of cases holds both to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from forms.expression_tree import (
    Both,
    Compare,
    CountSelected,
    Either,
    Literal,
    Named,
    Not,
    Selected,
    StringLength,
    This,
)

if TYPE_CHECKING:
    from forms.expression_tree import Node

Listed: TypeAlias = Any
"""A text or a number, or a list of a word and what it is said of: JSON."""


def list_condition(node: Node) -> Listed:  # noqa: C901, PLR0911 - one arm a node
    """Write a condition as lists, its word first: `["selected", ["$", "join"], "all"]`."""
    match node:
        case Literal():
            return node.value
        case Named():
            return ["$", node.key]
        case This():
            return ["."]
        case CountSelected():
            return ["count", list_condition(node.of)]
        case StringLength():
            return ["length", list_condition(node.of)]
        case Selected():
            return ["selected", list_condition(node.of), node.value]
        case Compare():
            return [node.sign, list_condition(node.left), list_condition(node.right)]
        case Not():
            return ["not", list_condition(node.condition)]
        case Both():
            return ["and", *map(list_condition, node.conditions)]
        case Either():
            return ["or", *map(list_condition, node.conditions)]
    assert_never(node)
