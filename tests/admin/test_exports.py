"""What goes out comes in again unchanged."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text, true
from sqlmodel import col

from admin.cells_out import guard_cell, unguard_cell
from admin.exports import REVIEW_COLUMNS, VISIT_COLUMNS, export_reviews, export_visits
from admin.imports.preview import preview
from admin.imports.review_columns import READERS
from admin.imports.reviews import ReviewReader
from admin.imports.table import Upload, open_table
from admin.imports.visits import READERS as VISIT_READERS
from admin.imports.visits import VisitReader
from forms.records import Review
from tests.admin.bring_in import bring_in
from tests.admin.test_import_fuzz import KINDS, tables, write_table
from tests.admin.test_preview import dump
from tests.examples import examples

if TYPE_CHECKING:
    from pathlib import Path

    from forms.store import Store

TODAY = date(2026, 11, 20)


HALF_READ = text(
    "SELECT review.review_ref AS ref FROM review JOIN sitting ON sitting.review_ref = review.review_ref"
    " WHERE review.held_on IS NULL AND review.stood_down IS NOT true"
    " GROUP BY review.review_ref HAVING count(*) = count(sitting.held_on)"
)
"""A row about a sitting was refused: the meeting is not over, and which row that was is not kept."""


async def check_round_trip(store: Store, folder: Path) -> None:
    before = await dump(store)
    half_read = [row["ref"] for row in await store.read(HALF_READ)]
    whole = col(Review.review_ref).not_in(half_read)
    for write, reader, which in (
        (export_reviews, ReviewReader, whole),
        (export_visits, VisitReader, true()),
    ):
        content = await write(store, which)
        if content.count("\n") < 2:
            continue
        table = open_table(Upload("f.csv", content.encode()), reader(TODAY).required)
        told = await preview(store, reader(TODAY), table)
        assert (told.changes, told.refused) == ((), ())
        (folder / "out.csv").write_text(content, encoding="utf-8", newline="")
        done = await bring_in(store, folder / "out.csv", reader(TODAY))
        assert set(done.stored) == {"unchanged"}
    assert await dump(store) == before


def test_every_column_that_is_read_goes_out() -> None:
    assert set(REVIEW_COLUMNS) == set(READERS)
    assert set(VISIT_COLUMNS) == set(VISIT_READERS)


@settings(
    max_examples=examples(8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_whatever_came_in_goes_out_and_comes_back(
    store: Store, folder: Path, data: st.DataObject
) -> None:
    """On a database that fills up with what earlier examples left."""
    for name in data.draw(st.lists(st.sampled_from(["reviews", "reviews", "ssda903", "visits"]), max_size=3)):
        kind = KINDS[name]
        path = write_table(folder / "f.csv", data.draw(tables(kind)))
        await bring_in(store, path, kind.make_reader(TODAY))
    await check_round_trip(store, folder)


async def test_what_a_spreadsheet_would_run_is_guarded_and_comes_back(store: Store, folder: Path) -> None:
    columns = "child_ref,review_ref,team,due_on,held_on\n"
    (folder / "f.csv").write_text(f"{columns}=1+1,@R,'-x,2026-12-01,\n", encoding="utf-8")
    await bring_in(store, folder / "f.csv", ReviewReader(TODAY))
    content = await export_reviews(store, true())
    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["child_ref"], row["review_ref"], row["team"]) == ("'=1+1", "'@R", "'-x")
    await check_round_trip(store, folder)


async def test_sittings_and_what_was_stood_down(store: Store, folder: Path) -> None:
    columns = "child_ref,review_ref,due_on,held_on,sitting,mode,stood_down,co_chaired\n"
    rows = "C,A,2026-11-01,2026-11-01,1,virtual,,no\nC,A,2026-11-01,,2,,,yes\nC,B,2026-11-02,,,,yes,\n"
    (folder / "f.csv").write_text(columns + rows, encoding="utf-8")
    await bring_in(store, folder / "f.csv", ReviewReader(TODAY))
    await check_round_trip(store, folder)
    (folder / "f.csv").write_text(
        "child_ref,review_ref,due_on,held_on,stood_down\nC,A,2026-11-01,,yes\n", encoding="utf-8"
    )
    await bring_in(store, folder / "f.csv", ReviewReader(TODAY))
    await check_round_trip(store, folder)


async def test_visits_alike_keep_their_order(store: Store, folder: Path) -> None:
    columns = "child_ref,iro_ref,visited_on,outcome,mode\n"
    rows = "".join(f"C,I,2026-11-10,failed,{mode}\n" for mode in ("phone", "video", "in_person"))
    (folder / "f.csv").write_text(columns + rows, encoding="utf-8")
    await bring_in(store, folder / "f.csv", VisitReader(TODAY))
    await check_round_trip(store, folder)
    modes = [row["mode"] for row in csv.DictReader(io.StringIO(await export_visits(store, true())))]
    assert modes == ["phone", "video", "in_person"]


@given(st.one_of(st.text(), st.text("'=+-@ \uff1d\uff07x", max_size=6)))
def test_a_guard_comes_off_as_it_went_on(cell: str) -> None:
    assert unguard_cell(guard_cell(cell)) == cell
