"""The extract ssd_cla_reviews of the standard safeguarding dataset: how one row is read.

See docs/decisions/2026-11-21-ssd.md for whose review it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from admin.imports.cells import read_text, read_yes_no
from admin.imports.dates import read_date
from admin.imports.entries import Entry, RowResult, is_refused, read_cells, refuse_cell
from admin.imports.findings import Check, Finding
from admin.imports.keeping import STAND_IN, keep_entries
from admin.imports.lookups import find_children
from admin.imports.seen import Seen
from admin.imports.ssda903 import find_rule
from forms.participation import Rule, check_age, check_entry, parse_code

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Sequence

    from admin.imports.cells import Reader
    from admin.imports.entries import Keeper
    from admin.imports.table import SourceRow, Table

REVIEW, EPISODE = "clar_cla_review_id", "clar_cla_id"
DUE, HELD = "clar_cla_review_due_date", "clar_cla_review_date"
CANCELLED, CODE = "clar_cla_review_cancelled", "clar_cla_review_participation"
READERS: dict[str, Reader] = {
    REVIEW: read_text,
    EPISODE: read_text,
    DUE: read_date,
    CANCELLED: read_yes_no,
}
"""The columns that a bad cell refuses; the date and the code have rules of their own."""
COLUMNS = (REVIEW, EPISODE, DUE, HELD, CANCELLED, CODE)


@dataclass(slots=True)
class SsdReader:
    """Reads rows of ssd_cla_reviews, which name an episode of care and no child.

    `prepare` finds out whose reviews are known already; those of one episode are one child's.
    """

    today: date
    required: tuple[str, ...] = COLUMNS
    known: frozenset[str] = frozenset(COLUMNS)
    _rows: dict[str, int] = field(default_factory=dict)
    _births: dict[str, date | None] = field(default_factory=dict)
    """The children that are known, by reference."""
    _reviews: dict[str, str] = field(default_factory=dict)
    _episodes: dict[str, str] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    async def prepare(self, store: Keeper, table: Table) -> None:
        """Look up the children of reviews known already. Raises StoreUnavailableError."""
        episodes = {_join(row.cells[REVIEW]): _join(row.cells[EPISODE]) for row in table.read_rows()}
        for review_ref, child_ref, born in await find_children(store, episodes):
            if not child_ref.startswith(STAND_IN):
                self._births[child_ref] = born
                self._reviews[review_ref] = child_ref
                self._note_episode(episodes[review_ref], child_ref)

    def _note_episode(self, episode: str, child_ref: str) -> None:
        """Learn whose episode it is; if its reviews are of two children, some reference is wrong."""
        same = self._episodes.setdefault(episode, child_ref) == child_ref
        self._episodes[episode] = child_ref if same else ""

    def read(self, row: SourceRow) -> RowResult[Entry]:
        """Read one row that is not blank."""
        values, findings = read_cells(row, READERS)
        findings += [
            refuse_cell(row, name, "a reference") for name in (REVIEW, EPISODE) if not row.cells[name]
        ]
        held_on = read_date(row.cells[HELD])
        values[HELD] = held_on if isinstance(held_on, date) else None
        findings += self._check_entry(row, values)
        findings += self._check_repeat(row) if not is_refused(findings) else []
        if is_refused(findings):
            return RowResult(findings=tuple(findings))
        return self._keep(row, values, findings)

    def finish(self) -> Iterable[Entry]:
        """Hold nothing back."""
        return ()

    async def keep(self, store: Keeper, entries: Sequence[Entry]) -> Counter[str]:
        """Store entries in one transaction. Raises StoreUnavailableError."""
        return await keep_entries(store, entries, self.today)

    def _check_entry(self, row: SourceRow, values: dict[str, Any]) -> list[Finding]:
        """Apply 166 and 167. A code is not asked for where the review was cancelled or is still to come."""
        held_on, code = values[HELD], row.cells[CODE]
        rule = check_entry(row.cells[HELD], held_on, code)
        is_to_come = not code and held_on is not None and held_on > self.today
        if rule is Rule.DATE_INVALID:
            return [find_rule(row, HELD, rule, refuses=True)]
        return [] if rule is None or values[CANCELLED] or is_to_come else [find_rule(row, CODE, rule)]

    def _check_repeat(self, row: SourceRow) -> list[Finding]:
        first = self._rows.setdefault(row.cells[REVIEW], row.number)
        if first == row.number:
            return []
        text = f"found the review of row {first} again; expected each review once"
        return [Finding(row.number, REVIEW, Check.REPEATED, text, refuses=True)]

    def _tell_unknown(self, row: SourceRow, episode: str) -> list[Finding]:
        """Say once for each episode that nobody knows whose it is."""
        if episode in self._told:
            return []
        self._told.add(episode)
        text = "whose episode this is, is not known; its reviews are kept as those of a child of their own"
        return [Finding(row.number, EPISODE, Check.CHILD_UNKNOWN, text)]

    def _keep(self, row: SourceRow, values: dict[str, Any], findings: list[Finding]) -> RowResult[Entry]:
        child_ref = self._reviews.get(values[REVIEW]) or self._episodes.get(values[EPISODE])
        findings += [] if child_ref else self._tell_unknown(row, values[EPISODE])
        held_on, is_off = values[HELD], values[CANCELLED]
        findings += Seen(self.today).check_day_held(row, HELD, held_on, is_off=is_off)
        code = parse_code(row.cells[CODE]) if held_on else None
        born = self._births.get(child_ref or "")
        rule = check_age(code, born, held_on) if code and born and not is_off else None
        findings += [find_rule(row, CODE, rule)] if rule else []
        entry = Entry(
            row=row.number,
            child_ref=child_ref or f"{STAND_IN}{values[EPISODE]}",
            date_of_birth=None,
            review={
                "review_ref": values[REVIEW],
                "due_on": values[DUE] or (held_on if is_off else None),
                "held_on": None if is_off else held_on,
                "stood_down": is_off,
                "participation_code": code.value if code else "",
            },
            held_on=None if is_off else held_on,
            review_ref=values[REVIEW],
            source="ssd",
            is_child_known=False,
        )
        return RowResult(entry, tuple(findings))


def _join(text: str) -> str:
    """Make one space of several, as a reference is read."""
    return " ".join(text.split())
