"""Files as Microsoft Forms and Google Forms export them, made up: who answered stands in them too."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl  # type: ignore[import-untyped]  # no types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORM = "feedback_parent"
WHO, WORDS = "Rosalind Quarrie", "the heron came to the window and nobody minded"
MICROSOFT = (
    "ID",
    "Start time",
    "Completion time",
    "Email",
    "Name",
    "How was the meeting for you?",
    "Were you treated fairly?",
    "What went well?",
    "Did anything keep you away, from all or part of it?",
)
GOOGLE = (
    "Timestamp",
    "Email Address",
    "Were you told about the meeting in good time?",
    "Did anything keep you away, from all or part of it?",
    "What one thing should we change?",
)


def microsoft_row(number: int, **changed: Any) -> list[Any]:
    """One answer; by the names of the columns that may change."""
    row = {
        "sent": datetime.fromisoformat(f"2025-06-{2 + number % 20:02}T14:03:12"),
        "score": 4,
        "fair": "Yes",
        "well": WORDS,
        "away": "I had to work;It was hard to get there;",
        **changed,
    }
    begun = datetime.fromisoformat("2025-06-01T09:00:00")
    answers = [row[name] for name in ("score", "fair", "well", "away")]
    return [number, begun, row["sent"], f"{number}@home.example", WHO, *answers]


def write_workbook(headings: Iterable[str], rows: Iterable[Iterable[Any]], title: str = "Form1") -> bytes:
    """Write a workbook; a text that begins with = is a formula, as a spreadsheet would have it."""
    book = openpyxl.Workbook()
    book.active.title = title
    book.active.append(list(headings))
    for row in rows:
        book.active.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def write_csv(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Write a CSV file with a byte order mark, as spreadsheets do."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([list(headings), *map(list, rows)])
    return written.getvalue().encode("utf-8-sig")


MAP: Mapping[str, Any] = {
    "form": FORM,
    "columns": {
        "Completion time": "@when",
        "How was the meeting for you?": "meeting_score",
        "Were you treated fairly?": "fair",
        "What went well?": "went_well",
        "Did anything keep you away, from all or part of it?": "missed_why",
    },
    "values": {"fair": {"Sort of": "partly", "rather not say": ""}},
}
