"""What a command did, on record: whoever may run commands where the service runs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from admin.commands.opening import read_now
from forms.audit import Done, open_chain
from forms.opening import AuditedUnit

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Unit

COMMAND_LINE = "command_line"
"""As what they did it: nobody signs in where commands are run."""
Result = TypeVar("Result")


@dataclass(slots=True)
class Recorder:
    """Writes down what is done, in the transaction that does it. Its chain begins with the first entry."""

    store: Store
    keys: Keys
    chain_id: str = field(default_factory=lambda: secrets.token_hex(16))
    _is_open: bool = False

    async def write(self, unit: Unit[Result], *all_done: Done) -> Result:
        """Carry a unit out and write down what was done; neither, where it returns None or False.

        Raises StoreUnavailableError.
        """
        if not self._is_open:
            await open_chain(self.store, self.keys, self.chain_id, read_now())
            self._is_open = True
        return await self.store.write(AuditedUnit(self.keys, self.chain_id, all_done, read_now(), unit))


def note(action: str, about: str, reason: str = "") -> Done:
    """Say what is done at the command line."""
    return Done(action, COMMAND_LINE, about, reason)
