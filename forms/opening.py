"""Opening what somebody said: it is written down in the same transaction, or it does not happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from forms.audit import Done, write_all_done, write_done
from forms.records import Attachment, AuditChain, Response
from forms.units import Key, Row, Rows, Unit, Writes

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class AuditedUnit(Generic[Result]):
    """Carry out a unit and write down what was done by it. Where it comes to nothing, neither is written.

    A result of None or False means that it came to nothing.
    """

    keys: Keys
    chain_id: str
    all_done: tuple[Done, ...]
    now: datetime
    unit: Unit[Result]

    @property
    def chain_key(self) -> Key:
        """Where it is written down."""
        return Key(AuditChain, "id", self.chain_id)

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (*self.unit.reads, self.chain_key)

    def decide(self, rows: Rows) -> Writes[Result]:
        """Decide as the unit does. Raises RuntimeError where there is no chain: nothing goes unrecorded."""
        decided, chain = self.unit.decide(rows), rows.get(self.chain_key)
        if decided.result is None or decided.result is False:
            return decided
        if chain is None:
            raise RuntimeError("there is no chain to write down in")
        noted = write_all_done(self.keys, chain, self.all_done, self.now)
        return Writes(decided.result, (*decided.writes, *noted))


@dataclass(frozen=True, slots=True)
class LookUnit:
    """Write down that something was looked at, or taken out: nothing else is written."""

    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell that it was."""
        del rows
        return Writes(True)  # noqa: FBT003 - the result is the answer


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """Open a response or a file: hand its row over, with the key in it, and write down who opened it.

    None: it is gone, or was never sent.
    """

    keys: Keys
    chain_id: str
    table: type[Response | Attachment]
    done: Done
    now: datetime

    @property
    def row_key(self) -> Key:
        """What is opened."""
        return Key(self.table, "id", self.done.about)

    @property
    def chain_key(self) -> Key:
        """Where it is written down."""
        return Key(AuditChain, "id", self.chain_id)

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self.row_key, self.chain_key)

    def decide(self, rows: Rows) -> Writes[Row | None]:
        """Return the row."""
        found, chain = rows.get(self.row_key), rows.get(self.chain_key)
        if found is None or not found["sealed_key"] or chain is None:
            return Writes(None)
        return Writes(found, write_done(self.keys, chain, self.done, self.now))


@dataclass(frozen=True, slots=True)
class FindUnit:
    """Find one row, and change nothing. None: it is not there."""

    key: Key

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (self.key,)

    def decide(self, rows: Rows) -> Writes[Row | None]:
        """Return the row."""
        return Writes(rows.get(self.key))


@dataclass(frozen=True, slots=True)
class OpenAllUnit:
    """Open several responses at once: hand their rows over, by their ids. `telling`: units that say so.

    None: one of them is gone, or was never sent; then nobody is told, and nothing is opened.
    """

    response_ids: tuple[str, ...]
    telling: tuple[Unit[bool], ...] = ()

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        theirs = (key for unit in self.telling for key in unit.reads)
        return (*(Key(Response, "id", each) for each in self.response_ids), *theirs)

    def decide(self, rows: Rows) -> Writes[dict[str, Row] | None]:
        """Return the rows."""
        found = {each: rows.get(Key(Response, "id", each)) for each in self.response_ids}
        opened = {each: row for each, row in found.items() if row is not None and row["sealed_key"]}
        if len(opened) < len(found):
            return Writes(None)
        return Writes(opened, tuple(write for unit in self.telling for write in unit.decide(rows).writes))
