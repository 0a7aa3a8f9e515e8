"""The record of what staff did: nothing in it can be changed, moved or left out unseen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from forms.audit import Done, find_broken, open_chain, verify_audit, write_done
from forms.records import AuditChain, AuditEntry
from forms.units import Delete, Key, PutUnit, Rows, Update, Writes

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


class DoUnit:
    """Do something, and nothing else."""

    def __init__(self, keys: Keys, chain_id: str, about: str) -> None:
        self.keys, self.about = keys, about
        self.reads = (Key(AuditChain, "id", chain_id),)

    def decide(self, rows: Rows) -> Writes[None]:
        chain = rows.get(self.reads[0])
        assert chain is not None
        return Writes(None, write_done(self.keys, chain, Done("response.open", "iro", self.about), NOW))


async def fill(store: Store, keys: Keys) -> None:
    """Write two chains: the second begins when the first has four entries."""
    for chain_id in ("a", "b"):
        await open_chain(store, keys, chain_id, NOW)
        for number in range(3):
            await store.write(DoUnit(keys, chain_id, f"R{number}"))


async def test_two_chains_are_whole(store: Store, keys: Keys) -> None:
    await fill(store, keys)
    assert await verify_audit(store, keys) == (8, [])


@pytest.mark.parametrize(
    "changed",
    [
        {"role": "manager"},
        {"about": "R9"},
        {"action": "response.export"},
        {"reason": "safety"},
        {"done_at": NOW + timedelta(seconds=1)},
        {"mark": "0" * 32},
    ],
    ids=str,
)
async def test_changed_entry_is_found(store: Store, keys: Keys, changed: dict[str, Any]) -> None:
    await fill(store, keys)
    await store.write(PutUnit((Update(AuditEntry, {"chain_id": "b", "number": 3}, changed),)))
    _, faults = await verify_audit(store, keys)
    assert faults[0] == "chain b: entry 3 was changed, moved or left out"


async def test_entry_left_out_is_found(store: Store, keys: Keys) -> None:
    await fill(store, keys)
    await store.write(PutUnit((Delete(AuditEntry, {"chain_id": "b", "number": 2}),)))
    _, faults = await verify_audit(store, keys)
    assert faults == ["chain b: entry 2 was changed, moved or left out"]


async def test_end_that_was_cut_off_is_found(store: Store, keys: Keys) -> None:
    await fill(store, keys)
    await store.write(PutUnit((Delete(AuditEntry, {"chain_id": "b", "number": 4}),)))
    _, faults = await verify_audit(store, keys)
    assert faults == ["chain b: it does not end where it says"]


async def test_old_chain_put_back_to_an_earlier_state_is_found(store: Store, keys: Keys) -> None:
    await open_chain(store, keys, "a", NOW)
    await store.write(DoUnit(keys, "a", "R0"))
    [earlier] = await store.read(AuditChain.__table__.select())
    await store.write(DoUnit(keys, "a", "R1"))
    await open_chain(store, keys, "b", NOW)
    back = {name: earlier[name] for name in ("length", "last_mark", "seal")}
    await store.write(
        PutUnit((Update(AuditChain, {"id": "a"}, back), Delete(AuditEntry, {"chain_id": "a", "number": 3})))
    )
    _, faults = await verify_audit(store, keys)
    assert faults == ["chain a: entries up to 3 were there when chain b began"]


async def test_entries_made_with_another_key_are_found(store: Store, keys: Keys, folder: Any) -> None:
    others = type(keys).load_or_make(folder / "other" / "service.key")
    await open_chain(store, others, "a", NOW)
    chains = await store.read(AuditChain.__table__.select())
    entries = await store.read(AuditEntry.__table__.select())
    assert find_broken(keys, chains, entries)[0] == "chain a: entry 1 was changed, moved or left out"
