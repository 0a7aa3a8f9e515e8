"""What was found in a file, row by row, and the counts of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


LEFT_OUT = "left out"
"""A row about a review that an earlier row of the file has already given."""
ERASED = "left out, since the child was erased"
DATE_LEFT_OUT = "held date left out, since the review was stood down"


class Check(StrEnum):
    """Our own checks, by the names they are counted under; national rules are counted by number."""

    BAD_CELL = "bad cell"
    EXTRA_CELLS = "more cells than headings"
    REPEATED = "same review_ref again"
    DUPLICATE = "duplicate"
    TWO_BIRTH_DATES = "two dates of birth"
    FUTURE_DATE = "future date"
    OTHER_REASON = "kept as other"
    NO_LANGUAGE = "language not known"
    TWO_LANGUAGES = "two languages"
    STOOD_DOWN = "stood down, yet held"
    CHILD_UNKNOWN = "child not known"
    ANOTHER_CHILD = "another child"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at. `row` is the row that a spreadsheet shows; row 1 has the headings.

    `check` is the name it is counted under. A finding that `refuses` keeps its row out.
    """

    row: int
    column: str
    check: str
    text: str
    refuses: bool = False

    def __str__(self) -> str:
        """Say it in one line."""
        place = f"row {self.row}, column {self.column}" if self.column else f"row {self.row}"
        return f"{place}: {self.text}"


@dataclass(slots=True)
class Tally:
    """Counts over one import. `stored` counts rows added, updated, unchanged."""

    read: int = 0
    blank: int = 0
    empty: int = 0
    """Rows that say nothing to store, which is no fault."""
    kept: int = 0
    refused: int = 0
    stored: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)

    def add(self, findings: Iterable[Finding], *, kept: bool) -> None:
        """Count one row that was not blank."""
        found = tuple(findings)
        refused = any(finding.refuses for finding in found)
        self.checks.update(finding.check for finding in found)
        self.kept += kept
        self.refused += refused
        self.empty += not kept and not refused

    def list_lines(self, *, is_stored: bool) -> Iterator[str]:
        """Yield the lines printed at the end: rows first, then one line a rule."""
        yield f"rows: {self.read}"
        yield f"blank rows: {self.blank}"
        yield f"nothing to store: {self.empty}"
        yield f"refused: {self.refused}"
        yield f"kept: {self.kept}" if is_stored else f"could be kept: {self.kept}"
        if is_stored:
            for outcome in ("added", "updated", "unchanged"):
                yield f"{outcome}: {self.stored[outcome]}"
            for outcome in (LEFT_OUT, ERASED, DATE_LEFT_OUT):
                if self.stored[outcome]:
                    yield f"{outcome}: {self.stored[outcome]}"
        for check, count in sorted(self.checks.items()):
            yield f"{check}: {count}"
