"""One batch of units inside one transaction: read what they asked for, let each decide, write it all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from forms.records import METADATA
from forms.store.statements import (
    AMOUNT_PREFIX,
    KEY_PREFIX,
    add_to,
    delete_by,
    insert_into,
    select_by,
    table_of,
    update_by,
)
from forms.units import Add, Delete, Insert, Key, Row, Unit, Update, Write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Executable, Table
    from sqlmodel import SQLModel

MAX_VALUES = 10_000
"""Values in one SELECT: the databases refuse more than some 32,000. Only an import asks for so many."""
Decision: TypeAlias = Any
"""What a unit's caller is told: its result, or the exception it failed with."""
Found: TypeAlias = "dict[Key, Row]"


@dataclass(frozen=True, slots=True)
class Task:
    """A unit with the keys it reads, asked for once."""

    unit: Unit[Any]
    reads: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Failure:
    """A unit could not decide; its neighbours are none the worse."""

    error: Exception


@dataclass(frozen=True, slots=True)
class NamedRows:
    """The rows one unit may see: those it named."""

    named: frozenset[Key]
    found: Found

    def get(self, key: Key) -> Row | None:
        """Return the row, or None. A key that the unit did not name is a KeyError."""
        if key not in self.named:
            raise KeyError(f"{key.table.__name__}.{key.column} was not among the unit's reads")
        return self.found.get(key)


def carry_out(connection: Connection, tasks: Sequence[Task]) -> list[Decision]:
    """Carry out a batch inside the connection's transaction; one decision a task, in their order."""
    found = read_rows(connection, [key for task in tasks for key in task.reads])
    decisions, writes = decide_all(tasks, found)
    write_rows(connection, writes)
    return decisions


def read_rows(connection: Connection, keys: Iterable[Key]) -> Found:
    """Read the rows, with one SELECT for each table and column, always in the same order of tables and rows.

    Very many rows take several: see MAX_VALUES.
    """
    asked: dict[tuple[type[SQLModel], str], dict[str, Key]] = defaultdict(dict)
    for key in keys:
        asked[key.table, key.column][key.value] = key
    found: Found = {}
    for record, column in sorted(asked, key=lambda read: (read[0].__name__, read[1])):
        by_value = asked[record, column]
        for values in _part(by_value):
            rows = connection.execute(select_by(table_of(record), column), {"values": values})
            found.update({by_value[row[column]]: row for row in rows.mappings()})
    return found


def _part(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), MAX_VALUES):
        yield ordered[start : start + MAX_VALUES]


def decide_all(tasks: Sequence[Task], found: Found) -> tuple[list[Decision], list[Write]]:
    """Let each unit decide. One that raises fails alone."""
    decisions: list[Decision] = []
    writes: list[Write] = []
    for task in tasks:
        try:
            decided = task.unit.decide(NamedRows(task.reads, found))
        except StopIteration as error:  # no future can carry one
            decisions.append(Failure(RuntimeError(repr(error))))
        except Exception as error:  # noqa: BLE001 - whatever a unit raises is its caller's, not the writer's
            decisions.append(Failure(error))
        else:
            decisions.append(decided.result)
            writes.extend(decided.writes)
    return decisions, writes


def write_rows(connection: Connection, writes: Iterable[Write]) -> None:
    """Write, with one executemany for each statement: parents first, deletions last and children first."""
    for statement, parameters in _group(writes, connection.dialect.name):
        connection.execute(statement, parameters)


def _group(writes: Iterable[Write], dialect: str) -> list[tuple[Executable, list[Row]]]:
    places = _table_places()
    groups: dict[Any, list[Row]] = defaultdict(list)
    ranks: dict[Any, tuple[int, int]] = {}
    for write in writes:
        table = table_of(write.table)
        name, parameters = _state(write, table)
        groups[name].append(parameters)
        ranks[name] = _rank(write, places[table])
    ordered = sorted(groups, key=ranks.__getitem__)
    return [(_statement(name, dialect), groups[name]) for name in ordered]


def _state(write: Write, table: Table) -> tuple[tuple[Any, ...], Row]:
    """Name the statement that a write needs, and its parameters."""
    if isinstance(write, Insert):
        return (Insert, table, tuple(write.values), write.unless_there), write.values
    key = {KEY_PREFIX + name: value for name, value in write.key.items()}
    if isinstance(write, Update):
        return (Update, table, tuple(write.key), tuple(write.values)), {**key, **write.values}
    if isinstance(write, Add):
        amounts = {AMOUNT_PREFIX + name: amount for name, amount in write.amounts.items()}
        return (Add, table, tuple(write.key), tuple(write.amounts)), {**key, **amounts}
    return (Delete, table, tuple(write.key)), key


def _statement(name: tuple[Any, ...], dialect: str) -> Executable:
    kind, table, *rest = name
    if kind is Insert:
        return insert_into(table, dialect, unless_there=rest[1])
    if kind is Update:
        return update_by(table, rest[0], rest[1])
    if kind is Add:
        return add_to(table, rest[0], rest[1])
    return delete_by(table, rest[0])


def _rank(write: Write, place: int) -> tuple[int, int]:
    if isinstance(write, Insert):
        return 0, place
    if isinstance(write, (Update, Add)):
        return 1, place
    return 2, -place


@cache
def _table_places() -> Mapping[Table, int]:
    return {table: place for place, table in enumerate(METADATA.sorted_tables)}
