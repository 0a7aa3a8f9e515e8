"""The council's own list of reviews: how one row is read, and rows of one meeting held together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from admin.imports.entries import Entry, RowResult, Sat, is_refused, read_cells, refuse_cell
from admin.imports.keeping import keep_entries
from admin.imports.meetings import Meetings
from admin.imports.review_columns import LANGUAGES, NAMES, NOT_OF_THE_REVIEW, READERS
from admin.imports.seen import Seen

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence
    from datetime import date

    from admin.imports.entries import Keeper
    from admin.imports.findings import Finding
    from admin.imports.table import SourceRow, Table


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

    async def prepare(self, store: Keeper, table: Table) -> None:
        """Look up nothing: each row says all of itself."""

    def read(self, row: SourceRow) -> RowResult[Entry]:
        """Read one row that is not blank."""
        values, findings = read_cells(row, READERS)
        findings += [refuse_cell(row, name, "a reference") for name in NAMES if values.get(name) == ""]
        ref, number = str(values["review_ref"]), values.get("sitting")
        if is_refused(findings):
            self._meetings.note_refused(ref, number)
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

    async def keep(self, store: Keeper, entries: Sequence[Entry]) -> Counter[str]:
        """Store entries in one transaction. Raises StoreUnavailableError."""
        return await keep_entries(store, entries, self.today)

    def _check(self, row: SourceRow, values: dict[str, Any]) -> list[Finding]:
        held_on = values["held_on"]
        findings = self._seen.check_birth_date(
            row, "date_of_birth", values["child_ref"], values.get("date_of_birth")
        )
        said = {name: values[name] for name in LANGUAGES if values.get(name)}
        findings += self._seen.check_languages(row, values["child_ref"], said)
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
            languages=self._seen.languages.get(values["child_ref"], {}),
        )


def _list_sittings(values: dict[str, Any]) -> tuple[Sat, ...] | None:
    if "sitting" not in values:
        return None
    is_off = bool(values.get("stood_down"))
    if values["sitting"] is None:
        return None if is_off else ()  # a meeting that was called off says nothing of its sittings
    return (Sat(values["sitting"], values["held_on"], values.get("mode", ""), is_called_off=is_off),)
