from __future__ import annotations

import json

import pytest
from telegram.ext import Application

from bot.api import (
    ApiError,
    BlockedError,
    ConflictError,
    NotAcceptedError,
    TokenError,
    TooFastError,
    UnreachableError,
    read_answer,
)
from bot.application import OfflineRequest

WORDS = "WORDSCANARY"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, NotAcceptedError),
        (401, TokenError),
        (403, BlockedError),
        (404, TokenError),
        (409, ConflictError),
        (413, NotAcceptedError),
        (429, TooFastError),
        (500, UnreachableError),
        (502, UnreachableError),
        (302, UnreachableError),
    ],
)
def test_status_is_named(status: int, expected: type[ApiError]) -> None:
    with pytest.raises(expected) as raised:
        read_answer(status, json.dumps({"ok": False, "description": WORDS}).encode())
    assert WORDS not in str(raised.value)


@pytest.mark.parametrize("body", [b"", b'{"ok": true, "resu', b"<html>", b"[]", b'{"ok": true}', b"\xff\xfe"])
def test_answer_that_cannot_be_read_is_tried_again(body: bytes) -> None:
    with pytest.raises(UnreachableError):
        read_answer(200, body)


@pytest.mark.parametrize(
    ("given", "expected"), [({"retry_after": 7}, 7.0), ({"retry_after": "x"}, 1.0), (None, 1.0)]
)
def test_wait_is_read(given: object, expected: float) -> None:
    with pytest.raises(TooFastError) as raised:
        read_answer(429, json.dumps({"ok": False, "parameters": given}).encode())
    assert raised.value.seconds == expected


def test_message_that_already_looks_so_is_told_apart() -> None:
    body = json.dumps({"ok": False, "description": "Bad Request: message is not modified"}).encode()
    with pytest.raises(NotAcceptedError) as raised:
        read_answer(400, body)
    assert raised.value.unchanged


async def test_handlers_cannot_speak_past_the_outbox() -> None:
    application = (
        Application.builder()
        .token("0:offline")
        .request(OfflineRequest())
        .get_updates_request(OfflineRequest())
        .updater(None)
        .job_queue(None)
        .build()
    )
    async with application:
        with pytest.raises(Exception, match="past the outbox"):
            await application.bot.send_message(1, "hello")
