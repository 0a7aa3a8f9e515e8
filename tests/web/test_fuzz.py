"""Whatever is sent, nothing breaks: no 5xx, and the conversation goes on afterwards."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from forms.records import Response
from tests.web.test_requests import FORM, send_raw, write_raw

if TYPE_CHECKING:
    from tests.web.house import House

NAMES = ("answer", "act", "revision", "token", "day", "month", "year", "place-1", "place-2", "shown", "form")
MORE_NAMES = ("version", "code", "q2-answer", "q6-place-1", "q8-day", "q9-answer", "", "\x00", "answer[]")
VALUES = ("", "x", "next", "skip", "stop", "send", "0", "1", "-1", "9" * 5_000, "1e9", "٣", "½", "\ud800")
MORE_VALUES = (
    "2 3 4",
    "every_kind",
    "\x00\x00",
    "a" * 21_000,
    "yes",
    "mum",
    "🦆" * 50,
    "1\n2",
    "{{ 1 }}",
    "%s",
)
PATHS = ("/", "/conversation", "/conversation/2", "/conversation/6", "/conversation/9", "/conversation/check")
MORE_PATHS = ("/conversation/whole", "/help", "/conversation/9999", "/conversation/٣", "/s/%00", "/s/%ff%fe")


async def test_forms_filled_at_random_break_nothing(house: House) -> None:
    chance = random.Random(20261120)
    browser, page = await house.begin()
    hidden = dict(page.fields("Next"))
    whole = dict((await browser.get("/conversation/whole")).fields("Send"))
    for _ in range(300):
        fields = [("token", hidden["token"]), ("form", whole["form"]), ("version", whole["version"])]
        for _ in range(chance.randrange(6)):
            name, value = chance.choice(NAMES + MORE_NAMES), chance.choice(VALUES + MORE_VALUES)
            fields.insert(chance.randrange(2), (name, value))
        page = await browser.post(chance.choice(PATHS + MORE_PATHS), fields, follow=False)
        assert page.status < 500, fields
        house.forgive()
    rows = await house.rows(Response)
    assert len(rows) == 1
    if rows[0]["submitted_at"] is None:
        page = await browser.skip_all(await browser.get("/conversation"))
        assert page.status == 200


async def test_bytes_at_random_break_nothing(house: House) -> None:
    chance = random.Random(20261120)
    sent = write_raw(
        "POST /conversation/2 HTTP/1.1", "answer=x&act=next", Content_Type=FORM, Cookie="__Host-say=x"
    )
    for _ in range(300):
        torn = bytearray(sent)
        for _ in range(chance.randrange(1, 8)):
            place = chance.randrange(len(torn))
            torn[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        if b"\r\n\r\n" in torn and b"POST" not in torn[4:]:
            status = await send_raw_or_nothing(house, bytes(torn))
            assert status < 500


async def send_raw_or_nothing(house: House, request: bytes) -> int:
    """Send it, and hang up where the server waits for more."""
    try:
        status, _, _ = await send_raw(house, request, seconds=0.2)
    except TimeoutError:
        return 0
    return status
