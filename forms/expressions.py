"""Conditions of a form: a small part of XPath, as XLSForm writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.answers import Answer


@dataclass(frozen=True)
class Expression:
    """A parsed condition. `names` are the questions it looks at (`.`, the answer itself, is not one)."""

    text: str
    names: frozenset[str]

    def holds(self, answers: Mapping[str, Answer], this: Answer = None) -> bool:
        """Tell whether the condition is true; a skipped or missing answer counts as the empty text."""
        raise NotImplementedError
