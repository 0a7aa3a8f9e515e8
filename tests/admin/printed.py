"""A summary with nothing hidden, as `summary` prints it for staff: as JSON, and as the chapter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from admin.report.as_markdown import as_markdown
from admin.report.formats import make_chapter
from admin.shown.as_json import as_json as write_as_json
from admin.shown.true import show_true

if TYPE_CHECKING:
    from admin.summary.summary import Summary

TODAY = date(2026, 11, 20)


def as_json(summary: Summary) -> dict[str, Any]:
    return write_as_json(show_true(summary, "", TODAY))


def as_page(summary: Summary) -> str:
    shown = show_true(summary, "Example Council", TODAY)
    return as_markdown(make_chapter(shown, datetime(2026, 11, 20, 12, 0, tzinfo=UTC)).report)
