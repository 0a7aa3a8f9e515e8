"""The pages, running, for every test of this area."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forms.library import Library
from forms.settings import Settings
from forms.web import Parts
from tests.web.house import Clock, House, open_house

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from forms.keys import Keys
    from forms.store import Store

EVERY_KIND = Path(__file__).parents[1] / "forms" / "every_kind.md"


@pytest.fixture
def database_url(folder: Path) -> str:
    """SQLite here; `test_postgresql.py` has the other."""
    return f"sqlite+aiosqlite:///{folder / 'haveyoursay.db'}"


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped forms, and the one that has every kind of question."""
    library = Library.shipped()
    every_kind = Library.from_folder(EVERY_KIND.parent)
    library._current.update(every_kind._current)
    library._versions.update(every_kind._versions)
    return library


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
    opened, runner = await open_house(Parts(store, keys, library, settings, clock), clock)
    yield opened
    for browser in opened.browsers:
        await browser.session.close()
    await runner.cleanup()
