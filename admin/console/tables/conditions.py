"""What was chosen, said to the database. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import col

from forms.london import start_of_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement

    from admin.console.tables.asked import Asked


def list_equal(asked: Asked, columns: Mapping[str, Any]) -> Iterator[ColumnElement[bool]]:
    """Yield that each column is what its filter says."""
    for key, column in columns.items():
        if said := asked.said(key):
            yield col(column) == said


def list_on_days(asked: Asked, day: Any) -> Iterator[ColumnElement[bool]]:  # noqa: ANN401 - a column of days
    """Yield that a day lies within the days asked for."""
    if first_on := asked.day("from"):
        yield day >= first_on
    if last_on := asked.day("to"):
        yield day <= last_on


def list_at(asked: Asked, moment: Any) -> Iterator[ColumnElement[bool]]:  # noqa: ANN401 - a column of moments
    """Yield that a moment lies within the days asked for, as they are in London."""
    if first_on := asked.day("from"):
        yield moment >= start_of_day(first_on)
    if last_on := asked.day("to"):
        yield moment < start_of_day(last_on + timedelta(days=1))
