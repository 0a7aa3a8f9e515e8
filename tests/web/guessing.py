"""People who guess codes as fast as they can, from many addresses, and people with good codes meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

from forms.codes import new_code

AT_ONCE = 16


@dataclass
class Guessers:
    """Every odd guess comes from one address, the others from `clients`, each in its turn."""

    base: str
    clients: int
    statuses: Counter[int] = field(default_factory=Counter)
    waits: set[str] = field(default_factory=set)
    hits: int = 0
    seconds: float = 0.0
    opened: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        told = ", ".join(f"{count} times {status}" for status, count in sorted(self.statuses.items()))
        rate = self.statuses.total() / self.seconds
        slowest = max(self.opened, default=0) * 1000
        return (
            f"{self.statuses.total()} guesses, {rate:.0f} a second: {told}; {self.hits} hits; "
            f"{len(self.opened)} good codes opened meanwhile, the slowest in {slowest:.0f} ms"
        )

    async def guess_while_people_come(self, guesses: int, codes: list[str]) -> float:
        """Guess so often, while each code is opened once; return how long the slowest opening took."""
        began = time.monotonic()
        guessing = asyncio.gather(*(self._guess(range(at, guesses, AT_ONCE)) for at in range(AT_ONCE)))
        place = 0
        while not guessing.done() or place < len(codes):
            await self._open(codes[place % len(codes)], f"203.0.113.{place % 250}")
            place += 1
            await asyncio.sleep(0.05)
        await guessing
        self.seconds = time.monotonic() - began
        return max(self.opened)

    async def _guess(self, numbers: range) -> None:
        connection = await self._connect()
        for number in numbers:
            client = number % (2 * self.clients) // 2
            address = f"10.1.{client // 250}.{client % 250}" if number % 2 else "192.0.2.66"
            status, headers = await self._get(*connection, new_code(), address)
            self.statuses[status] += 1
            self.hits += status < 400
            if "retry-after" in headers:
                self.waits.add(headers["retry-after"])
        connection[1].close()

    async def _open(self, code: str, address: str) -> None:
        began = time.monotonic()
        reader, writer = await self._connect()
        status, _ = await self._get(reader, writer, code, address)
        writer.close()
        assert status == 303, f"a good code was answered with {status}"
        self.opened.append(time.monotonic() - began)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host, _, port = self.base.removeprefix("http://").partition(":")
        return await asyncio.open_connection(host, int(port))

    async def _get(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, code: str, address: str
    ) -> tuple[int, dict[str, str]]:
        host = self.base.removeprefix("http://")
        writer.write(f"GET /s/{code} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-For: {address}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)
        }
        await reader.readexactly(int(headers.get("content-length", 0)))
        return int(head[0].split()[1]), headers
