"""An import is looked at first: what the preview tells is what is done then, and it writes nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from admin.imports.preview import Cell, Change, preview, read_preview, write_preview
from admin.imports.reviews import ReviewReader
from admin.imports.ssda903 import Ssda903Reader
from admin.imports.table import FileRefusedError, Upload, open_table
from admin.imports.visits import VisitReader
from tests.admin.bring_in import bring_in
from tests.admin.test_import_fuzz import KINDS, tables, write_table
from tests.examples import examples

if TYPE_CHECKING:
    from pathlib import Path

    from admin.imports.preview import Preview
    from forms.store import Store

TODAY = date(2026, 11, 20)
HEADINGS = "child_ref,date_of_birth,iro_ref,iro_name,review_ref,due_on,held_on,co_chaired\n"
FEW = settings(
    max_examples=examples(8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TABLES = ("review", "child", "iro", "visit", "sitting", "reviewmove")


async def dump(store: Store) -> dict[str, list[Any]]:
    """Everything that an import may touch."""
    return {
        table: sorted(str(tuple(row.values())) for row in await store.read(text(f"SELECT * FROM {table}")))
        for table in TABLES
    }


async def look(store: Store, content: str, reader: Any) -> Preview:
    return await preview(store, reader, open_table(Upload("f.csv", content.encode()), reader.required))


async def bring(store: Store, folder: Path, content: str, reader: Any) -> None:
    (folder / "f.csv").write_text(content, encoding="utf-8")
    await bring_in(store, folder / "f.csv", reader)


async def test_new_changed_and_unchanged(store: Store, folder: Path) -> None:
    before = HEADINGS + "C1,2012-01-01,I1,Sam,R1,2026-12-01,,\nC2,,I1,Sam,R2,2026-12-02,,yes\n"
    await bring(store, folder, before, ReviewReader(TODAY))
    after = HEADINGS + (
        "C1,2012-01-01,I1,Sam,R1,2026-12-08,,\nC2,,I1,Sam,R2,2026-12-02,,yes\n"
        "C3,2010-05-05,I2,Alex,R3,2026-12-03,,\nC4,soon,,,R4,,,\n"
    )
    told = await look(store, after, ReviewReader(TODAY))
    assert told.changes == (
        Change("review", "R1", "changed", (Cell("due_on", "01/12/2026", "08/12/2026"),)),
        Change(
            "review",
            "R3",
            "new",
            (
                Cell("child_ref", "", "C3"),
                Cell("iro_ref", "", "I2"),
                Cell("meeting_kind", "", "cla_review"),
                Cell("due_on", "", "03/12/2026"),
            ),
        ),
        Change("child", "C3", "new", (Cell("child_ref", "", "C3"), Cell("date_of_birth", "", "05/05/2010"))),
        Change("IRO", "I2", "new", (Cell("iro_ref", "", "I2"), Cell("name", "", "Alex"))),
    )
    numbers = ("rows", "added", "updated", "unchanged", "refused")
    assert [told.counts[name] for name in numbers] == [4, 1, 1, 1, 1]
    assert [str(finding) for finding in told.refused] == [
        "row 5, column date_of_birth: found 'soon'; expected a date as 2026-01-31 or 31/01/2026"
    ]


async def test_a_review_that_gives_way_and_one_that_meets_again(store: Store, folder: Path) -> None:
    returned = "CHILD,DOB,REVIEW,REVIEW_CODE\nC,01/01/2010,10/11/2026,PN1\n"
    await bring(store, folder, returned, Ssda903Reader(TODAY))
    told = await look(store, "child_ref,review_ref,due_on,held_on\nC,R,,2026-11-10\n", ReviewReader(TODAY))
    assert [(change.name, change.what) for change in told.changes] == [
        ("903:C:2026-11-10", "gone"),
        ("R", "new"),
    ]


async def test_sittings_are_told_by_number(store: Store, folder: Path) -> None:
    columns = "child_ref,review_ref,due_on,held_on,sitting\n"
    await bring(store, folder, columns + "C,R,,2026-11-10,1\nC,R,,,2\n", ReviewReader(TODAY))
    told = await look(store, columns + "C,R,,2026-11-10,1\nC,R,,2026-11-17,2\n", ReviewReader(TODAY))
    (change,) = told.changes
    assert Cell("sitting 2", "", "17/11/2026") in change.cells
    assert Cell("held_on", "blank", "17/11/2026") in change.cells


async def test_a_visit_is_named_by_child_day_and_outcome(store: Store) -> None:
    content = "child_ref,iro_ref,visited_on,outcome,mode\nC,I,2026-11-10,done,phone\n"
    told = await look(store, content, VisitReader(TODAY))
    assert [change.name for change in told.changes] == ["C, 10/11/2026, done", "C", "I"]


async def test_a_file_that_cannot_be_used_is_refused_whole() -> None:
    with pytest.raises(FileRefusedError, match="UTF-16"):
        open_table(Upload("f.csv", "child_ref".encode("utf-16")), ())


@pytest.mark.parametrize("name", KINDS)
@FEW
@given(data=st.data())
async def test_what_is_told_is_what_is_done(
    store: Store, folder: Path, name: str, data: st.DataObject
) -> None:
    """On a database that fills up with what earlier examples left."""
    kind = KINDS[name]
    path = write_table(folder / "f.csv", data.draw(tables(kind)))
    before = await dump(store)
    reader = kind.make_reader(TODAY)
    told = await preview(store, reader, open_table(path, reader.required))
    assert await dump(store) == before
    assert read_preview(write_preview(told)) == told
    done = await bring_in(store, path, kind.make_reader(TODAY))
    stored = {outcome: told.counts[outcome] for outcome in done.stored}
    assert stored == dict(done.stored)
    changed = {change.kind for change in told.changes}
    after = await dump(store)
    for table, said in (("review", "review"), ("visit", "visit"), ("child", "child"), ("iro", "IRO")):
        assert (after[table] == before[table]) or said in changed
    again = await preview(store, kind.make_reader(TODAY), open_table(path, reader.required))
    assert {change for change in again.changes if change.what != "changed"} == set()
