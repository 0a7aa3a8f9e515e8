"""Days as both databases reckon them are those of `forms.london` and `forms.participation`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, literal, select

from admin.summary.days import DayNumber, DaysBetween, LondonDay
from admin.summary.of_reviews import A_YEAR
from forms.london import london_day
from forms.participation import age_on
from forms.records.types import UtcTime

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.store import Store

SUNDAYS = [
    date(year, month, day)
    for year, month, day in product(range(1996, 2041, 4), (3, 10), range(25, 32))
    if date(year, month, day).weekday() == 6
]
MOMENTS = [
    datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hours, seconds=seconds)
    for day in (*SUNDAYS, date(2026, 1, 1), date(2026, 7, 1))
    for hours in (-1, 0, 1, 23, 24)
    for seconds in (-1, 0)
]
BIRTHS = [date(2008, 2, 28), date(2008, 2, 29), date(2008, 3, 1), date(2015, 12, 31)]
LATER = [date(2026, 2, 28), date(2026, 3, 1), date(2024, 2, 29), date(2020, 1, 1), date(2012, 2, 29)]
PAIRS = [(day, born) for day, born in product(LATER, BIRTHS) if day > born]


async def read(store: Store, expressions: Iterable[Any]) -> list[Any]:
    row = (await store.read(select(*(each.label(f"n{place}") for place, each in enumerate(expressions)))))[0]
    return list(row.values())


async def test_day_in_london_is_right_around_each_change_of_the_clocks(store: Store) -> None:
    found = await read(store, (LondonDay(literal(moment, UtcTime())) for moment in MOMENTS))
    assert found == [london_day(moment) for moment in MOMENTS]


async def test_years_between_day_numbers_are_the_age(store: Store) -> None:
    days = [(literal(day, Date()), literal(born, Date())) for day, born in PAIRS]
    found = await read(store, (DayNumber(day) - DayNumber(born) for day, born in days))
    assert [lived // A_YEAR for lived in found] == [age_on(born, day) for day, born in PAIRS]


async def test_days_between(store: Store) -> None:
    days = [(literal(day, Date()), literal(born, Date())) for day, born in PAIRS]
    found = await read(store, (DaysBetween(day, born) for day, born in days))
    assert found == [(day - born).days for day, born in PAIRS]
