"""Days in the database: what SQLite and PostgreSQL say in different ways."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class LondonDay(FunctionElement[Any]):
    """The day it is in London at a moment, as `forms.london.london_day` has it. For moments after 1995."""

    type = Date()
    inherit_cache = True
    name = "london_day"


class DayNumber(FunctionElement[Any]):
    """A day as a number to be compared: 20260301. The years between two days are in its ten thousands."""

    type = Integer()
    inherit_cache = True
    name = "day_number"


class DaysBetween(FunctionElement[Any]):
    """How many days the first day is after the second."""

    type = Integer()
    inherit_cache = True
    name = "days_between"


_SUMMER = (
    "strftime('%Y-%m-%d 01:00:00', strftime('%Y', {0}) || '-04-01', 'weekday 0', '-7 days')",
    "strftime('%Y-%m-%d 01:00:00', strftime('%Y', {0}) || '-11-01', 'weekday 0', '-7 days')",
)
"""SQLite knows no time zones. Summer time lasts from the last Sunday in March to the last in October, one
o'clock in UTC both times: since 1996, in the whole of Europe."""


@compiles(LondonDay, "sqlite")  # type: ignore[no-untyped-call,untyped-decorator,unused-ignore]
def _london_day_in_sqlite(element: LondonDay, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    moment = compiler.process(element.clauses, **kw)
    begins, ends = (each.format(moment) for each in _SUMMER)
    is_summer = f"{moment} >= {begins} AND {moment} < {ends}"
    return f"date({moment}, CASE WHEN {is_summer} THEN '+1 hour' ELSE '+0 hour' END)"


@compiles(LondonDay, "postgresql")  # type: ignore[no-untyped-call,untyped-decorator,unused-ignore]
def _london_day_in_postgresql(element: LondonDay, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - likewise
    return f"CAST({compiler.process(element.clauses, **kw)} AT TIME ZONE 'Europe/London' AS DATE)"


@compiles(DayNumber, "sqlite")  # type: ignore[no-untyped-call,untyped-decorator,unused-ignore]
def _day_number_in_sqlite(element: DayNumber, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - likewise
    return f"CAST(replace({compiler.process(element.clauses, **kw)}, '-', '') AS INTEGER)"


@compiles(DayNumber, "postgresql")  # type: ignore[no-untyped-call,untyped-decorator,unused-ignore]
def _day_number_in_postgresql(element: DayNumber, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - likewise
    return f"CAST(to_char({compiler.process(element.clauses, **kw)}, 'YYYYMMDD') AS INTEGER)"


@compiles(DaysBetween, "sqlite")  # type: ignore[no-untyped-call,untyped-decorator,unused-ignore]
def _days_between_in_sqlite(element: DaysBetween, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - likewise
    later, earlier = (compiler.process(day, **kw) for day in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@compiles(DaysBetween, "postgresql")  # type: ignore[no-untyped-call,untyped-decorator,unused-ignore]
def _days_between_in_postgresql(element: DaysBetween, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - likewise
    later, earlier = (compiler.process(day, **kw) for day in element.clauses)
    return f"({later} - {earlier})"
