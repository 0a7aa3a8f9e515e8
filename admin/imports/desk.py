"""The rows of one unit of work as they will be: several entries may change the same child."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forms.records import Action, Invitation, Review, ReviewMove, Sitting, WishOutcome
from forms.units import Delete, Insert, Key, Row, Rows, Update, Write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlmodel import SQLModel

ADDED, UPDATED, UNCHANGED = "added", "updated", "unchanged"


@dataclass(slots=True)
class Desk:
    """Rows that were read, and what is to become of them."""

    rows: Rows
    drafts: dict[Key, dict[str, Any]] = field(default_factory=dict)
    new: set[Key] = field(default_factory=set)
    changed: set[Key] = field(default_factory=set)
    gone: set[Key] = field(default_factory=set)
    moved: list[Write] = field(default_factory=list)

    def find(self, key: Key) -> Row | None:
        """Return the row as it stands by now."""
        if key in self.gone:
            return None
        return self.drafts.get(key) or self.rows.get(key)

    def put(self, key: Key, values: Row) -> bool:
        """Set columns of a row, adding it if need be; tell whether anything is new in it."""
        if key not in self.drafts:
            held = self.find(key)
            self.drafts[key] = dict(held) if held else _make_blank(key.table, {key.column: key.value})
            self.new |= {key} if held is None else set()
        draft = self.drafts[key]
        differs = any(draft[name] != value for name, value in values.items())
        draft.update(values)
        self.changed |= {key} if differs else set()
        return differs or key in self.new

    def write(self, writes: Iterable[Write]) -> bool:
        """Take writes as they are; tell whether there were any."""
        before = len(self.moved)
        self.moved += writes
        return len(self.moved) > before

    def replace_review(self, old_ref: str, new_ref: str, invitation_ids: Iterable[str]) -> None:
        """Remove a review in favour of another, which takes over its invitations and what was recorded."""
        self.gone.add(Key(Review, "review_ref", old_ref))
        self.moved += [Update(Invitation, {"id": ref}, {"review_ref": new_ref}) for ref in invitation_ids]
        self.moved += [
            Update(table, {"review_ref": old_ref}, {"review_ref": new_ref})
            for table in (Action, ReviewMove, WishOutcome)
        ]
        self.moved += [Delete(table, {"review_ref": old_ref}) for table in (Sitting, Review)]

    def list_writes(self) -> Iterator[Write]:
        """Yield what differs from what was read."""
        for key, draft in self.drafts.items():
            if key in self.new:
                yield Insert(key.table, draft)
            elif key in self.changed:
                values = {name: value for name, value in draft.items() if name != key.column}
                yield Update(key.table, {key.column: key.value}, values)
        yield from self.moved


def name_outcome(*, is_new: bool, changed: bool) -> str:
    """Name what came of a row."""
    return ADDED if is_new else UPDATED if changed else UNCHANGED


def without_none(values: Row) -> Row:
    """Leave out what was not said."""
    return {name: value for name, value in values.items() if value is not None}


def _make_blank(table: type[SQLModel], values: Row) -> dict[str, Any]:
    """Make a row of a table's defaults: every column is named, so that rows share one statement."""
    fields = table.model_fields
    return {name: field.get_default() for name, field in fields.items()} | dict(values)
