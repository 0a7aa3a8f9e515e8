"""Handing over to the case system, and its receipt: nothing is deleted here before both parts have one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.records import HandedOver, HandOver
from forms.units import Insert, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

RECORD, RESTRICTED = "record", "restricted"
"""The parts."""


def count_pieces(
    answers: Iterable[Row], files: Iterable[Row], notes: Iterable[Row], said: Iterable[Row]
) -> int:
    """Count the rows of a response that a hand-over holds; of what was said back, what has words."""
    wordful = (row for row in said if row["sealed"] is not None)
    return sum(1 for rows in (answers, files, notes, wordful) for _ in rows)


@dataclass(frozen=True, slots=True)
class Handed:
    """A hand-over whose files are written: `pieces` by response."""

    id: str
    review_ref: str
    part: str
    made_at: datetime
    files: int
    checksum: str
    pieces: Mapping[str, int]
    made_by: str = ""

    def write(self) -> tuple[Write, ...]:
        """Write it down."""
        row: dict[str, Any] = {
            "id": self.id,
            "review_ref": self.review_ref,
            "part": self.part,
            "made_at": self.made_at,
            "made_by": self.made_by,
            "files": self.files,
            "checksum": self.checksum,
            "receipted_at": None,
            "receipted_by": "",
        }
        held = (
            Insert(HandedOver, {"hand_over_id": self.id, "response_id": response_id, "pieces": pieces})
            for response_id, pieces in self.pieces.items()
        )
        return (Insert(HandOver, row), *held)


@dataclass(frozen=True, slots=True)
class ReceiptUnit:
    """The case system has it. None: no such hand-over. False: that was said before."""

    hand_over_id: str
    now: datetime
    by: str = ""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(HandOver, "id", self.hand_over_id),)

    def decide(self, rows: Rows) -> Writes[Row | bool | None]:
        """Return the hand-over."""
        found = rows.get(self.reads[0])
        if found is None:
            return Writes(None)
        if found["receipted_at"] is not None:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        said = {"receipted_at": self.now, "receipted_by": self.by}
        return Writes(found, (Update(HandOver, {"id": self.hand_over_id}, said),))
