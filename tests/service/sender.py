"""Professionals who send all their answers at once, what each was told, and what is stored of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import aiohttp

from forms.folder import open_folder
from forms.records import AnonymousAnswer, AnonymousResponse, Response, ResponseAnswer
from forms.responses import read_answer

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.units import Row
    from tests.service.house import House

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Sender:
    """One professional with a browser of their own."""

    def __init__(self, house: House, code: str, words: str, way: str = "named") -> None:
        jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=[house.base])  # type: ignore[list-item]
        self.session = aiohttp.ClientSession(house.base, cookie_jar=jar)
        self.code = code
        self.words = words
        self.way = way
        self.fields: dict[str, str] = {}
        self.acknowledged = False
        self.told: list[tuple[int, str | None]] = []
        """Every answer to the form that was sent: its status, and when to try again."""

    async def open(self) -> None:
        async with self.session.get(f"/s/{self.code}") as landed:
            landed.raise_for_status()
            hidden = dict(HIDDEN.findall(await landed.text()))
        chosen = {"token": hidden["token"], "act": f"{self.way}-whole"}
        async with self.session.post("/conversation", data=chosen) as page:
            html = await page.text()
        self.fields = dict(HIDDEN.findall(html))
        name = re.search(r'<textarea[^>]* name="([^"]+)"', html)
        assert name
        self.fields[name.group(1)] = self.words

    async def send(self) -> None:
        async with self.session.post(
            "/conversation/whole", data=self.fields, allow_redirects=False
        ) as answer:
            self.told.append((answer.status, answer.headers.get("Retry-After")))
            self.acknowledged = answer.status == 303 and answer.headers["Location"] == "/conversation/sent"


async def read_stored_without_name(house: House) -> list[str]:
    """Likewise of what was sent without a name."""
    keys, store = await open_folder(house.settings)
    responses = await store.read(AnonymousResponse.__table__.select())  # type: ignore[attr-defined]
    answers = await store.read(AnonymousAnswer.__table__.select())  # type: ignore[attr-defined]
    await store.close()
    sealed = {row["id"]: row["sealed_key"] for row in responses}
    kept = [row for row in answers if row["sealed"] is not None]
    return [_open_words(keys, sealed[row["response_id"]], row) for row in kept]


_OPENED: dict[tuple[object, ...], str] = {}
"""Words by the very bytes they were opened from: what has not changed since need not be opened again."""


def _open_words(keys: Keys, sealed_key: bytes, row: Row) -> str:
    place = (sealed_key, row["sealed"], row["response_id"], row["question_key"])
    if place not in _OPENED:
        _OPENED[place] = str(read_answer(keys.open_data_key(sealed_key), row))
    return _OPENED[place]


async def read_stored(house: House) -> list[str]:
    """Return the words of every response sent, one entry a response."""
    keys, store = await open_folder(house.settings)
    responses = await store.read(Response.__table__.select())  # type: ignore[attr-defined]
    answers = await store.read(ResponseAnswer.__table__.select())  # type: ignore[attr-defined]
    await store.close()
    sealed = {row["id"]: row["sealed_key"] for row in responses if row["submitted_at"]}
    kept = [row for row in answers if row["sealed"] is not None]
    counts = Counter(row["response_id"] for row in answers)
    assert set(counts.values()) <= {12}, "a response is there with all its answers or not at all"
    return [_open_words(keys, sealed[row["response_id"]], row) for row in kept]
