"""What PostgreSQL counts is what a count by hand gives, too: the statements are not plain."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import Boolean, insert
from sqlmodel import SQLModel

from admin.measures.kinds import Definition
from admin.summary.summary import summarise
from forms.store import Store
from forms.store.engines import make_writing_engine
from tests.admin.counted_table import TODAY
from tests.admin.printed import as_json
from tests.admin.test_measures_by_hand import (
    ANSWERED,
    COUNCILS,
    PERIODS,
    Council,
    count_by_hand,
    make_library,
    write_council,
)
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from admin.periods import Period
    from forms.library import Library
    from tests.admin.counted_table import Written
    from tests.postgresql import PostgresServer

EXAMPLES = examples(8)
"""Few: each empties a whole database. SQLite gets the many."""


async def fill(url: str, rows: Iterable[Written]) -> None:
    engine = make_writing_engine(url)
    async with engine.begin() as connection:
        for name, values in rows:
            table = SQLModel.metadata.tables[name]
            await connection.execute(insert(table).values(_read_flags(name, values)))
    await engine.dispose()


def _read_flags(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Write yes and no as PostgreSQL wants them."""
    flags = {
        column.name for column in SQLModel.metadata.tables[name].columns if isinstance(column.type, Boolean)
    }
    return {
        key: bool(value) if key in flags and value is not None else value for key, value in values.items()
    }


async def count(url: str, library: Library, period: Period, definition: Definition) -> dict[str, Any]:
    store = await Store.open(url)
    try:
        return as_json(await summarise(store, library, period, definition, TODAY))
    finally:
        await store.close()


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return make_library(tmp_path_factory.mktemp("forms"))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(COUNCILS, PERIODS)
def test_every_measure_is_what_a_count_by_hand_gives(  # noqa: PLR0913, PLR0917 - where it lies, what lies there
    postgresql: PostgresServer,
    migrated_postgresql: str,
    runner: asyncio.Runner,
    library: Library,
    council: Council,
    period: Period,
) -> None:
    postgresql.empty(migrated_postgresql)
    runner.run(fill(migrated_postgresql, write_council(council)))
    measures = runner.run(count(migrated_postgresql, library, period, Definition.ELIGIBLE))["measures"]
    names = ("count", "out_of", "percent", "low", "high")
    found = {
        name: tuple(measure[key] for key in names)
        for name, measure in measures.items()
        if name not in ANSWERED
    }
    assert found == count_by_hand(council, period, Definition.ELIGIBLE).find()
