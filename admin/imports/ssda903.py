"""Table REVIEWS of the statutory return SSDA903: how one row is read, and rules 166, 167, 440 and 441."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from admin.imports.cells import quote_cell, read_text
from admin.imports.dates import read_date
from admin.imports.entries import Entry, RowResult, is_refused, read_cells, refuse_cell
from admin.imports.findings import Check, Finding
from admin.imports.keeping import keep_entries
from admin.imports.seen import Seen
from forms.participation import Rule, check_age, check_entry, parse_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from admin.imports.cells import Reader
    from admin.imports.entries import Keeper
    from admin.imports.table import SourceRow, Table

READERS: dict[str, Reader] = {"child": read_text, "dob": read_date}
"""The columns that a bad cell refuses; REVIEW and REVIEW_CODE have rules of their own."""


@dataclass(slots=True)
class Ssda903Reader:
    """Reads rows of REVIEWS. A review has no reference here: it is met by child and held date."""

    today: date
    required: tuple[str, ...] = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")
    known: frozenset[str] = frozenset({"child", "dob", "review", "review_code"})
    _occurrences: Counter[tuple[str, date]] = field(default_factory=Counter)
    _seen: Seen = field(init=False)

    def __post_init__(self) -> None:
        self._seen = Seen(self.today)

    async def prepare(self, store: Keeper, table: Table) -> None:
        """Look up nothing: reviews are met when they are kept."""

    def finish(self) -> Iterable[Entry]:
        """Hold nothing back."""
        return ()

    async def keep(self, store: Keeper, entries: Sequence[Entry]) -> Counter[str]:
        """Store entries in one transaction. Raises StoreUnavailableError."""
        return await keep_entries(store, entries, self.today)

    def read(self, row: SourceRow) -> RowResult[Entry]:
        """Read one row that is not blank."""
        date_text, code_text = row.cells.get("review", ""), row.cells.get("review_code", "")
        review_on = read_date(date_text)
        held_on = review_on if isinstance(review_on, date) else None
        values, findings = read_cells(row, READERS)
        if not row.cells["child"]:
            findings.append(refuse_cell(row, "child", "a reference"))
        rule = check_entry(date_text, held_on, code_text)
        if rule:
            column = "review" if rule is Rule.DATE_INVALID else "review_code"
            findings.append(find_rule(row, column, rule, refuses=held_on is None))
        if held_on is None or is_refused(findings):
            return RowResult(findings=tuple(findings))
        born = values.get("dob")
        return self._keep(
            row, str(values["child"]), born if isinstance(born, date) else None, held_on, findings
        )

    def _keep(
        self, row: SourceRow, child_ref: str, born: date | None, held_on: date, findings: list[Finding]
    ) -> RowResult[Entry]:
        code = parse_code(row.cells.get("review_code", ""))
        rule = check_age(code, born, held_on) if code and born else None
        findings += [find_rule(row, "review_code", rule)] if rule else []
        findings += self._seen.check_birth_date(row, "dob", child_ref, born)
        findings += self._seen.check_held(row, "review", held_on)
        occurrence = self._occurrences[child_ref, held_on]
        self._occurrences[child_ref, held_on] += 1
        if occurrence:
            text = "this child has a review on this day in an earlier row"
            findings.append(Finding(row.number, "review", Check.DUPLICATE, text))
        entry = Entry(
            row=row.number,
            child_ref=child_ref,
            date_of_birth=self._seen.birth_dates.get(child_ref),
            review={"participation_code": code.value if code else ""},
            held_on=held_on,
            occurrence=occurrence,
            source="ssda903",
        )
        return RowResult(entry, tuple(findings))


def find_rule(row: SourceRow, column: str, rule: Rule, *, refuses: bool = False) -> Finding:
    """Report a rule in the national validator's words."""
    text = row.cells.get(column, "")
    found = quote_cell(text) if text else "nothing"
    return Finding(row.number, column, rule.number, f"{rule.number}: {rule.message} Found {found}.", refuses)
