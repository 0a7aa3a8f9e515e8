"""The chapter in every format, and the bare figures beside it: one count, the same numbers in all six files.

From councils made up at random, as staff see them and as everybody may.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest

from admin.periods import find_council_year
from admin.report.formats import FORMATS, make_chapter
from admin.report.word import tables as word_tables
from admin.report.written import write_cell
from admin.shown.model import Mark
from admin.shown.published import show_published
from admin.shown.true import show_true
from tests.admin.made_summaries import YEAR, make_world
from tests.report.read_back import as_seen, find_faults, list_charts, read_excel, read_markdown, read_page
from tests.report.word.test_numbers import read_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.report.formats import Made
    from admin.shown.model import ShownSummary

TODAY = date(2026, 6, 1)
MADE_AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
BELOW = 6
CASES = [
    (seed, size, published) for seed, size in ((1, 40), (2, 300), (3, 1_200)) for published in (False, True)
]
"""A small council, a middling one, and one as large as the large demo."""
SHARES = ["Measure", "Count", "Of", "Share"]


@lru_cache(maxsize=len(CASES))
def make(seed: int, size: int, *, published: bool) -> Made:
    world = make_world(seed, size)
    summary = world.summarise(YEAR, other=find_council_year(date(2024, 6, 1)))
    shown = (
        show_published(summary, "Example Council", TODAY, BELOW)
        if published
        else show_true(summary, "Example Council", TODAY)
    )
    return make_chapter(shown, MADE_AT)


def write(made: Made, shape: str) -> bytes:
    return FORMATS[shape].write(made, None)


@pytest.mark.parametrize(("seed", "size", "published"), CASES)
def test_the_chapter_has_the_same_numbers_in_every_format(seed: int, size: int, *, published: bool) -> None:
    made = make(seed, size, published=published)
    report = made.report
    assert len(report.tables) > 10
    assert list_charts(report)
    no_charts = f"0 charts in place of {len(list_charts(report))}"
    assert find_faults(report, read_markdown(write(made, "md").decode()), exact=True) == [no_charts]
    assert find_faults(report, read_page(write(made, "html").decode(), report), exact=True) == []
    assert find_faults(report, read_excel(write(made, "xlsx"), report), exact=False) == []
    assert find_faults(report, read_word(write(made, "docx"), report), exact=True) == []


def list_said(made: Made) -> Iterator[tuple[str, list[str]]]:
    """Yield each measure of the chapter that is a share, with its count, its base and its percentage."""
    for table in read_markdown(write(made, "md").decode()).tables:
        if table.titles[:4] == SHARES:
            yield from ((row[0], row[1:4]) for row in table.rows)


def write_figure(figure: Any) -> str:
    return "z" if figure is None or figure == "" else str(as_seen(str(figure)))


def list_counted(shown: ShownSummary, found: dict[str, Any]) -> dict[str, list[str]]:
    """Name what JSON or CSV have of each measure as the chapter calls it."""
    names = ("count", "out_of", "percent")
    return {
        one.title: [write_figure(found[one.name][name]) for name in names]
        for one in shown.measures
        if one.name in found
    }


@pytest.mark.parametrize(("seed", "size", "published"), CASES)
def test_the_bare_figures_are_those_of_the_chapter(seed: int, size: int, *, published: bool) -> None:
    made = make(seed, size, published=published)
    in_json = json.loads(write(made, "json"))["measures"]
    rows = csv.DictReader(io.StringIO(write(made, "csv").decode("utf-8-sig")))
    in_csv = {row["name"]: row for row in rows if row["section"] == "measures"}
    said = list(list_said(made))
    assert len(said) > 20
    for figures in (list_counted(made.shown, in_json), list_counted(made.shown, in_csv)):
        differ = {
            name: (cells, figures[name])
            for name, cells in said
            if [write_figure(as_seen(cell)) for cell in cells] != figures[name]
        }
        assert differ == {}


@pytest.mark.parametrize(("seed", "size", "published"), CASES)
def test_participation_codes_are_the_same(seed: int, size: int, *, published: bool) -> None:
    made = make(seed, size, published=published)
    tables = read_markdown(write(made, "md").decode()).tables
    table = next(one for one in tables if one.caption == "Reviews by participation code")
    said = {row[0].partition(",")[0]: write_figure(as_seen(row[1])) for row in table.rows}
    counted = json.loads(write(made, "json"))["participation_codes"]
    rows = csv.DictReader(io.StringIO(write(made, "csv").decode("utf-8-sig")))
    listed = {
        row["key"]: write_figure(row["count"]) for row in rows if row["section"] == "participation_codes"
    }
    codes = [code for code in counted if code.startswith("PN")]
    assert len(codes) == 8
    assert {code: said[code] for code in codes} == {code: write_figure(counted[code]) for code in codes}
    assert {code: said[code] for code in codes} == {code: listed[code] for code in codes}


def test_word_that_shows_what_is_hidden_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(2, 300, published=True)

    def show(cell: Any, holds: Any) -> str:
        return "3" if cell is Mark.HIDDEN else write_cell(cell, holds)

    monkeypatch.setattr(word_tables, "write_cell", show)
    faults = find_faults(made.report, read_word(write(made, "docx"), made.report), exact=True)
    assert faults
    assert all("in place of 'c'" in fault for fault in faults)
