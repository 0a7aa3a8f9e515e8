"""The summary as a table: every number of the JSON stands in it once, and no cell can be run."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from forms.records import Placement

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

NOW = ("--from", "2026-10-01", "--to", "2026-10-31")
BEFORE = ("--compare-from", "2025-10-01", "--compare-to", "2025-10-31")
SHARE = ("count", "out_of", "percent", "low", "high")

REVIEWS = """child_ref,date_of_birth,review_ref,due_on,held_on,participation_code,mode,reason_not_attending
1,2010-01-01,A,2026-10-05,2026-10-05,PN1,virtual,
2,2010-01-01,B,2026-10-05,2026-10-09,PN7,,did_not_wish
3,2010-01-01,C,2026-10-05,2026-10-09,,,
1,2010-01-01,D,2025-10-05,2025-10-05,PN1,,
2,2010-01-01,E,2025-10-05,2025-10-05,PN0,,
"""


@pytest.fixture
def council(desk: Desk) -> Desk:
    assert desk.run("import", "reviews", desk.write("r.csv", REVIEWS)).exit_code == 0
    return desk


def read_table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_cell(value: object) -> str:
    return "" if value is None else str(value)


def test_table_has_every_measure_with_its_base(council: Desk) -> None:
    printed = json.loads(council.run("summary", *NOW).stdout)
    rows = read_table(council.run("summary", *NOW, "--format", "csv").stdout)
    assert list(rows[0])[:9] == ["section", "name", "key", *SHARE, "definition"]
    measures = {row["name"]: row for row in rows if row["section"] == "measures"}
    assert list(measures) == list(printed["measures"])
    for name, measure in printed["measures"].items():
        assert [measures[name][key] for key in (*SHARE, "definition")] == [
            as_cell(measure[key]) for key in (*SHARE, "definition")
        ]
    codes = {row["key"]: row["count"] for row in rows if row["section"] == "participation_codes"}
    assert codes == {code: str(count) for code, count in printed["participation_codes"].items()}
    assert {(row["period_from"], row["period_to"], row["counted_by"]) for row in rows} == {
        ("2026-10-01", "2026-10-31", "eligible")
    }


def test_table_has_every_form_and_question(council: Desk) -> None:
    printed = json.loads(council.run("summary", *NOW).stdout)
    rows = read_table(council.run("summary", *NOW, "--format", "csv").stdout)
    found = {(row["section"], row["name"], row["key"]): row["count"] for row in rows}
    assert len(found) == len(rows)
    for form in printed["forms"]:
        assert found["forms", form["form"], "submitted"] == str(form["submitted"])
        for question in form["questions"]:
            name = f"{form['form']}.{question['key']}"
            assert found["questions", name, "answered"] == str(question["answered"])
            for option, count in question["counts"].items():
                assert found["answers", name, option] == str(count)


def test_two_periods_stand_side_by_side_in_every_format(council: Desk) -> None:
    command = ("summary", *NOW, *BEFORE, "--definition", "all_reviews")
    printed = json.loads(council.run(*command).stdout)
    assert printed["compare"]["period"] == {"from": "2025-10-01", "to": "2025-10-31"}
    rows = read_table(council.run(*command, "--format", "csv").stdout)
    measures = {row["name"]: row for row in rows if row["section"] == "measures"}
    for name, row in measures.items():
        for before, found in (
            ("", printed["measures"]),
            ("default_", printed["default_measures"]),
            ("compare_", printed["compare"]["measures"]),
            ("compare_default_", printed["compare"]["default_measures"]),
        ):
            assert [row[before + key] for key in SHARE] == [as_cell(found[name][key]) for key in SHARE]
    participation = measures["participation"]
    assert (participation["percent"], participation["compare_percent"]) == ("33.3", "50.0")
    assert (participation["points"], participation["direction"]) == ("16.7", "down")
    page = council.run(*command, "--format", "md").stdout
    lines = {line.replace("[^9]", "") for line in page.splitlines() if line.startswith("| Participation")}
    assert lines == {
        "| Participation | 1 | 3 | 33.3 % | 50.0 % | \u221216.7 |",
        "| Participation | 1 | 2 | 50.0 % |",
        "| Participation | 50.0 % | 33.3 % |",
    }


def test_no_difference_where_a_base_is_empty(council: Desk) -> None:
    command = ("summary", *NOW, *BEFORE)
    printed = json.loads(council.run(*command).stdout)
    assert printed["measures"]["reviews_virtual"]["percent"] == 100.0
    assert printed["compare"]["measures"]["reviews_virtual"]["percent"] is None
    assert printed["compare"]["points"]["reviews_virtual"] is None
    rows = read_table(council.run(*command, "--format", "csv").stdout)
    [row] = [row for row in rows if (row["section"], row["name"]) == ("measures", "reviews_virtual")]
    assert (row["points"], row["direction"], row["compare_out_of"]) == ("", "", "0")
    page = council.run(*command, "--format", "md").stdout
    assert re.search(r"^\| Reviews by video or phone\S* \| 1 \| 1 \| 100.0 % \|  \|  \|$", page, re.MULTILINE)


@pytest.mark.parametrize(
    "days",
    [
        ("--compare-from", "2025-10-01"),
        ("--compare-to", "2025-10-01"),
        ("--compare-from", "2025-10-02", "--compare-to", "2025-10-01"),
    ],
)
def test_half_a_period_to_compare_with_is_wrong_usage(council: Desk, days: tuple[str, ...]) -> None:
    assert council.run("summary", *NOW, *days).exit_code == 2


def test_no_cell_can_be_run(council: Desk) -> None:
    made_at = datetime(2026, 9, 1, tzinfo=UTC)
    titles = ("=1+1", "  @SUM(A1)", "\t-2", "\N{FULLWIDTH EQUALS SIGN}1", "a\x00\x1b b\r\nc")
    for number, title in enumerate(titles):
        council.change(insert(Placement), name=f"+{number}", title=title, created_at=made_at)
    text = council.run("summary", *NOW, *BEFORE, "--format", "csv").stdout
    rows = read_table(text)
    assert [row["definition"] for row in rows if row["key"] == "scans"] == [
        "'=1+1",
        "'@SUM(A1)",
        "'-2",
        "'\N{FULLWIDTH EQUALS SIGN}1",
        "a b c",
    ]
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r") - {""}] == []


def test_file_begins_with_a_mark_for_spreadsheets_and_the_screen_does_not(council: Desk) -> None:
    out = council.folder / "figures.csv"
    result = council.run("summary", *NOW, "--format", "csv", "--out", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    shown = council.run("summary", *NOW, "--format", "csv").stdout_bytes
    assert out.read_bytes() == b"\xef\xbb\xbf" + shown


def test_file_that_cannot_be_written_leaves_the_old_one(council: Desk) -> None:
    folder = council.folder / "closed"
    folder.mkdir()
    out = folder / "figures.csv"
    out.write_text("old")
    (folder / "figures.csv.new").mkdir()  # in the way of the file that would become the new one
    result = council.run("summary", *NOW, "--format", "csv", "--out", str(out))
    assert (result.exit_code, out.read_text()) == (1, "old")
