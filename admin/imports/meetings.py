"""Which reviews a file has named so far, and the rows of those in several sittings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from admin.imports.findings import Check, Finding
from admin.imports.sittings import merge_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.imports.entries import Entry
    from admin.imports.table import SourceRow


@dataclass(slots=True)
class Meetings:
    """Which reviews the file has named so far, in which row, and the rows of those in several sittings."""

    _rows: dict[tuple[str, int | None], int] = field(default_factory=dict)
    _children: dict[str, str] = field(default_factory=dict)
    _held_back: dict[str, list[Entry]] = field(default_factory=dict)
    _unread: dict[str, frozenset[int | None]] = field(default_factory=dict)

    def check(self, row: SourceRow, ref: str, child_ref: str, number: int | None) -> list[Finding]:
        """Refuse a review that an earlier row has named, but for another sitting of it."""
        first = self._find_same(ref, number)
        if first:
            text = (
                f"found the review of row {first} again; expected each once, or each of its sittings numbered"
            )
            return [Finding(row.number, "review_ref", Check.REPEATED, text, refuses=True)]
        if self._children.setdefault(ref, child_ref) != child_ref:
            text = "found a review that an earlier row gives to another child; expected the same child"
            return [Finding(row.number, "child_ref", Check.ANOTHER_CHILD, text, refuses=True)]
        self._rows[ref, number] = row.number
        return []

    def note_refused(self, ref: str, number: object) -> None:
        """Remember a row that could not be read: unless its sitting is known, the meeting is not over."""
        known = number if isinstance(number, int) else None
        self._unread[ref] = self._unread.get(ref, frozenset()) | {known}

    def hold_back(self, entry: Entry) -> None:
        """Keep a row until its meeting's other rows are there."""
        self._held_back.setdefault(str(entry.review_ref), []).append(entry)

    def merge(self) -> Iterator[Entry]:
        """Yield one entry for each meeting that has numbered sittings."""
        for ref, rows in self._held_back.items():
            yield merge_rows(rows, self._unread.get(ref, frozenset()))

    def _find_same(self, ref: str, number: int | None) -> int | None:
        """Find the row that has named this sitting, or the meeting as a whole."""
        whole = self._rows.get((ref, None))
        if number is not None or whole is not None:
            return whole or self._rows.get((ref, number))
        numbered = self._held_back.get(ref)
        return numbered[0].row if numbered else None
