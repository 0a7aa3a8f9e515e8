"""A picture of every kind of staff page, by the walks that axe-core goes: made by `make pictures`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console import add_console
from admin.demo import Demo
from forms.keys import Keys
from forms.migrations import migrate
from forms.records import Child, Review
from forms.settings import Settings
from forms.store import Store
from forms.units import Insert, PutUnit
from forms.web import Parts, build_app, make_runner, start_site
from tests.console import (
    test_axe,
    test_axe_accounts,
    test_axe_meetings,
    test_axe_service,
    test_axe_signed,
    test_axe_themes,
)
from tests.console.staff import OWN, sign_in_chromium
from tests.web.camera import name_picture, save_picture
from tests.web.chromium import open_chromium
from tests.web.house import Clock, House, read_library
from tests.web.pictures import COUNCIL

if TYPE_CHECKING:
    from tests.console.walked import Walk

DOCS = Path(__file__).parents[2] / "docs" / "pictures" / "staff"
DESK = {"width": 1000, "height": 700}
COLOURS = 64
LOOKED_AT = (
    (test_axe, True),
    (test_axe_meetings, True),
    (test_axe_service, True),
    (test_axe_themes, True),
    (test_axe_accounts, False),
    (test_axe_signed, True),
)
WALKS: tuple[tuple[bool, tuple[Walk, ...]], ...] = tuple(
    (is_signed_in, module.WALKS) for module, is_signed_in in LOOKED_AT
)
"""Walks that go on from each other, on pages of their own; and whether somebody is signed in first."""


async def open_house(data: str) -> House:
    """Serve the pages from a folder of their own, with one review to be about."""
    settings = Settings.from_env({"SAY_DATA_DIR": data, **COUNCIL})
    keys = Keys.load_or_make(settings.key_file)
    await migrate(settings.database_url)
    store = await Store.open(settings.database_url)
    clock = Clock()
    parts = Parts(store, keys, read_library(), settings, clock, demo=True)
    app = build_app(parts)
    add_console(app, Demo((), date(2026, 4, 1), date(2026, 11, 20), ""))
    runner = make_runner(app)
    await start_site(runner, "127.0.0.1", 0)
    host, port = runner.addresses[0][:2]
    review = {"review_ref": "R-1", "child_ref": "C-1", "iro_ref": OWN, "due_on": date(2026, 12, 4)}
    child = {"child_ref": "C-1", "date_of_birth": date(2017, 3, 1)}
    await store.write(PutUnit((Insert(Child, child), Insert(Review, review))))
    return House(parts, clock, f"http://{host}:{port}", runners=[runner])


async def main(folder: Path) -> None:
    """Go all walks, and take a picture of each page on the way."""
    number = 0
    async with open_chromium() as chromium:
        for is_signed_in, walks in WALKS:
            with tempfile.TemporaryDirectory() as temporary:
                house = await open_house(temporary)
                context = await chromium.new_context(viewport=DESK, reduced_motion="reduce")  # type: ignore[arg-type]  # as playwright takes it
                if is_signed_in:
                    await sign_in_chromium(house, context, *Role)
                page = await context.new_page()
                for walk in walks:
                    async for name in walk(house, page):
                        number += 1
                        called = f"{number:03} {walk.__name__.removeprefix('walk_')} {name}"
                        await save_picture(page, name_picture(folder, called), colours=COLOURS)
                await house.close()
                await house.parts.store.close()


if __name__ == "__main__":
    wanted = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    wanted.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(wanted))
