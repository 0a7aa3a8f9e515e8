"""Small units of work for tests of the store."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select

from forms.records import Mark
from forms.store.statements import table_of
from forms.units import Insert, Key, Rows, Update, Write, Writes

MARKS = table_of(Mark)
ALL_MARKS = select(MARKS).order_by(MARKS.c.name)


@dataclass(frozen=True)
class AddMark:
    """Adds a row without looking."""

    name: str
    value: str = ""
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[str]:
        del rows
        return Writes(self.name, (Insert(Mark, {"name": self.name, "value": self.value}),))


@dataclass(frozen=True)
class Count:
    """Counts in a row; tells what it counted to."""

    name: str

    @property
    def reads(self) -> tuple[Key, ...]:
        return (Key(Mark, "name", self.name),)

    def decide(self, rows: Rows) -> Writes[int]:
        found = rows.get(self.reads[0])
        if found is None:
            return Writes(1, (Insert(Mark, {"name": self.name, "value": "1"}),))
        counted = int(found["value"]) + 1
        return Writes(counted, (Update(Mark, {"name": self.name}, {"value": str(counted)}),))


@dataclass(frozen=True)
class Do:
    """Writes what it is given."""

    writes: tuple[Write, ...]
    reads: tuple[Key, ...] = field(default=())

    def decide(self, rows: Rows) -> Writes[None]:
        del rows
        return Writes(None, self.writes)


@dataclass(frozen=True)
class Stumble:
    """Raises what it is given."""

    error: Exception
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[None]:
        del rows
        raise self.error


@dataclass(frozen=True)
class Peek:
    """Reads a row that it did not name."""

    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[None]:
        rows.get(Key(Mark, "name", "secret"))
        return Writes(None)
