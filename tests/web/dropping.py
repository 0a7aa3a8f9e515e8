"""A way to the pages that can lose an answer on its way back: the server has done it, nobody hears of it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.web.house import House

CHUNK = 65_536


@dataclass
class Road:
    """The way. `loses`: the beginning of a request whose answer is lost, and with it the network."""

    base: str = ""
    loses: bytes = b"nothing"
    is_cut: bool = False
    lost: int = 0


@asynccontextmanager
async def open_road(house: House) -> AsyncIterator[Road]:
    road = Road()
    host, port = urlsplit(house.base).hostname, urlsplit(house.base).port

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, OSError):
            if not road.is_cut:
                there, to = await asyncio.open_connection(host, port)
                losing = asyncio.Event()
                await asyncio.gather(bring(reader, to, losing), take_back(there, writer, losing))
        writer.close()

    async def bring(reader: asyncio.StreamReader, to: asyncio.StreamWriter, losing: asyncio.Event) -> None:
        while (data := await reader.read(CHUNK)) and not road.is_cut:
            if data.startswith(road.loses):
                losing.set()
            to.write(data)
            await to.drain()
        to.close()

    async def take_back(
        there: asyncio.StreamReader, writer: asyncio.StreamWriter, losing: asyncio.Event
    ) -> None:
        while (data := await there.read(CHUNK)) and not road.is_cut:
            if losing.is_set():  # it answered, so it is done
                road.lost += 1
                road.is_cut = True
                break
            writer.write(data)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(carry, "127.0.0.1", 0)
    road.base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield road
    server.close()
