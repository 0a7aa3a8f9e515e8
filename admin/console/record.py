"""This process's own chain of what staff did: begun when the first thing is done."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from aiohttp import web

from admin.console.staff import STAFF
from forms.audit import open_chain
from forms.opening import AuditedUnit, OpenUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.audit import Done
    from forms.records import Attachment, Response
    from forms.units import Row, Unit
    from forms.web.parts import Parts

Result = TypeVar("Result")


@dataclass(slots=True)
class Record:
    """Writes down what staff do, in the transaction that does it, with whose account it was."""

    parts: Parts
    chain_id: str = field(default_factory=lambda: secrets.token_hex(16))
    _is_open: bool = False
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def write(self, request: web.Request, done: Done, unit: Unit[Result]) -> Result:
        """Carry a unit out and write down that it was done; neither, where it returns None or False.

        Raises StoreUnavailableError.
        """
        return await self.write_each(request, (done,), unit)

    async def write_each(self, request: web.Request, all_done: Iterable[Done], unit: Unit[Result]) -> Result:
        """Likewise, where a unit does several things that are each on record by themselves."""
        parts = self.parts
        await self._open_chain()
        signed = tuple(_sign(request, done) for done in all_done)
        return await parts.store.write(AuditedUnit(parts.keys, self.chain_id, signed, parts.clock(), unit))

    async def open(self, request: web.Request, table: type[Response | Attachment], done: Done) -> Row | None:
        """Return the row that was opened; None if it is gone. Raises StoreUnavailableError."""
        parts = self.parts
        await self._open_chain()
        signed = _sign(request, done)
        return await parts.store.write(OpenUnit(parts.keys, self.chain_id, table, signed, parts.clock()))

    async def _open_chain(self) -> None:
        async with self._opening:
            if not self._is_open:
                await open_chain(self.parts.store, self.parts.keys, self.chain_id, self.parts.clock())
                self._is_open = True


def _sign(request: web.Request, done: Done) -> Done:
    """Write under it whose account it was; a handler that knows better has said so."""
    staff = request.get(STAFF)
    return replace(done, by=done.by or (staff.account_id if staff else ""))


RECORD = web.AppKey("record", Record)
