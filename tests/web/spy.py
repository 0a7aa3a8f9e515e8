"""Somebody with every key, the database, its files and everybody's cookies: which answer is whose?

Each way of guessing says, for each answer found, whose it takes it to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from forms.keys import TamperedError, unseal
from forms.records import METADATA
from forms.responses import read_answer

if TYPE_CHECKING:
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store

PURPOSES = (
    *("code", "browser", "ticket", "form token", "receipt", "alert", "mail", "invitation", "placement"),
    *("chat", "chat-draft", "id", "response", "anonymous"),
)
SYSTEM = {"postgresql": "ctid::text AS ctid, xmin::text AS xmin, cmin::text AS cmin, ", "sqlite": ""}
Row = Mapping[str, Any]
Guess = dict[str, int | None]
"""For the id of each answer found, the number of the person it is taken to be from."""


@dataclass
class Target:
    """What the spy knows of one person, in the order in which they were seen to send."""

    number: int
    invitation_id: str
    marks: set[str]
    """Codes, hashes, cookies, ids of drafts: whatever was ever tied to this person."""
    draft: bytes
    draft_id: str
    draft_key: bytes


@dataclass
class Spy:
    """What was found, and the ways to guess from it."""

    keys: Keys
    targets: Sequence[Target]
    tables: dict[str, list[Row]] = field(default_factory=dict)
    files: bytes = b""
    log: bytes = b""

    @classmethod
    async def break_in(cls, store: Store, keys: Keys, targets: Sequence[Target], folder: Path) -> Spy:
        spy = cls(keys, targets)
        names = list_files(folder)
        dialect = "sqlite" if any(path.suffix == ".db" for path in names) else "postgresql"
        for table in METADATA.sorted_tables:
            statement = text(f"SELECT {SYSTEM[dialect]}* FROM {table.name}")
            spy.tables[table.name] = [dict(row) for row in await store.read(statement)]
        spy.files = b"".join(path.read_bytes() for path in names if not path.name.endswith("-wal"))
        spy.log = b"".join(path.read_bytes() for path in names if path.name.endswith("-wal"))
        return spy

    def read_truth(self, response: str, answer: str) -> dict[str, int]:
        """Open every answer with the private key: its words say who wrote it, for the test to compare."""
        truth = {}
        sealed_keys = {row["id"]: row["sealed_key"] for row in self.tables[response] if row["sealed_key"]}
        for row in self.tables[answer]:
            if row["sealed"] is not None and row["response_id"] in sealed_keys:
                said = read_answer(self.keys.open_data_key(sealed_keys[row["response_id"]]), row)
                truth[row["response_id"]] = int(str(said).rpartition(" ")[2])
        return truth

    def list_guesses(self, response: str, answer: str, coding: str = "") -> dict[str, Guess]:
        """Guess in every way; with the rows of how answers were coded, by those as well."""
        rows = self.tables[response]
        guesses = {
            "shared value": self._by_shared_value(response, answer, coding),
            "same transaction": self._by_transaction(rows),
            "same page": self._by_page(rows),
        }
        orders: dict[str, Callable[[Row], Any]] = {
            "id": lambda row: row["id"],
            "sealed key": lambda row: bytes(row["sealed_key"]),
            "place in the file": lambda row: self.files.find(bytes(row["sealed_key"])),
            "place in the log": lambda row: self.log.find(bytes(row["sealed_key"])),
            "last place in the log": lambda row: self.log.rfind(bytes(row["sealed_key"])),
            "size": lambda row: self._measure(answer, row["id"]),
            "as read": rows.index,
        }
        if rows and "ctid" in rows[0]:
            orders["transaction"] = lambda row: int(row["xmin"])
            orders["place"] = lambda row: tuple(map(int, row["ctid"].strip("()").split(",")))
            orders["command"] = lambda row: int(row["cmin"])
        if coding:
            orders["coded"] = lambda row: min(self._find_places(coding, row["id"], "ctid"), default=())
            orders["coded in"] = lambda row: min(self._find_places(coding, row["id"], "xmin"), default=())
        for name, order in orders.items():
            for backwards in (False, True):
                ordered = sorted(rows, key=order, reverse=backwards)
                guesses[f"{name}{', backwards' if backwards else ''}"] = {
                    row["id"]: target.number for row, target in zip(ordered, self.targets, strict=False)
                }
        return guesses

    def _find_places(self, coding: str, response_id: str, column: str) -> list[tuple[int, ...]]:
        """Where the rows of how a response was coded lie, or in which transaction; else as they are read."""
        rows = [(at, row) for at, row in enumerate(self.tables[coding]) if row["response_id"] == response_id]
        return [
            tuple(map(int, str(row[column]).strip("()").split(","))) if column in row else (at,)
            for at, row in rows
        ]

    def _by_shared_value(self, response: str, *tables: str) -> Guess:
        """Any value of a row, or of its answers, that is known of a person, under whatever key."""
        known = {mark: target.number for target in self.targets for mark in self._list_marks(target)}
        guess: Guess = {}
        for row in self.tables[response]:
            rows = (each for table in tables if table for each in self.tables[table])
            own = [each for each in rows if each["response_id"] == row["id"]]
            values = {str(value) for each in (row, *own) for value in each.values()}
            guess[row["id"]] = next((known[value] for value in values if value in known), None)
        return guess

    def _list_marks(self, target: Target) -> Iterable[str]:
        yield from target.marks
        for purpose, mark in product(PURPOSES, target.marks):
            yield self.keys.mac(purpose, mark)
            yield self.keys.mac(purpose, mark, target.invitation_id)

    def _by_transaction(self, rows: Sequence[Row]) -> Guess:
        """The transaction that wrote an answer: is it the one that used a code up?"""
        used = {row.get("xmin"): row["id"] for row in self.tables["invitation"]}
        numbers = {target.invitation_id: target.number for target in self.targets}
        return {row["id"]: numbers.get(used.get(row.get("xmin"), "")) for row in rows if "xmin" in row}

    def _by_page(self, rows: Sequence[Row]) -> Guess:
        """A page of the file or of the log that speaks of an answer: does it speak of a person as well?"""
        guess: Guess = {}
        everything = self.files + self.log
        for row in rows:
            at = everything.find(row["id"].encode())
            page = everything[max(0, at - 4096) : at + 4096] if at >= 0 else b""
            near = [t.number for t in self.targets if any(m.encode() in page for m in t.marks)]
            guess[row["id"]] = near[0] if len(near) == 1 else None
        return guess

    def _measure(self, answer: str, response_id: str) -> int:
        own = (row["sealed"] for row in self.tables[answer] if row["response_id"] == response_id)
        return sum(len(sealed) for sealed in own if sealed)

    def find_traces(self) -> list[str]:
        """Name what is left of the drafts anywhere: their ids, owners and bytes, or one that still opens."""
        everything = self.files + self.log
        left = [
            f"draft of {target.number}"
            for target in self.targets
            if target.draft in everything or target.draft_id.encode() in everything
        ]
        blobs = [
            bytes(value)
            for rows in self.tables.values()
            for row in rows
            for value in row.values()
            if isinstance(value, bytes | memoryview)
        ]
        opened = [t.number for t, blob in product(self.targets, blobs) if _opens(t, blob)]
        return left + [f"draft of {number} opens" for number in opened]


def list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "keys" not in path.parts)


def _opens(target: Target, blob: bytes) -> bool:
    try:
        unseal(target.draft_key, blob, f"draft/{target.draft_id}")
    except TamperedError:
        return False
    return True


def count_hits(guess: Guess, truth: Mapping[str, int]) -> int:
    return sum(guess.get(found) == number for found, number in truth.items())
