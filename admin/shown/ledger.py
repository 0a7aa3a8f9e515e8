"""The ledger of what was published: read before anything is, and written with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.periods import Period
from admin.shown.past import Edition
from admin.shown.published_looks import lift
from forms.records import PublishedFigures
from forms.units import Insert, Key, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from admin.disclosure import Partition
    from admin.shown.model import ShownSummary
    from forms.store import Store
    from forms.units import Rows

OF_A_QUESTION = 3
"""A form, a question, its kind: what came behind `form/` in the name of a table, at least."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was published, the newest first, and how many reports that were."""

    editions: tuple[Edition, ...]
    size: int


async def read_ledger(store: Store) -> Ledger:
    """Read it. Raises StoreUnavailableError."""
    rows = await store.read(select(col(PublishedFigures.known)).order_by(col(PublishedFigures.id).desc()))
    found = (edition for row in rows for edition in reversed(read_editions(row["known"])))
    return Ledger(tuple(found), len(rows))


@dataclass(frozen=True, slots=True)
class PublishUnit:
    """Write a report into the ledger. None: another was written since it was read."""

    ledger: Ledger
    shown: ShownSummary
    editions: tuple[Edition, ...]
    by: str
    at: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row that must not be there yet."""
        return (Key(PublishedFigures, "id", f"{self.ledger.size + 1:06}"),)

    def decide(self, rows: Rows) -> Writes[str | None]:
        """Write it, and return its number."""
        [key] = self.reads
        if rows.get(key) is not None:
            return Writes(None)
        row = {
            "id": key.value,
            "first_on": self.shown.period.first_on,
            "last_on": self.shown.period.last_on,
            "definition": self.shown.definition.value,
            "hidden_below": self.shown.hidden_below or 0,
            "published_at": self.at,
            "published_by": self.by,
            "known": write_editions(self.editions),
        }
        return Writes(key.value, (Insert(PublishedFigures, row),))


def is_all_told(ledger: Ledger, editions: Iterable[Edition]) -> bool:
    """Tell whether readers know all of this already."""
    return all(any(_is_told(edition, other) for other in ledger.editions) for edition in editions)


def _is_told(edition: Edition, other: Edition) -> bool:
    known = other.tables
    return edition.period == other.period and all(
        known.get(key) == partition for key, partition in edition.tables.items()
    )


def write_editions(editions: Iterable[Edition]) -> str:
    """Write what is known as JSON."""
    return json.dumps([_write(edition) for edition in editions], ensure_ascii=False, separators=(",", ":"))


def read_editions(written: str) -> tuple[Edition, ...]:
    """Read it back."""
    return tuple(map(_read, json.loads(written)))


def _write(edition: Edition) -> dict[str, Any]:
    tables = {
        key: [[sorted(block), count] for block, count in partition.items()]
        for key, partition in edition.tables.items()
    }
    return {"from": str(edition.period.first_on), "to": str(edition.period.last_on), "tables": tables}


def _name_tables(key: str, partition: Partition) -> Iterator[tuple[str, Partition]]:
    """Yield a table by the names that it goes by now.

    A question was a table for each form first; now it is one of all forms, told of their sum and of each.
    """
    kind, *parts = key.split("/")
    if kind != "form" or len(parts) < OF_A_QUESTION:
        yield key, partition
        return
    form, *question = parts
    lifted = {lift(block, (form,)): count for block, count in partition.items()}
    yield from (("/".join((name, *question)), lifted) for name in ("asked", "looks"))


def _read(written: Mapping[str, Any]) -> Edition:
    tables: dict[str, dict[frozenset[str], int]] = {}
    for key, blocks in written["tables"].items():
        for name, partition in _name_tables(key, {frozenset(block): count for block, count in blocks}):
            tables.setdefault(name, {}).update(partition)
    first_on, last_on = (date.fromisoformat(written[name]) for name in ("from", "to"))
    return Edition(Period(first_on, last_on), tables)
