"""A process to be killed: 200 callers write without end, and tell each acknowledgement on standard output."""

from __future__ import annotations

import asyncio
import os
import sys
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from forms.store import Store
from tests.forms.store_units import AddMark

CALLERS = 200


async def write_without_end(database_url: str) -> None:
    store = await Store.open(database_url)
    numbers = count()

    async def call() -> None:
        for number in numbers:
            name = await store.write(AddMark(f"{number:08}"))
            os.write(1, f"{name}\n".encode())

    await asyncio.gather(*(call() for _ in range(CALLERS)))


asyncio.run(write_without_end(sys.argv[1]))
