"""What staff did, written in the transaction that does it, and checked later.

Each process writes a chain of its own; a chain begins by naming how far every other one had come, so that
the end of an old chain cannot be cut off either. The marks are keyed: whoever has the database alone can
forge none. What this cannot show: that the newest entries of the newest chain were taken away together with
the state it was in by then.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from forms.records import AuditChain, AuditEntry
from forms.units import Insert, Key, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row

OPEN = "chain.open"
START = ""
"""Stands before the first mark of a chain."""


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done: what, by whom, to what, and why where a reason must be given."""

    action: str
    role: str
    about: str
    reason: str = ""
    by: str = ""
    """Whose account it was."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry stands, and the mark of the one before it."""

    chain_id: str
    number: int
    before: str


def write_done(keys: Keys, chain: Row, done: Done, now: datetime) -> tuple[Write, ...]:
    """Write one more entry at the end of a chain whose row was read in the same unit."""
    return write_all_done(keys, chain, (done,), now)


def write_all_done(keys: Keys, chain: Row, all_done: Iterable[Done], now: datetime) -> tuple[Write, ...]:
    """Write several entries, one after the other, at the end of a chain whose row was read in the unit."""
    state, written = dict(chain), []
    for done in all_done:
        place = _Place(chain["id"], state["length"] + 1, state["last_mark"])
        row = _make_entry(keys, place, done, now)
        state |= _make_state(keys, row)
        written.append(Insert(AuditEntry, row))
    if not written:
        return ()
    ended = {name: state[name] for name in ("length", "last_mark", "seal")}
    return (*written, Update(AuditChain, {"id": chain["id"]}, ended))


@dataclass(frozen=True, slots=True)
class OpenChainUnit:
    """Begin a chain, with how far the others had come."""

    keys: Keys
    chain_id: str
    others: str
    now: datetime
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[None]:
        """Write its first entry."""
        del rows
        done = Done(OPEN, "service", self.chain_id, self.others)
        row = _make_entry(self.keys, _Place(self.chain_id, 1, START), done, self.now)
        chain = {"id": self.chain_id, **_make_state(self.keys, row)}
        return Writes(None, (Insert(AuditChain, chain), Insert(AuditEntry, row)))


async def open_chain(store: Store, keys: Keys, chain_id: str, now: datetime) -> None:
    """Begin this process's chain. Raises StoreUnavailableError."""
    others = await store.read(select(AuditChain.__table__).order_by(AuditChain.__table__.c.id))  # type: ignore[attr-defined]  # SQLModel declares it at run time
    await store.write(OpenChainUnit(keys, chain_id, " ".join(map(_write_anchor, others)), now))


def _write_anchor(chain: Row) -> str:
    return f"{chain['id']}:{chain['length']}:{chain['last_mark']}"


def _make_entry(keys: Keys, place: _Place, done: Done, now: datetime) -> dict[str, Any]:
    row = {
        "chain_id": place.chain_id,
        "number": place.number,
        "done_at": now,
        "action": done.action,
        "role": done.role,
        "by": done.by,
        "about": done.about,
        "reason": done.reason,
    }
    return {**row, "mark": _make_mark(keys, row, place.before)}


def _make_mark(keys: Keys, row: Row, before: str) -> str:
    """Make an entry's mark. Entries from before there were accounts keep the marks they have."""
    said = ("action", "role", "about", "reason", *(("by",) if row["by"] else ()))
    when = row["done_at"].astimezone(UTC).isoformat()
    return keys.mac("audit", before, row["chain_id"], str(row["number"]), when, *(row[name] for name in said))


def _make_state(keys: Keys, row: Row) -> dict[str, Any]:
    seal = _make_seal(keys, row["chain_id"], row["number"], row["mark"])
    return {"length": row["number"], "last_mark": row["mark"], "seal": seal}


def _make_seal(keys: Keys, chain_id: str, length: int, last_mark: str) -> str:
    return keys.mac("audit chain", chain_id, str(length), last_mark)


def find_broken(keys: Keys, chains: Sequence[Row], entries: Iterable[Row]) -> list[str]:
    """Return what is wrong with the record; nothing if it is whole."""
    by_chain: dict[str, list[Row]] = defaultdict(list)
    for row in entries:
        by_chain[row["chain_id"]].append(row)
    known = {chain["id"] for chain in chains}
    faults = [f"chain {chain_id}: entries without a chain" for chain_id in sorted(by_chain.keys() - known)]
    for chain in chains:
        rows = sorted(by_chain[chain["id"]], key=lambda row: int(row["number"]))
        faults += _find_broken_links(keys, chain, rows)
    marks = {(row["chain_id"], row["number"]): row["mark"] for rows in by_chain.values() for row in rows}
    return [*faults, *_find_lost_ends(by_chain, marks)]


def _find_broken_links(keys: Keys, chain: Row, rows: Sequence[Row]) -> Iterator[str]:
    """Yield the first break of one chain, and whether it ends where it says."""
    before = START
    for number, row in enumerate(rows, 1):
        if row["number"] != number or row["mark"] != _make_mark(keys, row, before):
            yield f"chain {chain['id']}: entry {number} was changed, moved or left out"
            return
        before = row["mark"]
    seal = _make_seal(keys, chain["id"], chain["length"], chain["last_mark"])
    if (chain["length"], chain["last_mark"], chain["seal"]) != (len(rows), before, seal):
        yield f"chain {chain['id']}: it does not end where it says"


def _find_lost_ends(by_chain: dict[str, list[Row]], marks: dict[tuple[str, int], str]) -> Iterator[str]:
    """Yield the chains that were longer once: a later chain says how far they had come."""
    opened = (row for rows in by_chain.values() for row in rows if row["action"] == OPEN)
    for row in opened:
        for anchor in row["reason"].split():
            chain_id, length, mark = anchor.split(":")
            if marks.get((chain_id, int(length))) != mark:
                later = row["chain_id"]
                yield f"chain {chain_id}: entries up to {length} were there when chain {later} began"


async def verify_audit(store: Store, keys: Keys) -> tuple[int, list[str]]:
    """Return how many entries there are, and what is wrong. Raises StoreUnavailableError.

    An entry that is written between the two reads looks like a break: what is wrong is so twice.
    """
    count, faults = await _read_faults(store, keys)
    if faults:
        count, again = await _read_faults(store, keys)
        faults = [fault for fault in faults if fault in again]
    return count, faults


async def _read_faults(store: Store, keys: Keys) -> tuple[int, list[str]]:
    chains = await store.read(select(AuditChain.__table__))  # type: ignore[attr-defined]  # likewise
    entries = await store.read(select(AuditEntry.__table__))  # type: ignore[attr-defined]  # likewise
    return len(entries), find_broken(keys, chains, entries)
