"""Making the file about a child: on record, and the child told of it, in one transaction.

The file has what a child keeps for the one person who reads it. Whoever else opens that, the child is told;
here too, unless the child asked for the file and is handed it. See docs/decisions/2026-11-30-file-told.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from admin.consultations import is_for_reader_alone
from forms.belongings import find_belongings
from forms.definition import Audience
from forms.message_words import FILE
from forms.messages import prepare_told
from forms.records import Child, Response, ResponseAnswer
from forms.units import Key, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from forms.belongings import Belongings
    from forms.keys import Keys
    from forms.library import Library
    from forms.messages import SayUnit
    from forms.store import Store
    from forms.units import Row, Rows


class Asker(StrEnum):
    """Who asked for the file."""

    CHILD = "child"
    """The child themselves, who is handed it."""
    OTHER = "other"
    """Somebody else, whoever it is."""


@dataclass(frozen=True, slots=True)
class OpenFileUnit:
    """Say that a child's file is made, and tell the child. False: there is no such child."""

    child_ref: str
    telling: tuple[SayUnit, ...] = ()

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        theirs = (key for unit in self.telling for key in unit.reads)
        return (Key(Child, "child_ref", self.child_ref), *theirs)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it may be made."""
        if rows.get(self.reads[0]) is None:
            return Writes(result=False)
        told = (write for unit in self.telling for write in unit.decide(rows).writes)
        return Writes(True, tuple(told))  # noqa: FBT003 - the result is the answer


@dataclass(frozen=True, slots=True)
class FileAsked:
    """That somebody asked for the file about a child: who, and whose account makes it."""

    child_ref: str
    asker: Asker
    by: str
    now: datetime


async def prepare_file(
    store: Store, keys: Keys, library: Library, asked: FileAsked
) -> tuple[Belongings, OpenFileUnit]:
    """Read what is held, and make the unit that comes before any of it is opened.

    What is sent after this moment is neither in the file nor told. Raises StoreUnavailableError.
    """
    held = await find_belongings(store, "child_ref", asked.child_ref)
    kept = list_kept(held, library) if asked.asker is Asker.OTHER else ()
    telling = [await prepare_told(store, keys, row, reason=FILE, by=asked.by, now=asked.now) for row in kept]
    return held, OpenFileUnit(asked.child_ref, tuple(telling))


def list_kept(held: Belongings, library: Library) -> Iterable[Row]:
    """Yield what the child sent in which there is anything for the one person who reads it."""
    for row in held.of(Response):
        form = library.find(row["form_key"], row["form_version"])
        if row["audience"] != Audience.CHILD or not row["sealed_key"] or row["submitted_at"] is None:
            continue
        answers = (each for each in held.of(ResponseAnswer) if each["response_id"] == row["id"])
        if form is None or any(is_for_reader_alone(form, each) for each in answers):
            yield row
