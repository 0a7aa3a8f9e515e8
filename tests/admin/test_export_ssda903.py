"""Table REVIEWS goes out as the return wants it, is checked before, and comes back unchanged."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from admin.imports.ssda903 import Ssda903Reader
from admin.periods import Period
from admin.returns.reviews_table import COLUMNS, make_reviews_table
from tests.admin.bring_in import bring_in
from tests.admin.test_import_fuzz import KINDS, tables, write_table
from tests.admin.test_preview import dump
from tests.examples import examples

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from forms.store import Store
    from tests.admin.conftest import Desk

TODAY = date(2026, 11, 20)
YEAR = ("--from", "2026-04-01", "--to", "2027-03-31")
OUR_LIST = """child_ref,date_of_birth,review_ref,due_on,held_on,participation_code,meeting_kind,stood_down
007,01/05/2010,R-1,,01/10/2026,pn1,,
007,01/05/2010,R-2,,01/10/2026,PN6,,
008,01/06/2023,R-3,,02/10/2026,PN1,,
009,01/01/2012,R-4,,03/10/2026,PN0,,
010,,R-5,,04/10/2026,PN6,,
011,01/01/2012,R-6,,05/10/2026,,,
012,01/01/2012,R-7,,05/10/2026,PN1,icpc,
013,01/01/2012,R-8,,05/10/2026,,,yes
014,01/01/2012,R-9,,31/03/2026,PN1,,
"""


def test_only_statutory_reviews_held_in_the_period_go_out(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("r.csv", OUR_LIST))
    done = desk.run("export", "ssda903", *YEAR, "--out", str(desk.folder / "out.csv"))
    assert done.exit_code == 0
    with (desk.folder / "out.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        list(COLUMNS),
        ["007", "01/05/2010", "01/10/2026", "PN1"],
        ["007", "01/05/2010", "01/10/2026", "PN6"],
        ["008", "01/06/2023", "02/10/2026", "PN1"],
        ["009", "01/01/2012", "03/10/2026", "PN0"],
        ["010", "", "04/10/2026", "PN6"],
        ["011", "01/01/2012", "05/10/2026", ""],
    ]


def test_it_is_checked_before_and_nothing_is_kept_out(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("r.csv", OUR_LIST))
    done = desk.run("export", "ssda903", *YEAR, "--report", str(desk.folder / "found.csv"))
    assert done.stdout.splitlines()[:6] == [
        "rows: 6",
        "167: 1",
        "440: 1",
        "441: 1",
        "duplicate: 1",
        "no date of birth: 1",
    ]
    starts = [line.split(":")[0] for line in done.stderr.splitlines()]
    assert starts == [
        "row 3, column review",
        "row 4, column review_code",
        "row 5, column review_code",
        "row 6, column dob",
        "row 7, column review_code",
    ]
    assert not any(ref in done.stderr for ref in ("007", "R-4"))
    with (desk.folder / "found.csv").open(newline="", encoding="utf-8-sig") as file:
        found = [(row["row"], row["rule"], row["review_ref"]) for row in csv.DictReader(file)]
    assert found == [
        ("3", "duplicate", "R-2"),
        ("4", "441", "R-3"),
        ("5", "440", "R-4"),
        ("6", "no date of birth", "R-5"),
        ("7", "167", "R-6"),
    ]


def test_a_written_table_is_on_record_and_a_check_is_not(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("r.csv", OUR_LIST))
    entries = text("SELECT action, about, reason FROM auditentry WHERE action = 'return.export'")
    desk.run("export", "ssda903", *YEAR)
    assert desk.read(entries) == []
    desk.run("export", "ssda903", *YEAR, "--out", str(desk.folder / "out.csv"))
    assert desk.read(entries) == [
        {"action": "return.export", "about": "ssda903 2026-04-01 2027-03-31", "reason": "6 rows"}
    ]


def test_an_empty_year_is_headings_alone(desk: Desk) -> None:
    done = desk.run("export", "ssda903", *YEAR, "--out", str(desk.folder / "out.csv"))
    assert (done.exit_code, done.stdout) == (0, "rows: 0\n")
    assert (desk.folder / "out.csv").read_bytes() == b"CHILD,DOB,REVIEW,REVIEW_CODE\r\n"


def test_days_the_wrong_way_round_are_wrong_usage(desk: Desk) -> None:
    assert desk.run("export", "ssda903", "--from", "2026-04-02", "--to", "2026-04-01").exit_code == 2


EVER = Period(date(1950, 1, 1), date(2150, 1, 1))


@settings(
    max_examples=examples(8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_what_went_out_comes_in_again_and_changes_nothing(
    store: Store, folder: Path, data: st.DataObject
) -> None:
    """On a database that fills up with what earlier examples left."""
    for name in data.draw(st.lists(st.sampled_from(["reviews", "ssda903"]), max_size=3)):
        kind = KINDS[name]
        await bring_in(store, write_table(folder / "f.csv", data.draw(tables(kind))), kind.make_reader(TODAY))
    before = await dump(store)
    returned = await make_reviews_table(store, EVER, TODAY)
    if returned.reviews:
        (folder / "out.csv").write_text(returned.content, encoding="utf-8", newline="")
        done = await bring_in(store, folder / "out.csv", Ssda903Reader(TODAY))
        assert (set(done.stored), done.refused) == ({"unchanged"}, 0)
    assert await dump(store) == before


def test_another_folder_that_takes_it_in_writes_the_same_file(
    desk: Desk, started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = OUR_LIST.replace("007,01/05/2010,R-2,,01/10/2026", "007,01/05/2010,R-2,,02/10/2026")
    desk.run("import", "reviews", desk.write("r.csv", once))
    first, second = desk.folder / "first.csv", desk.folder / "second.csv"
    desk.run("export", "ssda903", *YEAR, "--out", str(first))
    shutil.copytree(started, desk.folder / "other")
    monkeypatch.setenv("SAY_DATA_DIR", str(desk.folder / "other"))
    desk.run("import", "ssda903", str(first))
    desk.run("export", "ssda903", *YEAR, "--out", str(second))
    assert (first.read_bytes().count(b"\n"), second.read_bytes()) == (7, first.read_bytes())
