"""The sheet to read out, and one for brothers and sisters whose meetings are held together. Pure.

Each child has a sheet of its own. What one of them does not want said in front of brothers and sisters is on
none of them, and that child's sheet then looks like that of a child who has nothing to be read out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.voice.brief import list_not_front
from admin.voice.opened import open_rows
from forms.what_may_be_said import To, what_may_be_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from admin.voice.opened import Opened, Sealed
    from forms.keys import Keys
    from forms.units import Row


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one child lets be read out. `review_ref` tells the sheets of a joint meeting apart.

    `is_held_back` is for the screen of whoever prints: it is not to be read out in front of the others.
    """

    opened: tuple[Opened, ...]
    review_ref: str = ""
    is_held_back: bool = False

    @property
    def not_front_of(self) -> tuple[str, ...]:
        """List before whom nothing of it is to be talked about."""
        return list_not_front(self.opened)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a joint one: whose, and what was sent for it, still sealed."""

    review_ref: str
    child_ref: str
    own: tuple[Sealed, ...]


def write_joint(keys: Keys, meetings: Sequence[Meeting], data_keys: Mapping[str, bytes]) -> list[Sheet]:
    """Write the sheets, a child each, in the order of the meetings. Raises TamperedError."""
    by_child: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        by_child[meeting.child_ref].append(meeting)
    return [_write_sheet(keys, theirs, data_keys) for theirs in by_child.values()]


def _write_sheet(keys: Keys, theirs: Sequence[Meeting], data_keys: Mapping[str, bytes]) -> Sheet:
    own = [sealed for meeting in theirs for sealed in meeting.own]
    every = [row for sealed in own for row in sealed.answers]
    may_hear = what_may_be_said(every, To.SIBLINGS)
    opened = (
        open_rows(keys, sealed, data_keys[sealed.sent.id], tuple(_keep(sealed, may_hear)), To.SIBLINGS)
        for sealed in own
    )
    is_held_back = bool(what_may_be_said(every, To.READ_ALOUD)) and not may_hear
    return Sheet(tuple(opened), theirs[0].review_ref, is_held_back)


def _keep(sealed: Sealed, may_hear: Iterable[Row]) -> Iterator[Row]:
    """Yield the answers of one response that are among those that may be heard."""
    return (row for row in may_hear if row["response_id"] == sealed.sent.id)
