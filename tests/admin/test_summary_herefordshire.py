"""Herefordshire 2022/23, as published, through a file of its 1,278 reviews (domain.md section 4)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

COUNTS = {"PN1": 273, "PN2": 41, "PN6": 357, "PN0": 156, "PN7": 45, "": 406}
"""314 attended, of whom 41 through an advocate; 357 sent views; 156 under 4; 45 nothing; 406 uncoded."""


def make_file() -> str:
    codes = [code for code, count in COUNTS.items() for _ in range(count)]
    born = {"PN0": "2020-01-01"}
    rows = [
        f"C{number // 3},{born.get(code, '2010-01-01')},R{number},2022-06-30,{1 + number % 28}/06/2022,{code}"
        for number, code in enumerate(codes)
    ]
    return "\n".join(("child_ref,date_of_birth,review_ref,due_on,held_on,participation_code", *rows, ""))


def test_summary_of_herefordshire(desk: Desk) -> None:
    imported = desk.run("import", "reviews", desk.write("h.csv", make_file()))
    assert (imported.exit_code, "added: 1278" in imported.stdout) == (0, True)
    printed = desk.run("summary", "--from", "2022-04-01", "--to", "2023-03-31").stdout
    summary = json.loads(printed)
    named = ("count", "out_of", "percent", "low", "high")
    found = {name: tuple(measure[key] for key in named) for name, measure in summary["measures"].items()}
    assert {name: found[name] for name in ("code_coverage", "participation", "attendance", "views_sent")} == {
        "code_coverage": (872, 1278, 68.2, None, None),
        "participation": (671, 716, 93.7, 59.8, 96.0),
        "attendance": (314, 716, 43.9, 28.0, 64.2),
        "views_sent": (357, 716, 49.9, 31.8, 68.0),
    }
    assert (found["advocate"][0], found["not_reached"][0]) == (41, 45)
    assert summary["participation_codes"] == {
        "PN0": 156,
        "PN1": 273,
        "PN2": 41,
        "PN3": 0,
        "PN4": 0,
        "PN5": 0,
        "PN6": 357,
        "PN7": 45,
    }


def test_summary_by_the_published_definition(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("h.csv", make_file()))
    days = ("--from", "01/04/2022", "--to", "31/03/2023")
    printed = desk.run("summary", *days, "--definition", "all_reviews").stdout
    attendance = json.loads(printed)["measures"]["attendance"]
    assert (attendance["count"], attendance["out_of"], attendance["percent"]) == (314, 1278, 24.6)


def test_published_figures_and_the_standard_ones_stand_side_by_side(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("h.csv", make_file()))
    days = ("--from", "01/04/2022", "--to", "31/03/2023")
    printed = json.loads(desk.run("summary", *days, "--definition", "all_reviews", "--published").stdout)
    names = ("code_coverage", "attendance", "views_sent", "not_reached")
    by_all = [printed["measures"][name] for name in names]
    assert [one["percent"] for one in by_all] == [68, 25, 28, 4]
    assert [one["out_of"] for one in by_all] == [1278] * 4
    standard = printed["default_measures"]["participation"]
    assert [standard[key] for key in ("count", "out_of", "percent", "low", "high")] == [671, 716, 94, 60, 96]
    assert printed["default_measures"]["attendance"]["percent"] == 44
    assert printed["participation_codes"] == {
        code: COUNTS.get(code, 0) for code in printed["participation_codes"]
    }
    assert "c" not in printed["participation_codes"].values()
