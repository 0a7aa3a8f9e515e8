"""Coding an answer: the themes that a person found in it, kept, or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.records import Coding, Response
from forms.records.themes import CODED
from forms.units import Delete, Insert, Key, Rows, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Coded:
    """What one person found in one answer; no themes: there was nothing to code."""

    response_id: str
    question_key: str
    themes: frozenset[str]
    by: str
    is_second: bool = False

    def list_rows(self, now: datetime) -> Iterator[Insert]:
        """Yield its rows: that it was coded, and each theme."""
        for theme_key in (CODED, *sorted(self.themes)):
            row = {
                "response_id": self.response_id,
                "question_key": self.question_key,
                "is_second": self.is_second,
                "theme_key": theme_key,
                "coded_by": self.by,
                "coded_at": now,
            }
            yield Insert(Coding, row, unless_there=True)


@dataclass(frozen=True, slots=True)
class CodeUnit:
    """Keep how an answer was coded. False: its words are gone meanwhile."""

    coded: Coded
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The response."""
        return (Key(Response, "id", self.coded.response_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Keep it, once."""
        response = rows.get(self.reads[0])
        if response is None or not response["sealed_key"]:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        return Writes(True, tuple(self.coded.list_rows(self.now)))  # noqa: FBT003 - likewise


@dataclass(frozen=True, slots=True)
class UncodeUnit:
    """Take back how somebody coded an answer, as they alone may. False: its words are gone meanwhile."""

    response_id: str
    question_key: str
    by: str
    is_second: bool = False

    @property
    def reads(self) -> tuple[Key, ...]:
        """The response."""
        return (Key(Response, "id", self.response_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Take it back."""
        response = rows.get(self.reads[0])
        if response is None or not response["sealed_key"]:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        theirs = {
            "response_id": self.response_id,
            "question_key": self.question_key,
            "is_second": self.is_second,
            "coded_by": self.by,
        }
        return Writes(True, (Delete(Coding, theirs),))  # noqa: FBT003 - likewise


NUMBERS = "123456789"
LETTERS = "abcdefghijkmopqrstvwxyz"
"""Without those that do something else: l later, n nothing, u undo."""


def give_keys(themes: Iterable[str]) -> dict[str, str]:
    """Give each theme the key that ticks it, in the order of the book; past the last letter there is none."""
    return dict(zip(themes, (*NUMBERS, *LETTERS), strict=False))
