"""This process's own chain of what staff did: begun when the first thing is done."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from forms.audit import open_chain
from forms.opening import OpenUnit

if TYPE_CHECKING:
    from forms.audit import Done
    from forms.records import Attachment, Response
    from forms.units import Row
    from forms.web.parts import Parts


@dataclass(slots=True)
class Record:
    """Writes down what is opened, and opens it in the same transaction."""

    parts: Parts
    chain_id: str = field(default_factory=lambda: secrets.token_hex(16))
    _is_open: bool = False
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def open(self, table: type[Response | Attachment], done: Done) -> Row | None:
        """Return the row that was opened; None if it is gone. Raises StoreUnavailableError."""
        parts = self.parts
        async with self._opening:
            if not self._is_open:
                await open_chain(parts.store, parts.keys, self.chain_id, parts.clock())
                self._is_open = True
        return await parts.store.write(OpenUnit(parts.keys, self.chain_id, table, done, parts.clock()))


RECORD = web.AppKey("record", Record)
