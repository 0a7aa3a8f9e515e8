"""The council's own list of reviews: which columns, and how one row is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from admin.imports.cells import (
    one_of,
    read_code,
    read_references,
    read_sitting,
    read_text,
    read_yes_no,
    reason_of,
)
from admin.imports.dates import read_date
from admin.imports.entries import Entry, RowResult, Sat, Seen, is_refused, read_cells, refuse_cell
from admin.imports.findings import Check, Finding
from admin.imports.keeping import keep_entries
from admin.imports.sittings import merge_rows

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence
    from datetime import date

    from admin.imports.cells import Reader
    from admin.imports.table import SourceRow, Table
    from forms.store import Store

READERS: dict[str, Reader] = {
    "child_ref": read_text,
    "date_of_birth": read_date,
    "iro_ref": read_text,
    "iro_name": read_text,
    "team": read_text,
    "review_ref": read_text,
    "meeting_kind": one_of("cla_review", "icpc", "rcpc", "pathway", "secure", "other"),
    "review_type": one_of("first", "second", "subsequent"),
    "due_on": read_date,
    "held_on": read_date,
    "mode": one_of("in_person", "virtual", "hybrid"),
    "participation_code": read_code,
    "reason_not_attending": one_of(
        "too_young", "limited_understanding", "did_not_wish", "in_school_time", "too_many_people", "other"
    ),
    "co_chaired": read_yes_no,
    "parent_attended": read_yes_no,
    "parent_consulted": read_yes_no,
    "advocate": read_yes_no,
    "iro_contact": one_of("done", "declined", "not_appropriate", "not_offered"),
    "iro_contact_on": read_date,
    "iro_contact_how": one_of("in_person", "phone", "video", "text"),
    "iro_contact_alone": read_yes_no,
    "sitting": read_sitting,
    "stood_down": read_yes_no,
    "reason_no_views": reason_of(
        "too_young",
        "limited_understanding",
        "no_way_that_worked",
        "did_not_wish",
        "not_asked",
        "could_not_be_reached",
        "other",
        also={"we_found_no_way_that_worked": "no_way_that_worked"},
    ),
    "child_reason": reason_of(
        "boring",
        "too_many",
        "too_private",
        "school_time",
        "upset_before",
        "no_trust",
        "rather_talk",
        "other",
        also={"too_many_people": "too_many", "in_school_time": "school_time"},
    ),
    "parent_invited": read_yes_no,
    "parent_not_invited_reason": reason_of(
        "child_did_not_want", "not_safe", "court_order", "no_contact", "whereabouts_unknown", "died", "other"
    ),
    "parents_safe_to_invite": read_references,
    "carer_attended": read_yes_no,
    "child_joined": one_of("all", "part", "room", "video", "phone"),
}
NAMES = ("child_ref", "review_ref")
"""Columns that say which review a row is about: never blank."""
NOT_OF_THE_REVIEW = frozenset({"date_of_birth", "iro_name", "sitting"})
"""Columns kept with the child, the IRO and the sitting."""


@dataclass(slots=True)
class ReviewReader:
    """Reads rows of `reviews`. A review is its review_ref: the same one again in a file is refused.

    Unless its rows are numbered sittings: they are held back until the file is read, and are one meeting.
    """

    today: date
    required: tuple[str, ...] = ("child_ref", "review_ref", "due_on", "held_on")
    known: frozenset[str] = frozenset(READERS)
    _meetings: Meetings = field(init=False)
    _seen: Seen = field(init=False)

    def __post_init__(self) -> None:
        self._seen = Seen(self.today)
        self._meetings = Meetings()

    async def prepare(self, store: Store, table: Table) -> None:
        """Look up nothing: each row says all of itself."""

    def read(self, row: SourceRow) -> RowResult[Entry]:
        """Read one row that is not blank."""
        values, findings = read_cells(row, READERS)
        findings += [refuse_cell(row, name, "a reference") for name in NAMES if values.get(name) == ""]
        ref, number = str(values["review_ref"]), values.get("sitting")
        if is_refused(findings):
            self._meetings.note_refused(ref)
        else:
            findings += self._meetings.check(row, ref, str(values["child_ref"]), number)
        if is_refused(findings):
            return RowResult(findings=tuple(findings))
        findings += self._check(row, values)
        entry = self._make_entry(row, values)
        if number is None:
            return RowResult(entry, tuple(findings))
        self._meetings.hold_back(entry)
        return RowResult(findings=tuple(findings), is_held_back=True)

    def finish(self) -> Iterator[Entry]:
        """Give the meetings in several sittings."""
        return self._meetings.merge()

    async def keep(self, store: Store, entries: Sequence[Entry]) -> Counter[str]:
        """Store entries in one transaction. Raises StoreUnavailableError."""
        return await keep_entries(store, entries)

    def _check(self, row: SourceRow, values: dict[str, Any]) -> list[Finding]:
        held_on = values["held_on"]
        findings = self._seen.check_birth_date(
            row, "date_of_birth", values["child_ref"], values.get("date_of_birth")
        )
        return findings + self._seen.check_day_held(row, "held_on", held_on, is_off=values.get("stood_down"))

    def _make_entry(self, row: SourceRow, values: dict[str, Any]) -> Entry:
        if not values.get("meeting_kind"):
            values.pop("meeting_kind", None)  # blank: the default kind, or the one already known
        if values.get("stood_down"):
            planned_on = None if values.get("sitting") else values["held_on"]
            values |= {"due_on": values["due_on"] or planned_on, "held_on": None}
        return Entry(
            row=row.number,
            child_ref=values["child_ref"],
            date_of_birth=self._seen.birth_dates.get(values["child_ref"]),
            review={name: value for name, value in values.items() if name not in NOT_OF_THE_REVIEW},
            held_on=values["held_on"],
            review_ref=values["review_ref"],
            iro_name=values.get("iro_name"),
            sittings=_list_sittings(values),
        )


def _list_sittings(values: dict[str, Any]) -> tuple[Sat, ...] | None:
    if "sitting" not in values:
        return None
    if values["sitting"] is None:
        return ()
    is_off = bool(values.get("stood_down"))
    return (Sat(values["sitting"], values["held_on"], values.get("mode", ""), is_called_off=is_off),)


@dataclass(slots=True)
class Meetings:
    """Which reviews the file has named so far, in which row, and the rows of those in several sittings."""

    _rows: dict[tuple[str, int | None], int] = field(default_factory=dict)
    _children: dict[str, str] = field(default_factory=dict)
    _held_back: dict[str, list[Entry]] = field(default_factory=dict)
    _incomplete: set[str] = field(default_factory=set)

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

    def note_refused(self, ref: str) -> None:
        """Remember that not every sitting of this meeting could be read."""
        self._incomplete.add(ref)

    def hold_back(self, entry: Entry) -> None:
        """Keep a row until its meeting's other rows are there."""
        self._held_back.setdefault(str(entry.review_ref), []).append(entry)

    def merge(self) -> Iterator[Entry]:
        """Yield one entry for each meeting that has numbered sittings."""
        for ref, rows in self._held_back.items():
            yield merge_rows(rows, is_incomplete=ref in self._incomplete)

    def _find_same(self, ref: str, number: int | None) -> int | None:
        """Find the row that has named this sitting, or the meeting as a whole."""
        whole = self._rows.get((ref, None))
        if number is not None or whole is not None:
            return whole or self._rows.get((ref, number))
        numbered = self._held_back.get(ref)
        return numbered[0].row if numbered else None
