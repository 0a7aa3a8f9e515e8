"""Several statements, a few at a time: a summary needs many, and other pages need readers too."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Executable, RowMapping

    from forms.store import Store

AT_ONCE = 2
"""Of the eight readers of `forms.store`."""


async def read_each(
    store: Store, statements: Iterable[Executable], at_once: int = AT_ONCE
) -> list[Sequence[RowMapping]]:
    """Read the rows of each, in their order. Raises StoreUnavailableError."""
    turns = asyncio.Semaphore(at_once)

    async def read(statement: Executable) -> Sequence[RowMapping]:
        async with turns:
            return await store.read(statement)

    return list(await asyncio.gather(*map(read, statements)))
