"""Storing the reviews that an import read: one unit of work for many rows, which changes what differs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from admin.imports.desk import Desk, name_outcome, without_none
from admin.imports.findings import DATE_LEFT_OUT, LEFT_OUT
from admin.imports.lookups import find_invitations, find_recorded, find_reviews, find_sittings
from admin.imports.sittings import settle
from admin.moves import list_moves
from forms.records import Child, Iro, Review
from forms.units import Key, Row, Rows, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from admin.imports.entries import Entry, Keeper, Sat

STAND_IN = "ssd:"
"""How the reference of a child begins that only an episode of care stands for."""


async def keep_entries(store: Keeper, entries: Sequence[Entry], today: date) -> Counter[str]:
    """Store rows in one transaction; return how many were added, updated, unchanged, left out.

    Raises StoreUnavailableError; then none of them is stored.
    """
    named = await _name_reviews(store, entries)
    refs = [str(entry.review_ref) for entry in named]
    known, recorded = await find_sittings(store, refs), await find_recorded(store, refs)
    kept = [replace(entry, sittings=_leave_sittings(entry, recorded)) for entry in named]
    settled = [settle(entry, known.get(str(entry.review_ref), {})) for entry in kept]
    invited = await find_invitations(store, [make_903_ref(entry) for entry, _ in settled])
    stored = await store.write(KeepUnit(tuple(settled), invited, today))
    return stored + Counter({LEFT_OUT: len(entries) - len(named)})


def _leave_sittings(entry: Entry, recorded: frozenset[str]) -> tuple[Sat, ...] | None:
    """Let a file that knows of no sittings leave those that somebody recorded here."""
    return entry.sittings or (None if entry.review_ref in recorded else entry.sittings)


def make_903_ref(entry: Entry) -> str:
    """Make the reference of a review that only the statutory return knows."""
    return f"903:{entry.child_ref}:{entry.held_on}"


async def _name_reviews(store: Keeper, entries: Sequence[Entry]) -> list[Entry]:
    """Find the review that each entry without a reference is about; drop those that repeat an earlier row.

    The first row about a child and a day means the first review known of that day, the second the second.
    """
    nameless = [entry for entry in entries if entry.review_ref is None]
    known = await find_reviews(store, [entry.child_ref for entry in nameless])
    named: list[Entry] = []
    for entry in entries:
        refs = known.get((entry.child_ref, entry.held_on)) or [make_903_ref(entry)]
        if entry.review_ref is not None:
            named.append(entry)
        elif entry.occurrence < len(refs):
            named.append(replace(entry, review_ref=refs[entry.occurrence]))
    return named


@dataclass(frozen=True, slots=True)
class KeepUnit:
    """Rows to store; each names its review and has the writes about its sittings.

    `invited` are the invitations of reviews known only by 903.
    """

    entries: tuple[tuple[Entry, tuple[Write, ...]], ...]
    invited: Mapping[str, Sequence[str]]
    today: date

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read: reviews, what the return made of them, children and IROs."""
        return tuple(dict.fromkeys(key for entry, _ in self.entries for key in _list_keys(entry)))

    def decide(self, rows: Rows) -> Writes[Counter[str]]:
        """Count what is added, updated and unchanged."""
        desk = Desk(rows)
        outcomes: Counter[str] = Counter()
        for entry, sitting_writes in self.entries:
            held = desk.find(_review_key(entry))
            outcomes[DATE_LEFT_OUT] += _leaves_date_out(entry, held)
            changed = self._keep(desk, entry, held) | desk.write(sitting_writes)
            outcomes[name_outcome(is_new=held is None, changed=changed)] += entry.rows
        return Writes(+outcomes, tuple(desk.list_writes()))

    def _keep(self, desk: Desk, entry: Entry, held: Row | None) -> bool:
        changed = False
        if _names_child(entry, held):
            born = without_none({"date_of_birth": entry.date_of_birth})
            changed = desk.put(_child_key(entry), {**born, **entry.languages})
        iro_key = _iro_key(entry)
        if iro_key:
            changed |= desk.put(iro_key, without_none({"name": entry.iro_name or None}))
        values = self._find_values(desk, entry, held)
        if held is not None:
            desk.write(list_moves(held, values.get("due_on"), self.today))
        return desk.put(_review_key(entry), values) or changed

    def _find_values(self, desk: Desk, entry: Entry, held: Row | None) -> dict[str, Any]:
        """Find what the review's row is to say. A blank code says nothing: a code that stands is kept."""
        values = _state(entry, held)
        is_off = values.get("stood_down", held and held["stood_down"])
        replaced_code = "" if entry.source == "ssda903" or is_off else self._take_over(desk, entry)
        code = values.pop("participation_code", "") or replaced_code
        off = {"held_on": None} if is_off else {}
        return values | ({"participation_code": code} if code else {}) | off

    def _take_over(self, desk: Desk, entry: Entry) -> str:
        """Let a review that only the return knew give way to its real reference; return its code."""
        return_ref = make_903_ref(entry)
        replaced = desk.find(Key(Review, "review_ref", return_ref))
        is_other_kind = entry.review.get("meeting_kind", "cla_review") != "cla_review"
        if replaced is None or is_other_kind or return_ref == entry.review_ref:
            return ""
        desk.replace_review(return_ref, str(entry.review_ref), self.invited.get(return_ref, ()))
        return str(replaced["participation_code"])


def _state(entry: Entry, held: Row | None) -> dict[str, Any]:
    """State the columns of the review that the entry sets."""
    values = dict(entry.review)
    if held is None:
        values = {"held_on": entry.held_on, **values, "source": entry.source}
    if held is None or _is_stand_in(held):
        values["child_ref"] = entry.child_ref
    if held and held["recorded_at"]:
        values = _leave_what_was_recorded(values)
    return _leave_what_stands(values, held) if entry.is_part and held else values


def _leave_what_was_recorded(values: Mapping[str, Any]) -> dict[str, Any]:
    """Let a blank say nothing of a review that somebody recorded here. But no parent is safe unless named."""
    return {
        name: value
        for name, value in values.items()
        if name == "parents_safe_to_invite" or value not in (None, "")
    }


def _leave_what_stands(values: Mapping[str, Any], held: Row) -> dict[str, Any]:
    """Rows about some of a meeting's sittings do not unsay what was said with the others."""
    always = {"held_on", "stood_down", "parents_safe_to_invite"}
    return {
        name: value
        for name, value in values.items()
        if name in always or not (value in (None, "") or (value is False and held[name] is True))
    }


def _names_child(entry: Entry, held: Row | None) -> bool:
    """Tell whether the entry says whose review it is."""
    return entry.is_child_known or held is None or _is_stand_in(held)


def _is_stand_in(held: Row) -> bool:
    return str(held["child_ref"]).startswith(STAND_IN)


def _leaves_date_out(entry: Entry, held: Row | None) -> bool:
    is_said = "stood_down" not in entry.review and bool(entry.review.get("held_on"))
    return is_said and bool(held and held["stood_down"])


def _list_keys(entry: Entry) -> Iterator[Key]:
    yield _review_key(entry)
    yield Key(Review, "review_ref", make_903_ref(entry))
    yield _child_key(entry)
    iro_key = _iro_key(entry)
    if iro_key:
        yield iro_key


def _review_key(entry: Entry) -> Key:
    return Key(Review, "review_ref", str(entry.review_ref))


def _child_key(entry: Entry) -> Key:
    return Key(Child, "child_ref", entry.child_ref)


def _iro_key(entry: Entry) -> Key | None:
    ref = entry.review.get("iro_ref")
    return Key(Iro, "iro_ref", str(ref)) if ref else None
