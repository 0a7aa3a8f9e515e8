"""The council's own list of reviews: which columns, and how one row is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from admin.imports.cells import one_of, read_code, read_date, read_text, read_yes_no
from admin.imports.entries import Entry, RowResult, Seen, read_cells, refuse_cell
from admin.imports.findings import Check, Finding

if TYPE_CHECKING:
    from datetime import date

    from admin.imports.cells import Reader
    from admin.imports.table import SourceRow

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
}
NAMES = ("child_ref", "review_ref")
"""Columns that say which review a row is about: never blank."""
NOT_OF_THE_REVIEW = frozenset({"date_of_birth", "iro_name"})
"""Columns kept with the child and the IRO."""


@dataclass(slots=True)
class ReviewReader:
    """Reads rows of `reviews`. A review is its review_ref: the same one again in a file is refused."""

    today: date
    required: tuple[str, ...] = ("child_ref", "review_ref", "due_on", "held_on")
    known: frozenset[str] = frozenset(READERS)
    later: frozenset[str] = frozenset(
        {
            "sitting",
            "stood_down",
            "reason_no_views",
            "child_reason",
            "parent_invited",
            "parent_not_invited_reason",
            "carer_attended",
            "child_joined",
            "iro_contact_how",
            "iro_contact_alone",
        }
    )
    _rows: dict[str, int] = field(default_factory=dict)
    _seen: Seen = field(init=False)

    def __post_init__(self) -> None:
        self._seen = Seen(self.today)

    def read(self, row: SourceRow) -> RowResult:
        """Read one row that is not blank."""
        values, faults = read_cells(row, READERS)
        faults += [refuse_cell(row, name, "a reference") for name in NAMES if values.get(name) == ""]
        faults = faults or self._check_repeat(row, str(values["review_ref"]))
        if faults:
            return RowResult(findings=tuple(faults))
        if not values.get("meeting_kind"):
            values.pop("meeting_kind", None)  # blank: the default kind, or the one already known
        born, held_on = (
            cast("date | None", values.get("date_of_birth")),
            cast("date | None", values["held_on"]),
        )
        child_ref = str(values["child_ref"])
        warnings = self._seen.check_birth_date(row, "date_of_birth", child_ref, born)
        warnings += self._seen.check_held(row, "held_on", held_on)
        entry = Entry(
            row=row.number,
            child_ref=child_ref,
            date_of_birth=self._seen.birth_dates.get(child_ref),
            review={name: value for name, value in values.items() if name not in NOT_OF_THE_REVIEW},
            held_on=held_on,
            review_ref=str(values["review_ref"]),
            iro_name=cast("str | None", values.get("iro_name")),
        )
        return RowResult(entry, tuple(warnings))

    def _check_repeat(self, row: SourceRow, ref: str) -> list[Finding]:
        first = self._rows.setdefault(ref, row.number)
        if first == row.number:
            return []
        text = f"found the review of row {first} again; expected each review once"
        return [Finding(row.number, "review_ref", Check.REPEATED, text, refuses=True)]
