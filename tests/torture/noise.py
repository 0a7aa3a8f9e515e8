"""Clients that mean no good, or know no better: silent, trickling, malformed, too large."""

from __future__ import annotations

import asyncio
import random
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from tests.service.house import House

HEAD = (
    "POST /conversation/whole HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
)
TOO_LARGE = 1024 * 1024
Writer = asyncio.StreamWriter


async def be_silent(writer: Writer) -> None:
    """Connect, and say nothing until the service hangs up."""


async def trickle(writer: Writer) -> None:
    """Promise a body and send a byte of it now and then."""
    writer.write(f"{HEAD}Content-Length: 60000\r\n\r\n".encode())
    for _ in range(100):
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.3)


async def send_nonsense(writer: Writer) -> None:
    """Send bytes that are no request."""
    writer.write(random.randbytes(2_000) + b"\r\n\r\n")
    await writer.drain()


async def send_malformed(writer: Writer) -> None:
    """Send a form that is no form."""
    body = b"%%%=\xff\xfe&token=%00&q1-answer=%ZZ;" * 50
    writer.write(f"{HEAD}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    await writer.drain()


async def send_too_much(writer: Writer) -> None:
    """Send more than is taken, without saying how much."""
    writer.write(f"{HEAD}Transfer-Encoding: chunked\r\n\r\n".encode())
    for _ in range(TOO_LARGE // 8192):
        writer.write(b"2000\r\n" + b"a" * 8192 + b"\r\n")
        await writer.drain()


KINDS: tuple[Callable[[Writer], Awaitable[None]], ...] = (
    be_silent,
    trickle,
    send_nonsense,
    send_malformed,
    send_too_much,
)


@asynccontextmanager
async def noise(house: House, clients: int) -> AsyncIterator[list[int]]:
    """Keep so many such clients busy until the block ends; yield the statuses they were told."""
    told: list[int] = []
    tasks = [
        asyncio.create_task(_annoy(house, KINDS[number % len(KINDS)], told)) for number in range(clients)
    ]
    try:
        yield told
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _annoy(house: House, kind: Callable[[Writer], Awaitable[None]], told: list[int]) -> None:
    """Do the same again and again, on a new connection each time."""
    while True:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
            try:
                with suppress(ConnectionError):
                    await kind(writer)
                told.append(int((await reader.readuntil(b"\r\n")).split()[1]))
            finally:
                writer.close()
        await asyncio.sleep(1)
