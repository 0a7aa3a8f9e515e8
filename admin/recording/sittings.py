"""A meeting that goes on another day: its sittings as somebody records them, one after the other. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.imports.entries import Sat
from admin.imports.sittings import find_held, find_mode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Sittings = dict[int, Sat]


def add_sitting(known: Mapping[int, Sat], held_on: date, mode: str, *, is_last: bool) -> Sittings:
    """Return the sittings once somebody says when the last one was held, and whether that is the end of it.

    The first open sitting has its day now; where none is open, what was said of the last one is put right.
    If it goes on, another one stands open; if not, none does. A meeting of one day has no sittings.
    """
    if is_last and not known:
        return {}
    still_open = [number for number, sat in known.items() if sat.held_on is None]
    number = min(still_open) if still_open else max(known, default=1)
    sittings = dict(known) | {number: Sat(number, held_on, mode)}
    if is_last:
        return {number: sat for number, sat in sittings.items() if sat.held_on is not None}
    if all(sat.held_on for sat in sittings.values()):
        last = max(sittings) + 1
        sittings[last] = Sat(last, None, "")
    return sittings


def hold_meeting(sittings: Mapping[int, Sat], held_on: date, mode: str) -> dict[str, object]:
    """Return when and how the meeting as a whole was held: not yet, while a sitting is open."""
    if not sittings:
        return {"held_on": held_on, "mode": mode}
    found = find_mode(sittings)
    return {"held_on": find_held(list(sittings.values())), "mode": found.get("mode", "")}
