"""The pages, running, for every test of this area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.settings import Settings
from forms.web import Parts
from tests.web.house import Clock, House, open_house, read_library

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from forms.keys import Keys
    from forms.library import Library
    from forms.store import Store


@pytest.fixture
def database_url(folder: Path) -> str:
    """SQLite here; `test_postgresql.py` has the other."""
    return f"sqlite+aiosqlite:///{folder / 'haveyoursay.db'}"


@pytest.fixture
def library() -> Library:
    """The shipped forms, and the one that has every kind of question."""
    return read_library()


@pytest.fixture
def settings(folder: Path) -> Settings:
    """A council that has said everything."""
    return Settings.from_env(
        {
            "SAY_DATA_DIR": str(folder),
            "SAY_COUNCIL": "Demoshire",
            "SAY_DUTY_CONTACT": "duty@demoshire.example",
            "SAY_OUT_OF_HOURS": "01632 960001",
            "SAY_WORKING_HOURS": "Mon-Fri 09:00-17:00",
        }
    )


@pytest.fixture
async def house(store: Store, keys: Keys, library: Library, settings: Settings) -> AsyncIterator[House]:
    """The pages on a port of their own."""
    clock = Clock()
    opened = await open_house(Parts(store, keys, library, settings, clock), clock)
    yield opened
    await opened.close()
