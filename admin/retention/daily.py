"""The purge once a day, inside `serve`: safe, since it takes only what no leap of a clock can make old.

It looks every hour which day it is. If more than a week lies between two looks, the service stood still or
the clock leapt: then nothing is taken, and a person has to say `haveyoursay purge`.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from admin.retention.chores import Office
from admin.retention.purging import Purge, note_purged, read_purged
from forms.audit import Done, open_chain
from forms.london import london_day
from forms.opening import AuditedUnit
from forms.problems import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store
    from forms.units import Unit

LOG = logging.getLogger(__name__)
EVERY_SECONDS = 3600.0
LEAP = timedelta(days=8)
"""More than this between two looks, and it is a person who decides."""
SERVICE = "service"
Result = TypeVar("Result")


@dataclass(slots=True)
class ServiceRecording:
    """Writes down what the service does by itself."""

    store: Store
    keys: Keys
    clock: Callable[[], datetime]
    chain_id: str = field(default_factory=lambda: secrets.token_hex(16))
    _is_open: bool = False

    async def write(self, unit: Unit[Result], *all_done: Done) -> Result:
        """Carry a unit out and write down what was done. Raises StoreUnavailableError."""
        if not self._is_open:
            await open_chain(self.store, self.keys, self.chain_id, self.clock())
            self._is_open = True
        return await self.store.write(AuditedUnit(self.keys, self.chain_id, all_done, self.clock(), unit))


@dataclass(frozen=True, slots=True)
class Daily:
    """Purges once a London day."""

    store: Store
    keys: Keys
    library: Library
    settings: Settings
    clock: Callable[[], datetime]

    async def run(self, stop: asyncio.Event) -> None:
        """Look every hour, until told to stop."""
        recording = ServiceRecording(self.store, self.keys, self.clock)
        while not stop.is_set():
            try:
                await self.look(recording)
            except StoreUnavailableError:
                LOG.warning("the purge is put off: the database cannot be reached")
            await _wait(stop)

    async def look(self, recording: ServiceRecording) -> bool:
        """Purge if today's is still to do; tell whether it was done. Raises StoreUnavailableError."""
        office = Office(self.store, self.keys, self.library, self.settings, self.clock())
        last = await read_purged(office)
        if last is None:
            await note_purged(office)  # from here on it is known how long nobody looked
            return False
        if london_day(last) >= office.today:
            return False
        if office.now - last > LEAP:
            LOG.warning("nothing was purged: %d days since the last look", (office.now - last).days)
            return False
        counts = await Purge(office, recording, say).carry_out()
        LOG.info(
            "purged: %s", ", ".join(f"{of} {count}" for of, count in counts.items() if count) or "nothing"
        )
        return True


def say(action: str, about: str, reason: str) -> Done:
    """Say what the service did by itself."""
    return Done(action, SERVICE, about, reason)


async def _wait(stop: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stop.wait(), EVERY_SECONDS)
    except TimeoutError:
        return
