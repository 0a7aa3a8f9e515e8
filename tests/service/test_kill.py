"""kill -9 amid 200 submissions, twenty times over in one folder: what was thanked for is there once."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp

from forms.folder import open_folder
from forms.records import Response, ResponseAnswer
from forms.responses import read_answer
from tests.service.house import House

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

FORM = "feedback_professional"
ROUNDS = 20
PEOPLE = 200
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Sender:
    """One professional with a browser of their own."""

    def __init__(self, house: House, code: str, words: str) -> None:
        jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=[house.base])  # type: ignore[list-item]
        self.session = aiohttp.ClientSession(house.base, cookie_jar=jar)
        self.code = code
        self.words = words
        self.fields: dict[str, str] = {}
        self.acknowledged = False

    async def open(self) -> None:
        async with self.session.get(f"/s/{self.code}") as landed:
            assert landed.status == 200
        async with self.session.get("/conversation/whole") as page:
            html = await page.text()
        self.fields = dict(HIDDEN.findall(html))
        name = re.search(r'<textarea[^>]* name="([^"]+)"', html)
        assert name
        self.fields[name.group(1)] = self.words

    async def send(self) -> None:
        async with self.session.post(
            "/conversation/whole", data=self.fields, allow_redirects=False
        ) as answer:
            self.acknowledged = answer.status == 303 and answer.headers["Location"] == "/conversation/sent"


async def send_and_kill(senders: list[Sender], process: subprocess.Popen[bytes], after: int) -> None:
    """Send all at once; kill -9 as soon as `after` of them were thanked."""

    async def one(sender: Sender) -> None:
        try:
            await sender.send()
        except aiohttp.ClientError:
            return
        if sum(other.acknowledged for other in senders) >= after:
            process.kill()

    await asyncio.gather(*(one(sender) for sender in senders))


async def read_stored(house: House) -> list[str]:
    """Return the words of every response sent, one entry a response."""
    keys, store = await open_folder(house.settings)
    responses = await store.read(Response.__table__.select())  # type: ignore[attr-defined]
    answers = await store.read(ResponseAnswer.__table__.select())  # type: ignore[attr-defined]
    await store.close()
    sealed = {row["id"]: row["sealed_key"] for row in responses if row["submitted_at"]}
    kept = [row for row in answers if row["sealed"] is not None]
    counts = {row["response_id"]: 0 for row in answers}
    for row in answers:
        counts[row["response_id"]] += 1
    assert set(counts.values()) <= {12}, "a response is there with all its answers or not at all"
    return [str(read_answer(keys.open_data_key(sealed[row["response_id"]]), row)) for row in kept]


async def hold_round(house: House, number: int) -> list[Sender]:
    codes = await house.invite(PEOPLE, FORM, datetime.now(UTC))
    senders = [Sender(house, code, f"words {number}-{place}") for place, code in enumerate(codes)]
    with house.serving() as process:
        await asyncio.gather(*(sender.open() for sender in senders))
        await send_and_kill(senders, process, after=1 + number * PEOPLE // ROUNDS)
    return senders


async def test_submissions_survive_kill_nine_twenty_times(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    expected: list[str] = []
    cut_short = 0
    for number in range(ROUNDS):
        senders = await hold_round(house, number)
        thanked = [sender.words for sender in senders if sender.acknowledged]
        stored = await read_stored(house)
        assert set(thanked) <= set(stored), "thanked and not stored"
        assert len(stored) == len(set(stored)), "stored twice"
        cut_short += len(thanked) < PEOPLE
        with house.serving():
            await asyncio.gather(*(sender.send() for sender in senders if not sender.acknowledged))
        expected += [sender.words for sender in senders]
        assert all(sender.acknowledged for sender in senders)
        assert sorted(await read_stored(house)) == sorted(expected)
        await asyncio.gather(*(sender.session.close() for sender in senders))
    assert cut_short >= ROUNDS // 2, "the kills came too late to prove anything"
