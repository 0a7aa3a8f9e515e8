"""Meetings in several sittings: what their rows come to, and when the meeting counts as held.

See docs/decisions/2026-11-21-sittings.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from forms.records import Sitting
from forms.units import Delete, Insert, Update, Write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from admin.imports.entries import Entry, Sat


def merge_rows(rows: Sequence[Entry], unread: frozenset[int | None]) -> Entry:
    """Make one entry of the rows of a meeting, each about another sitting of it."""
    ordered = sorted(rows, key=lambda entry: entry.sittings[0].number if entry.sittings else 0)
    reviews = [entry.review for entry in ordered]
    names = [entry.iro_name for entry in ordered if entry.iro_name]
    return replace(
        ordered[-1],
        review={name: _merge_column(name, [review.get(name) for review in reviews]) for name in reviews[0]},
        sittings=tuple(sat for entry in ordered for sat in entry.sittings or ()),
        rows=len(rows),
        unread=unread,
        iro_name=names[-1] if names else ordered[-1].iro_name,
    )


def _merge_column(name: str, values: Sequence[Any]) -> object:
    """Take a yes at any sitting; of anything else the last that is said, but of `due_on` the first."""
    if name == "parents_safe_to_invite":
        return _agree([str(value).split() for value in values])
    said = [value for value in values if value not in (None, "")]
    if not said:
        return values[-1]
    if isinstance(said[0], bool):
        return any(said)
    return said[0] if name == "due_on" else said[-1]


def _agree(lists: Sequence[Sequence[str]]) -> str:
    """Only who is safe to invite by every row is safe to invite."""
    return " ".join(ref for ref in lists[0] if all(ref in others for others in lists))


def settle(entry: Entry, known: Mapping[int, Sat]) -> tuple[Entry, tuple[Write, ...]]:
    """Work out when and how the meeting was held, and what to write about its sittings.

    `known` are the sittings stored. A file that says nothing of sittings leaves them: they then say when the
    meeting was held.
    """
    if "held_on" not in entry.review or not (entry.sittings or known):
        return entry, ()
    if entry.sittings == ():
        return entry, tuple(write_sittings(str(entry.review_ref), known, {}))
    stated = {sat.number for sat in entry.sittings or ()}
    sittings = _add(known, entry.sittings or ())
    held_on = None if entry.unread - known.keys() - stated else find_held(list(sittings.values()))
    review = dict(entry.review) | {"held_on": held_on} | find_mode(sittings)
    if entry.sittings and not find_mode(sittings):
        review.pop("mode", None)  # no row says how: what is stored of the meeting stays
    if "stood_down" in review and entry.sittings:
        review["stood_down"] = not sittings
    is_part = bool(stated and known.keys() - stated)
    settled = replace(entry, review=review, held_on=held_on, is_part=is_part)
    return settled, tuple(write_sittings(str(entry.review_ref), known, sittings))


def _add(known: Mapping[int, Sat], stated: Sequence[Sat]) -> dict[int, Sat]:
    """Put what the file states over what is known; a sitting that was called off is none."""
    sittings = dict(known)
    for sat in stated:
        if sat.is_called_off:
            sittings.pop(sat.number, None)
        else:
            held = sittings.get(sat.number)
            sittings[sat.number] = replace(sat, mode=sat.mode or (held.mode if held else ""))
    return sittings


def find_held(sittings: Sequence[Sat]) -> date | None:
    """Return the day of the last sitting, once each has its day."""
    days = [sat.held_on for sat in sittings if sat.held_on]
    return max(days) if days and len(days) == len(sittings) else None


def find_mode(sittings: Mapping[int, Sat]) -> dict[str, str]:
    """Sittings held in different ways make a hybrid meeting; where no way is known, none is said."""
    modes = {sat.mode for sat in sittings.values() if sat.mode}
    return {"mode": modes.pop() if len(modes) == 1 else "hybrid"} if modes else {}


def write_sittings(review_ref: str, known: Mapping[int, Sat], sittings: Mapping[int, Sat]) -> Iterator[Write]:
    """Yield what makes the sittings of a meeting that are known those that there are."""
    for number in known.keys() - sittings.keys():
        yield Delete(Sitting, {"review_ref": review_ref, "number": number})
    for number, sat in sittings.items():
        key = {"review_ref": review_ref, "number": number}
        values = {"held_on": sat.held_on, "mode": sat.mode}
        if number not in known:
            yield Insert(Sitting, {**key, **values}, unless_there=True)
        elif known[number] != sat:
            yield Update(Sitting, key, values)
