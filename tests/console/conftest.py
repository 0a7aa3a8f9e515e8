"""The pages with the console on them, as the demo serves them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from admin.console import add_console, kept
from admin.console.importing import working
from admin.console.made import working as making
from admin.demo import Demo
from forms.records import Child, Review
from forms.units import Insert, PutUnit
from forms.web import Parts, build_app, make_runner, start_site
from tests.console.staff import OWN
from tests.web.conftest import library, settings  # noqa: F401 - fixtures
from tests.web.house import Clock, House

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store

CHILD, REVIEW = "C-1", "R-1"


@pytest.fixture
def database_url(folder: Path) -> str:
    """SQLite is enough for pages; the units are tested on both."""
    return f"sqlite+aiosqlite:///{folder / 'haveyoursay.db'}"


@pytest.fixture(autouse=True)
def _nobody_looks_for_left_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports that were left are taken up at a start, and when a test says so; not every few seconds."""
    monkeypatch.setattr(working, "LEFT_SECONDS", 3600.0)


@pytest.fixture(autouse=True)
def _everybody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy this machine is, a page shows the report or hands the file out."""
    monkeypatch.setattr(kept, "LOOK_SECONDS", 600.0)
    monkeypatch.setattr(kept, "AT_ONCE_SECONDS", 600.0)
    monkeypatch.setattr(making, "PATIENCE_SECONDS", 600.0)


@pytest.fixture
async def house(store: Store, keys: Keys, library: Library, settings: Settings) -> AsyncIterator[House]:  # noqa: F811 - the fixtures above
    """The pages and the console on a port of their own, with one review to be about."""
    clock = Clock()
    parts = Parts(store, keys, library, settings, clock, demo=True)
    app = build_app(parts)
    add_console(app, Demo((), date(2026, 4, 1), date(2026, 11, 20), ""))
    runner = make_runner(app)
    await start_site(runner, "127.0.0.1", 0)
    host, port = runner.addresses[0][:2]
    await store.write(
        PutUnit(
            (
                Insert(Child, {"child_ref": CHILD, "date_of_birth": date(2017, 3, 1)}),
                Insert(
                    Review,
                    {"review_ref": REVIEW, "child_ref": CHILD, "iro_ref": OWN, "due_on": date(2026, 12, 4)},
                ),
            )
        )
    )
    opened = House(parts, clock, f"http://{host}:{port}", runners=[runner])
    yield opened
    await opened.close()
