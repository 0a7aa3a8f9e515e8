"""One server to be measured, in a process of its own: `python -m tests.bench.server VARIANT FOLDER`.

What each variant is, `tests.bench.__main__` says.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from admin.serve import settle
from forms.keys import Keys
from forms.library import Library
from forms.migrations import migrate
from forms.records import Invitation
from forms.settings import Settings, embedded_database
from forms.store import Store
from forms.units import Insert, Key, Rows, Unit, Writes
from forms.web import Parts, build_app, make_runner, start_site

if TYPE_CHECKING:
    from collections.abc import Iterable

FORM = "feedback_professional"
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
INVITATIONS = 6_000
CHUNK = 1_000


def write_invitation(number: int) -> dict[str, Any]:
    return {
        "id": f"bench-{number}",
        "form_key": FORM,
        "audience": "professional",
        "review_ref": None,
        "person": "",
        "placement": None,
        "takes": 1,
        "submitted": 0,
        "created_at": NOW,
        "expires_at": NOW + timedelta(days=28),
        "revoked_at": None,
    }


class Put:
    """Invitations, many at once."""

    reads: tuple[Key, ...] = ()

    def __init__(self, numbers: Iterable[int]) -> None:
        self.writes = tuple(Insert(Invitation, write_invitation(number)) for number in numbers)

    def decide(self, rows: Rows) -> Writes[None]:
        del rows
        return Writes(None, self.writes)


class StubStore:
    """Lets every unit decide as if nobody had answered yet, and keeps nothing."""

    async def write(self, unit: Unit[Any]) -> Any:
        return unit.decide(self).result

    def get(self, key: Key) -> dict[str, Any] | None:
        return write_invitation(0) if key.table is Invitation else None


async def make_store(variant: str, url: str) -> Any:
    if variant == "stub":
        return StubStore()
    await migrate(url)
    store = await (Store.open(url, batch_limit=1) if variant == "single" else Store.open(url))
    for first in range(0, INVITATIONS, CHUNK):
        await store.write(Put(range(first, first + CHUNK)))
    return store


async def parse_only(request: web.Request) -> web.Response:
    await request.post()
    return web.Response(status=303, headers={"Location": "/conversation/sent"})


async def make_app(variant: str, folder: Path) -> web.Application:
    if variant == "parse":
        app = web.Application()
        app.router.add_post("/conversation/whole", parse_only)
        return app
    settings = replace(Settings.from_env({"SAY_DATA_DIR": str(folder)}).for_demo(), data_dir=folder)
    keys = Keys.load(folder / "keys" / "service.key")
    store = await make_store(variant, embedded_database(folder))
    return build_app(Parts(store, keys, Library.shipped(), settings, lambda: datetime.now(UTC), demo=True))


async def serve(variant: str, folder: Path) -> None:
    runner = make_runner(await make_app(variant, folder))
    await start_site(runner, "127.0.0.1", 0)
    settle()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2])))
