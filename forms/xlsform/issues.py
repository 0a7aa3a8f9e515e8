"""Faults in a questionnaire, each with its place, all of them at once."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHEETS = ("survey", "choices", "settings")
"""The sheets we read, in the order in which their faults are told."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault: where it is, what was found, what was expected.

    `row` counts as a spreadsheet does, the headings being row 1. `row` 0 and an empty `sheet` or `column`
    mean that the fault has no such place.
    """

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        row, column = f"row {self.row}" if self.row else "", f"column {self.column}" if self.column else ""
        place = ", ".join(part for part in (self.sheet, row, column) if part)
        return f"{place}: {self.message}" if place else self.message


class FormFaultError(Exception):
    """A questionnaire that cannot be used; `issues` has every fault in it, the message a line for each."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("\n".join(str(issue) for issue in issues))
        self.issues = issues


@dataclass(slots=True)
class Findings:
    """The faults found so far in one file."""

    _found: list[Issue] = field(default_factory=list)

    def add(self, sheet: str, row: int, column: str, message: str) -> None:
        """Note a fault, and go on looking."""
        self._found.append(Issue(sheet, row, column, message))

    def list_issues(self) -> tuple[Issue, ...]:
        """Return every fault, in reading order."""
        order = {sheet: place for place, sheet in enumerate(SHEETS)}
        return tuple(sorted(self._found, key=lambda issue: (order.get(issue.sheet, -1), issue.row)))


def suggest(found: str, known: Iterable[str]) -> str:
    """Return ` (did you mean "…"?)` with the nearest known word, or nothing."""
    near = difflib.get_close_matches(found.casefold(), list(known), n=1, cutoff=0.6)
    return f' (did you mean "{near[0]}"?)' if near else ""
