"""What several rows of a file come to together: warnings that no single row can give."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from admin.imports.findings import Check, Finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from admin.imports.table import SourceRow


@dataclass(slots=True)
class Seen:
    """What earlier rows of the same file said, for the warnings that no single row can give."""

    today: date
    birth_dates: dict[str, date] = field(default_factory=dict)
    languages: dict[str, dict[str, str]] = field(default_factory=dict)
    """By child: what the first row that says so says of each column."""

    def check_birth_date(
        self, row: SourceRow, column: str, child_ref: str, born: date | None
    ) -> list[Finding]:
        """Warn where the file gives a child two dates of birth; the first one stands."""
        if born is None or self.birth_dates.setdefault(child_ref, born) == born:
            return []
        text = "this child has another date of birth in an earlier row; the first one is kept"
        return [Finding(row.number, column, Check.TWO_BIRTH_DATES, text)]

    def check_languages(self, row: SourceRow, child_ref: str, said: Mapping[str, str]) -> list[Finding]:
        """Warn where the file gives a child, or their parents, two languages; the first one stands."""
        held = self.languages.setdefault(child_ref, {})
        text = "this child has another language there in an earlier row; the first one is kept"
        return [
            Finding(row.number, column, Check.TWO_LANGUAGES, text)
            for column, code in said.items()
            if held.setdefault(column, code) != code
        ]

    def check_held(
        self, row: SourceRow, column: str, held_on: date | None, said: str = "the review is given as held"
    ) -> list[Finding]:
        """Warn about a day in the future."""
        if held_on is None or held_on <= self.today:
            return []
        text = f"{held_on:%d/%m/%Y} is still to come, yet {said}"
        return [Finding(row.number, column, Check.FUTURE_DATE, text)]

    def check_day_held(
        self, row: SourceRow, column: str, held_on: date | None, *, is_off: bool | None
    ) -> list[Finding]:
        """Warn about a review held in the future, or held although it was stood down."""
        if not (held_on and is_off):
            return self.check_held(row, column, held_on)
        text = f"{held_on:%d/%m/%Y} is given, yet the review was stood down; it is kept as not held"
        return [Finding(row.number, column, Check.STOOD_DOWN, text)]
