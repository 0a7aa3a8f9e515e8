"""The same import on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import text

from admin.imports.reviews import ReviewReader
from admin.imports.run import ROWS_TOGETHER
from admin.imports.ssda903 import Ssda903Reader
from tests.admin.bring_in import bring_in

if TYPE_CHECKING:
    from pathlib import Path

    from forms.store import Store

TODAY = date(2026, 11, 20)
ROWS = ROWS_TOGETHER + 20
MANY = 20_000
"""Rows whose reviews are looked up by 40,000 references, at least 7,000 more than one SELECT takes."""


def write_reviews(folder: Path, mode: str) -> Path:
    """Rows of 40 children and 5 IROs, so that batches share them."""
    rows = [
        f"C{number % 40},2010-01-01,I{number % 5},Name {number % 5},R{number},,01/10/2026,{mode},yes"
        for number in range(ROWS)
    ]
    path = folder / "reviews.csv"
    head = "child_ref,date_of_birth,iro_ref,iro_name,review_ref,due_on,held_on,mode,co_chaired"
    path.write_text("\n".join((head, *rows, "")), encoding="utf-8")
    return path


async def test_reviews_again_and_corrected(store: Store, folder: Path) -> None:
    stored = []
    for mode in ("hybrid", "hybrid", "virtual"):
        tally = await bring_in(store, write_reviews(folder, mode), ReviewReader(TODAY))
        stored.append(dict(tally.stored))
    assert stored == [{"added": ROWS}, {"unchanged": ROWS}, {"updated": ROWS}]
    counts = "SELECT (SELECT count(*) FROM review) AS reviews, (SELECT count(*) FROM child) AS children"
    assert dict((await store.read(text(counts)))[0]) == {"reviews": ROWS, "children": 40}


async def test_return_after_reviews_then_reviews_after_return(store: Store, folder: Path) -> None:
    returned = folder / "903.csv"
    head = "CHILD,DOB,REVIEW,REVIEW_CODE"
    rows = [f"C{number % 40},01/01/2010,01/10/2026,PN1" for number in range(ROWS)]
    returned.write_text("\n".join((head, *rows, "")), encoding="utf-8")
    first = await bring_in(store, returned, Ssda903Reader(TODAY), all_or_nothing=True)
    await bring_in(store, write_reviews(folder, "hybrid"), ReviewReader(TODAY))
    again = await bring_in(store, returned, Ssda903Reader(TODAY))
    assert (first.stored["added"], first.kept, first.checks["duplicate"]) == (40, 40, ROWS - 40)
    assert (again.stored["updated"], again.stored["unchanged"]) == (ROWS - 40, 40)
    found = await store.read(text("SELECT DISTINCT source, participation_code FROM review"))
    assert [dict(row) for row in found] == [{"source": "reviews", "participation_code": "PN1"}]


async def test_more_rows_than_one_select_takes_stand_together(store: Store, folder: Path) -> None:
    path = folder / "many.csv"
    rows = (f"C{number % 900},R{number},2026-10-01,2026-10-02" for number in range(MANY))
    path.write_text("\n".join(("child_ref,review_ref,due_on,held_on", *rows, "")), encoding="utf-8")
    tallies = [await bring_in(store, path, ReviewReader(TODAY), all_or_nothing=True) for _ in range(2)]
    assert [dict(tally.stored) for tally in tallies] == [{"added": MANY}, {"unchanged": MANY}]
