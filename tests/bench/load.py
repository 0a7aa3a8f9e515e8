"""The load: requests of many people, and how many a second a server answers."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from forms.definition import Kind, Question
from forms.keys import Keys
from forms.library import Library
from forms.web.ticket import COOKIE, Ticket, make_token, write_ticket
from tests.bench.server import FORM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
WORDS = "Everybody listened, and the meeting started on time."


def measure(variant: str, requests: Mapping[int, int]) -> dict[int, float]:
    """Return requests a second by number of connections, given how many requests to send over each."""
    rates: dict[int, float] = {}
    fields = write_fields()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        keys = Keys.load_or_make(folder / "keys" / "service.key")
        with running_server(variant, folder) as port:
            first = 0
            for connections, count in requests.items():
                written = [write_request(keys, fields, first + n) for n in range(count)]
                first += count
                rates[connections] = count / asyncio.run(send_all(port, written, connections))
    return rates


def write_fields() -> dict[str, str]:
    """Fill in the page with all questions: twelve answers, two of them words."""
    form = Library.shipped().current(FORM)
    asked = [(n, q) for n, q in enumerate(form.questions, 1) if q.kind is not Kind.NOTE and not q.relevant]
    given = {f"q{number}-answer": write_answer(question) for number, question in asked}
    assert len(given) == 12, f"the form has {len(given)} questions now; the benchmark says twelve"
    shown = " ".join(str(number) for number, _ in asked)
    return {"form": form.key, "version": form.version, "revision": "0", "shown": shown, **given}


def write_answer(question: Question) -> str:
    if question.options:
        return question.options[0].value
    return "4" if question.kind is Kind.RANGE else WORDS


def write_request(keys: Keys, fields: dict[str, str], number: int, invitations: str = "bench") -> bytes:
    """Write the request of one person: their own cookie, token and invitation."""
    ticket = Ticket(number.to_bytes(32, "big"), f"{invitations}-{number}")
    body = urlencode({"token": make_token(keys, ticket), **fields}).encode()
    head = (
        "POST /conversation/whole HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: {COOKIE}={write_ticket(keys, ticket)}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@contextmanager
def running_server(variant: str, folder: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.bench.server", variant, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


async def send_all(port: int, requests: list[bytes], connections: int) -> float:
    """Send every request over so many connections, each waiting for its reply; return seconds."""
    waiting = iter(requests)

    async def one_connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in waiting:
            writer.write(request)
            await read_reply(reader)
        writer.close()
        await writer.wait_closed()

    began = time.perf_counter()
    await asyncio.gather(*(one_connection() for _ in range(connections)))
    return time.perf_counter() - began


async def read_reply(reader: asyncio.StreamReader) -> None:
    """Read one reply to its end. Raises RuntimeError if it is not the way to "thank you"."""
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 303") or b"Location: /conversation/sent\r\n" not in head:
        raise RuntimeError("refused: " + head.split(b"\r\n", 1)[0].decode())
    if b"Content-Length: 0" not in head:
        await reader.readexactly(int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0]))
