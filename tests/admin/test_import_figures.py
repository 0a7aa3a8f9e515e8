"""`import figures`: what was published for earlier years stands beside ours once somebody approved it."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from admin.gathering.counted import read_gathered
from admin.gathering.units import DecideUnit
from admin.periods import find_council_year
from forms.folder import open_folder
from forms.records import AuditEntry, GatheredItem
from forms.settings import load_settings
from forms.store.statements import table_of

if TYPE_CHECKING:
    from admin.gathered import Gathered
    from tests.admin.conftest import Desk

HEADINGS = "measure,count,out_of,from,to,source\n"
GOOD = "participation,871,1278,01/04/2022,31/03/2023,annual report 2022/23\n"


def approve_and_count(desk: Desk, day: date) -> Gathered:
    """Approve all of it, and return what stands in the report of the year that a day is in."""

    async def count() -> Gathered:
        keys, store = await open_folder(load_settings())
        try:
            for row in await store.read(table_of(GatheredItem).select()):
                await store.write(DecideUnit(row["id"], "a manager", datetime.now(UTC), approves=True))
            return await read_gathered(store, keys, find_council_year(day))
        finally:
            await store.close()

    del desk
    return asyncio.run(count())


def test_figure_of_a_past_year_stands_beside_later_years_once_approved(desk: Desk) -> None:
    result = desk.run("import", "figures", desk.write("past.csv", HEADINGS + GOOD))
    assert (result.exit_code, "added: 1" in result.stdout) == (0, True), result.output
    [row] = desk.read(table_of(GatheredItem).select())
    assert row["approved_at"] is None
    found = approve_and_count(desk, date(2025, 6, 1))
    [figure] = found.past
    assert (figure.measure, figure.count, figure.out_of, found.elsewhere) == ("participation", 871, 1278, ())
    assert figure.source == "annual report 2022/23"
    then = approve_and_count(desk, date(2022, 6, 1))
    assert (then.past, [each.count for each in then.elsewhere]) == ((), [871])


def test_same_table_changes_nothing_and_a_corrected_one_updates(desk: Desk) -> None:
    for text, said in (
        (GOOD, "added: 1"),
        (GOOD, "unchanged: 1"),
        (GOOD.replace("871", "872"), "updated: 1"),
    ):
        assert said in desk.run("import", "figures", desk.write("past.csv", HEADINGS + text)).stdout
    [row] = desk.read(table_of(GatheredItem).select())
    assert (row["count"], row["edition"]) == (872, 2)
    noted = [row["action"] for row in desk.read(table_of(AuditEntry).select())]
    assert [noted.count(each) for each in ("gathered.add", "gathered.change")] == [1, 1]


def test_bad_rows_are_named_and_the_rest_is_kept(desk: Desk) -> None:
    bad = (
        "particpation,1,2,01/04/2022,31/03/2023,x\n"
        "attendance,3,2,01/04/2022,31/03/2023,x\n"
        "attendance,3,,,31/03/2023,x\n"
        "attendance,many,4,01/04/2022,31/03/2023,\n"
    )
    result = desk.run("import", "figures", desk.write("past.csv", HEADINGS + bad + GOOD))
    assert (result.exit_code, "refused: 4" in result.stdout) == (0, True)
    for place in (
        "row 2, column measure:",
        "row 3, column count:",
        "row 4, column from:",
        "row 5, column count:",
    ):
        assert place in result.stderr
    assert "row 5, column source:" in result.stderr
    assert desk.run("import", "figures", desk.write("past.csv", HEADINGS + bad)).exit_code == 1
    stopped = desk.run("import", "figures", desk.write("past.csv", HEADINGS + bad + GOOD), "--all-or-nothing")
    assert stopped.exit_code == 1


def test_dry_run_stores_nothing(desk: Desk) -> None:
    result = desk.run("import", "figures", desk.write("past.csv", HEADINGS + GOOD), "--dry-run")
    assert (result.exit_code, "added: 1" in result.stdout) == (0, True)
    assert desk.read(table_of(GatheredItem).select()) == []
