"""Table REVIEWS of the statutory return SSDA903, written as the return wants it, and checked before.

One row a review: `CHILD,DOB,REVIEW,REVIEW_CODE`, days as dd/mm/yyyy (source: the SSDA903 guide, table
REVIEWS). It is checked by the reader that imports such a table, so that both apply the same rules.
"""

from __future__ import annotations

import asyncio
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.cells_out import guard_cell
from admin.imports.findings import Finding
from admin.imports.ssda903 import Ssda903Reader
from admin.imports.table import Upload, open_table
from admin.summary.scope import STATUTORY, was_held
from forms.participation import parse_code
from forms.records import Child, Review

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from admin.periods import Period
    from forms.store import Store
    from forms.units import Row

COLUMNS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")
NO_BIRTH_DATE = "no date of birth"
_NO_BIRTH_DATE = "there is no date of birth: whether the code fits the age (440, 441) cannot be checked"


@dataclass(frozen=True, slots=True)
class Returned:
    """The file, what it is made of (a review a row, in its order), and what was found in it.

    The row numbers of the findings are those of the file, its headings being row 1.
    """

    content: str
    reviews: tuple[Row, ...]
    findings: tuple[Finding, ...]

    def find_review(self, finding: Finding) -> Row:
        """Return the review that a finding is about."""
        return self.reviews[finding.row - 2]


async def make_reviews_table(store: Store, period: Period, today: date) -> Returned:
    """Write the statutory reviews held in a period, and check them. Raises StoreUnavailableError.

    A review without a valid code stands with a blank one: rule 167 finds it.
    """
    columns: tuple[Any, ...] = (
        *(col(column) for column in (Review.review_ref, Review.child_ref, Review.held_on)),
        *(col(column) for column in (Review.participation_code, Review.team, Child.date_of_birth)),
    )
    rows = await store.read(
        select(*columns)
        .join(Child, col(Child.child_ref) == col(Review.child_ref))
        .where(was_held(period, today), col(Review.meeting_kind) == STATUTORY)
        .order_by(col(Review.child_ref), col(Review.held_on), col(Review.review_ref))
    )
    return await asyncio.to_thread(make_return, rows, today)


def make_return(rows: Sequence[Row], today: date) -> Returned:
    """Write the table, and read it as an import would."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows(map(_write_row, rows))
    content = text.getvalue()
    return Returned(content, tuple(rows), tuple(_check(content, today)) if rows else ())


def _write_row(row: Row) -> tuple[str, str, str, str]:
    code = parse_code(row["participation_code"])
    born, held = row["date_of_birth"], row["held_on"]
    return (
        guard_cell(row["child_ref"]),
        f"{born:%d/%m/%Y}" if born else "",
        f"{held:%d/%m/%Y}",
        code.value if code else "",
    )


def _check(content: str, today: date) -> Iterator[Finding]:
    reader = Ssda903Reader(today)
    for row in open_table(Upload("reviews.csv", content.encode()), COLUMNS).read_rows():
        yield from reader.read(row).findings
        if not row.cells["dob"]:
            yield Finding(row.number, "dob", NO_BIRTH_DATE, _NO_BIRTH_DATE)


def write_findings(returned: Returned) -> str:
    """Write what was found as CSV, a finding a row, with the reference of the meeting to put right."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(("row", "column", "rule", "review_ref", "child_ref", "team", "finding"))
    for finding in returned.findings:
        review = returned.find_review(finding)
        named = (guard_cell(review[name]) for name in ("review_ref", "child_ref", "team"))
        table.writerow((finding.row, finding.column, finding.check, *named, finding.text))
    return text.getvalue()
