"""The cover list: whose letter is which, by the number at its foot. Kept apart, and without any code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from admin.cells_out import guard_cell
from admin.handing_over import say_how
from forms.languages.named import name_language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from admin.invitation_rules import Ask, MeetingRow
    from admin.printed.tongue import Chosen

COLUMNS = (
    "page",
    "letter",
    "child_ref",
    "audience",
    "person",
    "review_ref",
    "iro_ref",
    "iro_name",
    "form",
    "open_until",
    "hand_over",
    "language",
    "why_english",
)


@dataclass(frozen=True, slots=True)
class CoverLine:
    """Whose one letter is."""

    page: int
    number: str
    meeting: MeetingRow
    ask: Ask
    last_day: date
    chosen: Chosen

    def list_cells(self) -> tuple[str, ...]:
        """Return the line's cells, none of which a spreadsheet would run."""
        meeting, ask = self.meeting, self.ask
        cells = (
            str(self.page),
            self.number,
            meeting.child_ref,
            ask.audience.value,
            ask.person,
            meeting.review_ref,
            meeting.iro_ref,
            meeting.iro_name,
            ask.form_key,
            self.last_day.isoformat(),
            say_how(meeting, ask.audience),
            name_language(self.chosen.language.code),
            self.chosen.why_english and f"letter {self.chosen.why_english}",
        )
        return tuple(map(guard_cell, cells))


def write_cover(lines: Iterable[CoverLine]) -> bytes:
    """Write the list as CSV, with a byte order mark, so that a spreadsheet reads names as they are."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(line.list_cells() for line in lines)
    return text.getvalue().encode("utf-8-sig")
