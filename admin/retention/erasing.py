"""Erasing a child, or one response, because somebody asked for it: at once, and on record."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.retention.coded import Coder
from forms.belongings import find_belongings
from forms.erasing import EraseResponseUnit
from forms.last_time import empty_action
from forms.records import Action, Alert, Chat, Child, Complaint, Response
from forms.store import RefusedError
from forms.units import Update
from forms.unlinking import LEFT_OUT_OF_CHAT, EraseChildUnit, Unlinking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from admin.handed_over import Recording
    from forms.audit import Done
    from forms.belongings import Belongings
    from forms.keys import Keys
    from forms.library import Library
    from forms.store import Store
    from forms.units import Write

CHILD, RESPONSE = "child.erase", "response.erase"
"""What is written down."""
MAX_TRIES = 5
"""Somebody may send an answer in the moment between looking and erasing: then it is looked at anew."""


@dataclass(frozen=True, slots=True)
class Eraser:
    """Erases. `say` makes the entry of the record: it knows who asks."""

    store: Store
    keys: Keys
    library: Library
    bands: tuple[range, ...]
    recording: Recording
    say: Callable[[str, str, str], Done]

    @property
    def _coder(self) -> Coder:
        return Coder(self.store, self.library, self.bands, keeps_quotes=False)

    async def look(self, child_ref: str) -> Counter[str]:
        """Count what erasing a child would take, by table; nothing if there is no such child.

        Raises StoreUnavailableError.
        """
        return count_rows(await find_belongings(self.store, "child_ref", child_ref))

    async def is_known(self, child_ref: str) -> bool:
        """Tell whether there is such a child. Raises StoreUnavailableError."""
        known = select(col(Child.child_ref)).where(col(Child.child_ref) == child_ref)
        return bool(await self.store.read(known))

    async def is_wanted(self, child_ref: str) -> bool:
        """Tell whether a signal or a complaint is open: somebody has yet to find this child.

        Raises StoreUnavailableError.
        """
        held = await find_belongings(self.store, "child_ref", child_ref)
        is_open = any(row["closed_at"] is None for row in held.of(Alert))
        return is_open or any(row["answered_at"] is None for row in held.of(Complaint))

    async def erase_child(self, child_ref: str, now: datetime, *, is_uncounted: bool = False) -> Counter[str]:
        """Erase a child; return what was taken, by table. Raises StoreUnavailableError."""
        for _ in range(MAX_TRIES - 1):
            try:
                return await self._erase_child(child_ref, now, is_uncounted=is_uncounted)
            except RefusedError:  # something came in between, and hangs on a row that was to go
                continue
        return await self._erase_child(child_ref, now, is_uncounted=is_uncounted)

    async def _erase_child(self, child_ref: str, now: datetime, *, is_uncounted: bool) -> Counter[str]:
        held = await find_belongings(self.store, "child_ref", child_ref)
        sent = {row["id"] for row in held.of(Response) if row["sealed_key"] is not None}
        told = {each.response["id"]: each for each in await self._coder.make_ready(sent)}
        unlinking = Unlinking(held, told, now, lambda: secrets.token_hex(12), is_uncounted=is_uncounted)
        unit = EraseChildUnit(child_ref, tuple(unlinking.list_writes()))
        why = "uncounted" if is_uncounted else ""
        is_erased = await self.recording.write(unit, self.say(CHILD, child_ref, why))
        await self.store.empty_log()
        return count_rows(held) if is_erased else Counter()

    async def erase_response(self, response_id: str) -> bool:
        """Erase what one response said, sent or not; False if there is nothing of it.

        Raises StoreUnavailableError.
        """
        held = await find_belongings(self.store, "response_id", response_id)
        told = await self._coder.make_ready([response_id])
        also = tuple(self._list_beside(held))
        unit = EraseResponseUnit(response_id, told[0] if told else None, also)
        is_erased = await self.recording.write(unit, self.say(RESPONSE, response_id, ""))
        await self.store.empty_log()
        return is_erased

    def _list_beside(self, held: Belongings) -> Iterator[Write]:
        """Yield what staff wrote of it, emptied of words, and the chat it came from, led nowhere."""
        yield from (empty_action(self.keys, row) for row in held.of(Action))
        for row in held.of(Chat):
            yield Update(Chat, {"chat_hash": row["chat_hash"]}, LEFT_OUT_OF_CHAT)


def count_rows(held: Belongings) -> Counter[str]:
    """Count rows by the name of their table."""
    return Counter({record.__name__: len(rows) for record, rows in held.rows.items()})
