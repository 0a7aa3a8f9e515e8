"""A summary as JSON with nothing hidden, as `summary --format json` prints it for staff."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from admin.shown.as_json import as_json as write_as_json
from admin.shown.true import show_true

if TYPE_CHECKING:
    from admin.summary.summary import Summary

TODAY = date(2026, 11, 20)


def as_json(summary: Summary) -> dict[str, Any]:
    return write_as_json(show_true(summary, "", TODAY))
