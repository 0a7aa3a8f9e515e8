"""Storing what an import read: one unit of work for many rows, which changes only what differs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from forms.records import Child, Invitation, Iro, Review
from forms.units import Delete, Insert, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlmodel import SQLModel

    from admin.imports.entries import Entry
    from forms.store import Store

ADDED, UPDATED, UNCHANGED = "added", "updated", "unchanged"
LEFT_OUT = "left out"
"""A row about a review that an earlier row of the file has already given."""


async def keep_entries(store: Store, entries: Sequence[Entry]) -> Counter[str]:
    """Store rows in one transaction; return how many were added, updated, unchanged, left out.

    Raises StoreUnavailableError; then none of them is stored.
    """
    named = await _name_reviews(store, entries)
    invited = await _find_invitations(store, [make_903_ref(entry) for entry in named])
    stored = await store.write(KeepUnit(tuple(named), invited))
    return stored + Counter({LEFT_OUT: len(entries) - len(named)})


def make_903_ref(entry: Entry) -> str:
    """Make the reference of a review that only the statutory return knows."""
    return f"903:{entry.child_ref}:{entry.held_on}"


async def _name_reviews(store: Store, entries: Sequence[Entry]) -> list[Entry]:
    """Find the review that each entry without a reference is about; drop those that repeat an earlier row.

    The first row about a child and a day means the first review known of that day, the second the second.
    """
    nameless = [entry for entry in entries if entry.review_ref is None]
    known = await _find_reviews(store, {entry.child_ref for entry in nameless}) if nameless else {}
    named: list[Entry] = []
    for entry in entries:
        refs = known.get((entry.child_ref, entry.held_on)) or [make_903_ref(entry)]
        if entry.review_ref is not None:
            named.append(entry)
        elif entry.occurrence < len(refs):
            named.append(replace(entry, review_ref=refs[entry.occurrence]))
    return named


async def _find_reviews(store: Store, child_refs: set[str]) -> Mapping[tuple[str, date | None], list[str]]:
    """Find the statutory reviews of these children by child and held date."""
    rows = await store.read(
        select(col(Review.child_ref), col(Review.held_on), col(Review.review_ref))
        .where(col(Review.child_ref).in_(child_refs), col(Review.meeting_kind) == "cla_review")
        .order_by(col(Review.review_ref))
    )
    found = defaultdict(list)
    for row in rows:
        found[row["child_ref"], row["held_on"]].append(row["review_ref"])
    return found


async def _find_invitations(store: Store, review_refs: Sequence[str]) -> Mapping[str, list[str]]:
    rows = await store.read(
        select(col(Invitation.id), col(Invitation.review_ref)).where(
            col(Invitation.review_ref).in_(review_refs)
        )
    )
    found = defaultdict(list)
    for row in rows:
        found[row["review_ref"]].append(row["id"])
    return found


@dataclass(frozen=True, slots=True)
class KeepUnit:
    """Rows to store; each names its review. `invited` are the invitations of reviews known only by 903."""

    entries: tuple[Entry, ...]
    invited: Mapping[str, Sequence[str]]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read: reviews, what the return made of them, children and IROs."""
        return tuple(dict.fromkeys(key for entry in self.entries for key in _list_keys(entry)))

    def decide(self, rows: Rows) -> Writes[Counter[str]]:
        """Count what is added, updated and unchanged."""
        desk = _Desk(rows)
        outcomes = Counter(self._keep(desk, entry) for entry in self.entries)
        return Writes(outcomes, tuple(desk.list_writes()))

    def _keep(self, desk: _Desk, entry: Entry) -> str:
        changed = desk.put(_child_key(entry), _without_none({"date_of_birth": entry.date_of_birth}))
        iro_key = _iro_key(entry)
        if iro_key:
            changed |= desk.put(iro_key, _without_none({"name": entry.iro_name or None}))
        review_key = Key(Review, "review_ref", str(entry.review_ref))
        is_new = desk.find(review_key) is None
        changed |= desk.put(review_key, self._find_values(desk, entry, is_new=is_new))
        return ADDED if is_new else UPDATED if changed else UNCHANGED

    def _find_values(self, desk: _Desk, entry: Entry, *, is_new: bool) -> dict[str, Any]:
        """Find what the review's row is to say. A blank code says nothing: a code that stands is kept."""
        values = dict(entry.review)
        by_return = "review_ref" not in values
        if is_new:
            values["source"] = "ssda903" if by_return else "reviews"
        if is_new and by_return:
            values |= {"child_ref": entry.child_ref, "held_on": entry.held_on}
        code = values.pop("participation_code", "") or ("" if by_return else self._take_over(desk, entry))
        return values | ({"participation_code": code} if code else {})

    def _take_over(self, desk: _Desk, entry: Entry) -> str:
        """Let a review that only the return knew give way to its real reference; return its code."""
        return_ref = make_903_ref(entry)
        replaced = desk.find(Key(Review, "review_ref", return_ref))
        is_other_kind = entry.review.get("meeting_kind", "cla_review") != "cla_review"
        if replaced is None or is_other_kind or return_ref == entry.review_ref:
            return ""
        desk.replace_review(return_ref, str(entry.review_ref), self.invited.get(return_ref, ()))
        return str(replaced["participation_code"])


def _list_keys(entry: Entry) -> Iterator[Key]:
    yield Key(Review, "review_ref", str(entry.review_ref))
    yield Key(Review, "review_ref", make_903_ref(entry))
    yield _child_key(entry)
    iro_key = _iro_key(entry)
    if iro_key:
        yield iro_key


def _child_key(entry: Entry) -> Key:
    return Key(Child, "child_ref", entry.child_ref)


def _iro_key(entry: Entry) -> Key | None:
    ref = entry.review.get("iro_ref")
    return Key(Iro, "iro_ref", str(ref)) if ref else None


def _without_none(values: Row) -> Row:
    return {name: value for name, value in values.items() if value is not None}


@dataclass(slots=True)
class _Desk:
    """The rows of one unit as they will be: several entries may change the same child."""

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

    def replace_review(self, old_ref: str, new_ref: str, invitation_ids: Iterable[str]) -> None:
        """Remove a review in favour of another, which takes over its invitations."""
        key = Key(Review, "review_ref", old_ref)
        self.gone.add(key)
        self.moved += [Update(Invitation, {"id": ref}, {"review_ref": new_ref}) for ref in invitation_ids]
        self.moved.append(Delete(Review, {"review_ref": old_ref}))

    def list_writes(self) -> Iterator[Write]:
        """Yield what differs from what was read."""
        for key, draft in self.drafts.items():
            if key in self.new:
                yield Insert(key.table, draft)
            elif key in self.changed:
                values = {name: value for name, value in draft.items() if name != key.column}
                yield Update(key.table, {key.column: key.value}, values)
        yield from self.moved


def _make_blank(table: type[SQLModel], values: Row) -> dict[str, Any]:
    """Make a row of a table's defaults: every column is named, so that rows share one statement."""
    fields = table.model_fields
    return {name: field.get_default() for name, field in fields.items()} | dict(values)
