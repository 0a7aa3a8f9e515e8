"""kill -9 while booklets are being saved: each is there once, whatever its worker was told."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp

from tests.service.house import House
from tests.service.sender import HIDDEN, read_stored

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.house import Process

FORM = "feedback_professional"
BOOKLETS = 24


class Worker:
    """Somebody at a desk, with a booklet of one page of words."""

    def __init__(self, house: House, code: str, words: str) -> None:
        jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=[house.base])  # type: ignore[list-item]
        self.session = aiohttp.ClientSession(house.base, cookie_jar=jar)
        self.code, self.words = code, words
        self.check = ""
        self.fields: dict[str, str] = {}
        self.acknowledged = False

    async def type_in(self) -> None:
        """Sign in, and type it in, up to the page that shows it again."""
        async with self.session.get("/console/sign-in") as page:
            token = dict(HIDDEN.findall(await page.text()))["token"]
        await self.session.post("/console/sign-in/demo", data={"token": token, "who": "support"})
        async with self.session.get("/console/paper") as page:
            token = dict(HIDDEN.findall(await page.text()))["token"]
        found = await self.session.post("/console/paper", data={"token": token, "code": self.code})
        sheet = await self.session.post(found.url.path, data={"token": token, "form": FORM})
        html = await sheet.text()
        name = re.search(r'<textarea[^>]* name="([^"]+)"', html)
        assert name
        typed = {**dict(HIDDEN.findall(html)), name.group(1): self.words}
        shown = await self.session.post(sheet.url.path, data=typed)
        self.check = shown.url.path
        self.fields = {**dict(HIDDEN.findall(await shown.text())), "role": "iro", "act": "save"}

    async def save(self) -> None:
        async with self.session.post(self.check, data=self.fields, allow_redirects=False) as answer:
            self.acknowledged = answer.status == 303 and answer.headers["Location"].endswith("/saved")


async def save_and_kill(workers: list[Worker], process: Process) -> None:
    async def one(worker: Worker) -> None:
        try:
            await worker.save()
        except aiohttp.ClientError:
            return
        if sum(other.acknowledged for other in workers) >= BOOKLETS // 3:
            process.kill()

    await asyncio.gather(*(one(worker) for worker in workers))


async def test_booklets_survive_kill_nine(tmp_path: Path) -> None:
    house = House(tmp_path / "data", more={"SAY_DATA_DIR": str(tmp_path / "data")})
    with house.serving("--demo"):
        pass
    demo = House(tmp_path / "data" / "demo", port=house.port)
    codes = await demo.invite(BOOKLETS, FORM, datetime.now(UTC))
    workers = [Worker(house, code, f"words {place}") for place, code in enumerate(codes)]
    with house.serving("--demo") as process:
        await asyncio.gather(*(worker.type_in() for worker in workers))
        await save_and_kill(workers, process)
    thanked = {worker.words for worker in workers if worker.acknowledged}
    stored = await read_stored(demo)
    assert thanked <= set(stored), "thanked and not stored"
    with house.serving("--demo"):
        await asyncio.gather(*(worker.save() for worker in workers))
    assert all(worker.acknowledged for worker in workers)
    assert sorted(await read_stored(demo)) == sorted(worker.words for worker in workers)
    await asyncio.gather(*(worker.session.close() for worker in workers))
