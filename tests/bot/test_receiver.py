"""What the webhook's address takes, what it refuses, and that nothing is acknowledged before it is stored."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from bot.receiver import MAX_UPDATE, SECRET_HEADER
from forms.problems import StoreUnavailableError
from tests.bot.bot_process import WEBHOOK_SECRET
from tests.bot.called import SECRET, Called, being_called
from tests.bot.talk import Talk
from tests.bot.test_transcript import TRANSCRIPTS, hold_against, play, read_lines

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store

WORDS = "WORDS-CANARY-Wq4nTb7"


@pytest.fixture
async def called(folder: Path, keys: Keys, store: Store, talk: Talk) -> AsyncIterator[Called]:
    async with being_called(folder, keys, store, talk.clock) as one:
        yield one


class CalledTalk(Talk):
    """The same bot, given every update by HTTP."""

    called: Called

    async def keep(self, *updates: Any) -> None:
        assert [await self.called.bring(update) for update in updates] == [200] * len(updates)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
async def test_bot_called_by_telegram_speaks_as_written_down(talk: Talk, called: Called, path: Path) -> None:
    same = CalledTalk(talk.parts, talk.worker, talk.clock, talk.fetcher, talk.api)
    same.called = called
    hold_against(path, await play(same, read_lines(path)))


async def test_update_is_stored_before_it_is_acknowledged(talk: Talk, called: Called) -> None:
    assert await called.bring(talk.write("/privacy")) == 200
    assert await talk.count("inboxupdate", "done_at IS NULL AND set_aside_at IS NULL") == 1
    await talk.handle()
    assert (await talk.deliver())[0].startswith("Have Your Say belongs to")


async def test_same_update_is_stored_once_and_acknowledged_again(talk: Talk, called: Called) -> None:
    update = talk.write("/privacy")
    renumbered = {**update, "update_id": 9_000_000}
    brought = [called.bring(each) for each in (update, update, renumbered, update, renumbered)]
    assert await asyncio.gather(*brought) == [200] * 5
    assert await talk.count("inboxupdate") == 1


async def test_two_replicas_store_an_update_once(
    talk: Talk, called: Called, folder: Path, keys: Keys, store: Store
) -> None:
    async with being_called(folder, keys, store, talk.clock) as other:
        updates = [talk.write(f"words {number}") for number in range(20)]
        brought = [replica.bring(update) for update in updates for replica in (called, other)]
        assert set(await asyncio.gather(*brought)) == {200}
    assert await talk.count("inboxupdate") == 20


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: WEBHOOK_SECRET[:-1]},
        {SECRET_HEADER: WEBHOOK_SECRET + "x"},
        {SECRET_HEADER: WEBHOOK_SECRET.lower()},
        {SECRET_HEADER: "é" * 40},
        {"Authorization": WEBHOOK_SECRET},
    ],
)
async def test_caller_without_the_secret_is_refused_and_nothing_stored(
    talk: Talk, called: Called, caplog: pytest.LogCaptureFixture, headers: dict[str, str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for _ in range(3):
        assert await called.post(json.dumps(talk.write(WORDS)).encode(), **headers) == 403
    assert await talk.count("inboxupdate") == 0
    assert WORDS not in caplog.text
    assert caplog.text.count("without our secret") == 1, "counted, not told one by one"
    assert [value for value in headers.values() if value and value in caplog.text] == []


async def test_secret_is_looked_at_before_the_body_is_read(called: Called) -> None:
    answer = await called.say("Content-Length: 500000", "", "")
    assert answer.startswith(b"HTTP/1.1 403 ")
    answer = await called.say(f"{SECRET_HEADER}: {WEBHOOK_SECRET}", "Content-Length: 5000000", "", "")
    assert answer.startswith(b"HTTP/1.1 413 "), "too long is refused by what it says of itself"


async def test_secret_is_compared_in_constant_time(
    talk: Talk, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def compare(shown: bytes, ours: bytes) -> bool:
        compared.append((shown, ours))
        return hmac.compare_digest(shown, ours)

    monkeypatch.setattr("bot.receiver.hmac", type("Spy", (), {"compare_digest": staticmethod(compare)}))
    assert await called.bring(talk.write("/help")) == 200
    assert await called.post(b"{}") == 403
    assert compared == [(WEBHOOK_SECRET.encode(), WEBHOOK_SECRET.encode()), (b"", WEBHOOK_SECRET.encode())]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"update_id": 1, "message": {"text": "' + WORDS.encode(),
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'"' + WORDS.encode() + b'"',
        b'{"message": {"text": "' + WORDS.encode() + b'"}}',
        b'{"update_id": true}',
        b'{"update_id": 1e400}',
        b'{"update_id": 9223372036854775808}',
        b"[" * 100_000,
        b'{"update_id": ' + b"9" * 5_000 + b"}",
    ],
    ids=lambda body: body[:24].decode(errors="replace"),
)
async def test_what_is_no_update_is_set_aside_once_and_acknowledged(
    talk: Talk, called: Called, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    caplog.set_level(logging.DEBUG)
    for _ in range(3):
        assert await called.post(body, **SECRET) == 200
    assert await talk.count("inboxupdate") == await talk.count("inboxupdate", "set_aside_at IS NOT NULL") == 1
    assert WORDS not in caplog.text
    assert await called.bring(talk.write("/privacy")) == 200
    await talk.handle()
    assert len(await talk.deliver()) == 1, "it holds up nobody"


async def test_oversize_update_is_refused_however_it_comes(talk: Talk, called: Called) -> None:
    longest = json.dumps(talk.write("😀" * 2048)).encode()
    assert await called.post(BytesIO(longest.ljust(MAX_UPDATE)), **SECRET) == 200
    assert await called.post(BytesIO(b" " * (MAX_UPDATE + 1)), **SECRET) == 413

    async def trickle() -> AsyncIterator[bytes]:
        for _ in range(MAX_UPDATE // 65_536 + 1):
            yield b" " * 65_536

    assert await called.post(trickle(), **SECRET) == 413
    assert await talk.count("inboxupdate") == 1


async def test_slow_update_is_given_up(talk: Talk, called: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.receiver.BODY_SECONDS", 0.2)
    answer = await called.say(
        f"{SECRET_HEADER}: {WEBHOOK_SECRET}", "Content-Length: 50", "", '{"update_id": 7'
    )
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert await talk.count("inboxupdate") == 0


async def test_guard_of_the_pages_holds_here_too(talk: Talk, called: Called) -> None:
    update = talk.write("/help")
    assert await called.bring(update, Host="elsewhere.example") == 421
    assert await called.bring(update, **{"Content-Encoding": "gzip"}) == 415
    assert await called.bring(update, Origin="https://elsewhere.example") == 403
    async with called.session.get(
        "http://{}:{}/telegram/webhook".format(*called.address),
        headers={"Host": "say.testshire.example", **SECRET},
    ) as answer:
        assert answer.status == 405
    assert await talk.count("inboxupdate") == 0


async def test_database_that_cannot_commit_is_said_then_heals(
    talk: Talk,
    called: Called,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(_unit: object) -> None:
        raise StoreUnavailableError(WORDS)

    update = talk.write(WORDS)
    url = "http://{}:{}/telegram/webhook".format(*called.address)
    with monkeypatch.context() as broken:
        broken.setattr(type(store), "write", lambda _store, unit: fail(unit))
        async with called.session.post(
            url, json=update, headers={"Host": "say.testshire.example", **SECRET}
        ) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert await talk.count("inboxupdate") == 0
    assert WORDS not in caplog.text
    assert await called.bring(update) == 200
    assert await talk.count("inboxupdate") == 1
