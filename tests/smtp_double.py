"""A mail server on loopback that writes down what it takes, and can refuse: run as its own process.

`python -m tests.smtp_double FOLDER REFUSALS` prints its port, refuses the first REFUSALS messages with a
temporary fault, and writes each one that it takes to FOLDER. A mailbox that is `gone` it refuses for good.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent


class Taker:
    """Takes messages, after refusing some."""

    def __init__(self, folder: Path, refusals: int) -> None:
        self.folder = folder
        self.refusals = refusals
        self.taken = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name and arguments
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("gone"):
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refusals:
            self.refusals -= 1
            return "451 Try again later"
        self.taken += 1
        waiting = self.folder / f"{self.taken}.part"
        waiting.write_bytes(envelope.content)
        waiting.rename(self.folder / f"{self.taken}.eml")
        return "250 Taken"


@contextmanager
def running_mail_server(folder: Path, refusals: int = 0) -> Iterator[int]:
    """Run the server in a process of its own; yield its port."""
    command = [sys.executable, "-m", "tests.smtp_double", str(folder), str(refusals)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


async def serve() -> None:
    loop = asyncio.get_running_loop()
    taker = Taker(Path(sys.argv[1]), int(sys.argv[2]))
    server = await loop.create_server(lambda: SMTP(taker), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
