"""What a database holds about one child: found by the references that its rows carry.

Rows lead to rows: a child's meetings to their invitations, those to responses, those to files and alerts. A
new table is found by itself as long as it calls a reference as the others do, so that nothing of a child is
left out of what is shown to them, or left behind when they are erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import or_, select
from sqlmodel import SQLModel

from forms import records
from forms.records import Action, Alert, Chat, Child, Complaint, HandOver, Invitation, Response, Review
from forms.store.statements import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Column, Select

    from forms.store import Store
    from forms.units import Row

SOURCES: Mapping[str, type[SQLModel]] = {
    "child_ref": Child,
    "review_ref": Review,
    "invitation_id": Invitation,
    "response_id": Response,
    "alert_id": Alert,
    "action_id": Action,
    "chat_hash": Chat,
    "hand_over_id": HandOver,
    "complaint_id": Complaint,
}
"""By the name that other tables give a reference: whose it is."""
ALSO_CALLED = {"recipient_hash": "chat_hash"}
"""Columns that hold a reference under another name."""
RECORDS: tuple[type[SQLModel], ...] = tuple(
    sorted(
        (
            each
            for each in vars(records).values()
            if isinstance(each, type) and issubclass(each, SQLModel) and each is not SQLModel
        ),
        key=lambda record: record.__name__,
    )
)
"""Every table there is."""
Wanted: TypeAlias = "Mapping[str, frozenset[str]]"
"""Of a table: in which columns which references are looked for."""
MAX_ROUNDS = 12
"""Far more than any row is away from its child."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """The rows that belong to a child, or to one response, by their table."""

    rows: Mapping[type[SQLModel], tuple[Row, ...]]

    def of(self, record: type[SQLModel]) -> tuple[Row, ...]:
        """Return the rows of one table."""
        return self.rows.get(record, ())

    def list_ids(self) -> frozenset[str]:
        """List every id that the record of what staff did may speak of."""
        return frozenset(
            str(row[name])
            for record, rows in self.rows.items()
            if (name := find_id(record)) is not None
            for row in rows
        )


def find_id(record: type[SQLModel]) -> str | None:
    """Return the column that alone names a row of this table; None where it takes several."""
    columns = [column.name for column in table_of(record).primary_key]
    return columns[0] if len(columns) == 1 else None


def list_ties(record: type[SQLModel]) -> dict[str, str]:
    """Return the columns of a table that tie a row to somebody, each with the reference it holds."""
    named = ((column, ALSO_CALLED.get(column.name, column.name)) for column in table_of(record).columns)
    return {
        column.name: reference
        for column, reference in named
        if reference in SOURCES and _leads_to(column, SOURCES[reference])
    }


def _leads_to(column: Column[Any], record: type[SQLModel]) -> bool:
    """Tell whether a column can hold an id of that table: an anonymous answer's response is another one."""
    tables = {key.column.table for key in column.foreign_keys}
    return not tables or table_of(record) in tables or column.table is table_of(record)


async def find_belongings(store: Store, reference: str, value: str) -> Belongings:
    """Find all rows of one child (`child_ref`) or of one response (`response_id`).

    Raises StoreUnavailableError.
    """
    known: dict[str, frozenset[str]] = {reference: frozenset((value,))}
    rows: dict[type[SQLModel], tuple[Row, ...]] = dict.fromkeys(RECORDS, ())
    asked: dict[type[SQLModel], Wanted] = {}
    for _ in range(MAX_ROUNDS):
        wanted = {record: _find_wanted(record, known) for record in RECORDS}
        anew = [record for record in RECORDS if wanted[record] and wanted[record] != asked.get(record)]
        read = await store.read_each(_select(record, wanted[record]) for record in anew)
        rows.update((record, tuple(found)) for record, found in zip(anew, read, strict=True))
        asked.update(wanted)
        found = _list_known(rows, known)
        if found == known:
            break
        known = found
    return Belongings({record: each for record, each in rows.items() if each})


def _select(record: type[SQLModel], wanted: Wanted) -> Select[Any]:
    table = table_of(record)
    ties = [table.c[column].in_(sorted(values)) for column, values in wanted.items()]
    return select(table).where(or_(*ties)).order_by(*table.primary_key)


def _find_wanted(record: type[SQLModel], known: Mapping[str, frozenset[str]]) -> Wanted:
    """Find what ties a row of this table to what is known: its columns, its own id among them."""
    return {
        column: known[reference] for column, reference in _list_held(record).items() if known.get(reference)
    }


@cache
def _list_held(record: type[SQLModel]) -> Mapping[str, str]:
    own = next((name for name, source in SOURCES.items() if source is record), None)
    return {**list_ties(record), **({str(find_id(record)): own} if own else {})}


def _list_known(
    rows: Mapping[type[SQLModel], Sequence[Row]], known: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    found = {
        reference: frozenset(str(row[str(find_id(record))]) for row in rows[record])
        for reference, record in SOURCES.items()
    }
    return {
        reference: found[reference] | known.get(reference, frozenset())
        for reference in SOURCES
        if found[reference] or reference in known
    }
