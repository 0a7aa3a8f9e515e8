"""200 submissions a second, each of another person, each durable before it is thanked for."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from forms.folder import open_folder
from forms.records import Response
from tests.bench.load import WORDS, write_fields, write_request
from tests.canary import find_words
from tests.torture.whole import WEB_FORM

if TYPE_CHECKING:
    from tests.torture.whole import Whole

pytestmark = pytest.mark.torture

A_SECOND = 200
SECONDS = int(os.environ.get("SAY_TORTURE_SECONDS", "60"))
"""Set it to 600 for the ten minutes that are promised."""
CONNECTIONS = 64


@dataclass
class Load:
    """Sends each request when its time has come, and notes how long after that time it was thanked for."""

    port: int
    requests: list[bytes]
    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def send(self) -> None:
        due = iter(enumerate(self.requests))
        began = time.monotonic()

        async def one_connection() -> None:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            for number, request in due:
                at = began + number / A_SECOND
                await asyncio.sleep(max(0.0, at - time.monotonic()))
                writer.write(request)
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                if " 303 " not in head or "/conversation/sent" not in head:
                    self.errors.append(head.split("\r\n", 1)[0])
                await reader.readexactly(int(head.lower().split("content-length: ")[1].split("\r\n")[0]))
                self.waits.append(time.monotonic() - at)
            writer.close()

        await asyncio.gather(*(one_connection() for _ in range(CONNECTIONS)))

    def describe(self) -> str:
        waits = sorted(1_000 * wait for wait in self.waits)
        half, most = waits[len(waits) // 2], waits[len(waits) * 99 // 100]
        rate = f"{A_SECOND}/s for {SECONDS} s"
        return f"{rate}: median {half:.1f} ms, p99 {most:.1f} ms, worst {waits[-1]:.1f} ms"


async def test_two_hundred_submissions_a_second(whole: Whole, capsys: pytest.CaptureFixture[str]) -> None:
    count = A_SECOND * SECONDS
    await whole.house.invite(count, WEB_FORM, datetime.now(UTC))
    keys, store = await open_folder(whole.house.settings)
    fields = write_fields()
    load = Load(whole.house.port, [write_request(keys, fields, number, "inv") for number in range(count)])
    with whole.house.serving(log=whole.log):
        await load.send()
    with capsys.disabled():
        print(f"\n{load.describe()}")  # noqa: T201 - the figure is what this is for
    submitted = [row for row in await store.read(Response.__table__.select()) if row["submitted_at"]]  # type: ignore[attr-defined]
    await store.close()
    assert load.errors == []
    assert len(submitted) == len({row["invitation_id"] for row in submitted}) == count
    assert find_words(whole.house.folder.parent, WORDS) == []
