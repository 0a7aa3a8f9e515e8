from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admin.cells_out import guard_cell
from admin.report.excel.book import write_excel
from admin.report.excel.names import LONGEST, name_sheets
from admin.report.excel.ranges import Block, find_cells
from admin.report.model import Chart, Column, Drawn, Holds, Report, Row, Section, Series, Table, Text
from admin.report.stamped import name_properties
from admin.shown.model import Mark
from tests.examples import examples
from tests.report.specimen import BARS, LINES, SPECIMEN, STACKED, WORDS, YEAR

FILE = write_excel(SPECIMEN)


def open_book(report: Report = SPECIMEN) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_excel(report)))


def one_section(*blocks: Any) -> Report:
    return replace(SPECIMEN, sections=(Section("one", "One", blocks),))


def read_points(points: Any) -> list[float | str]:
    return [point.v for point in sorted(points, key=lambda point: point.idx)]


def test_there_is_a_sheet_for_each_table_between_what_this_is_and_what_it_means() -> None:
    names = open_book().sheetnames
    assert names[:3] == ["About", "Year on a page", "Many rows"]
    assert names[-3:] == ["In words", "Definitions", "Data dictionary"]


def test_numbers_are_numbers_marks_are_text_and_nothing_is_nothing() -> None:
    sheet = open_book()["Year on a page"]
    assert [cell.value for cell in sheet[3]] == ["Participation", 671, 716, 93.7, 91.2, 2.5]
    assert [cell.value for cell in sheet[4]][3:] == [43.9, None, None]
    assert [cell.value for cell in sheet[5]] == ["Attended silently", "c", "c", "c", "z", "z"]
    assert sheet["D3"].number_format == '0.0" %"'
    assert sheet["F3"].number_format == "+0.0;\u22120.0;0.0"


def test_the_titles_stay_and_the_page_is_a4_lying() -> None:
    sheet = open_book()["Year on a page"]
    assert sheet.freeze_panes == "B3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$2"


def test_no_cell_is_run() -> None:
    book = open_book(one_section(YEAR, Text("=2+5"), Text("@SUM(A1)")))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert "'=1+1" in book["Year on a page"]["A7"].value
    assert "'@SUM(A1)" in [cell.value for cell in book["In words"]["C"]]


def test_every_column_is_in_the_dictionary_and_every_definition_among_the_definitions() -> None:
    book = open_book()
    rows = list(book["Data dictionary"].iter_rows(min_row=3, max_col=2, values_only=True))
    for table in SPECIMEN.tables:
        assert {title for _, title in rows} >= {column.title for column in table.columns}
    [head, *told] = book["Definitions"].iter_rows(min_row=2, values_only=True)
    assert head == ("Measure", "What it counts", "Table")
    assert told[0] == ("Participation", YEAR.rows[0].footnote, "The year on a page")


def test_the_stamp_stands_in_the_properties() -> None:
    found = {each.name: each.value or "" for each in open_book().custom_doc_props.props}
    assert found == name_properties(SPECIMEN.stamp)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_excel(SPECIMEN) == FILE


PARTED = Table(
    "parted",
    "Parted",
    (WORDS, Column("2024-25", Holds.PERCENT), Column("2025-26", Holds.PERCENT)),
    tuple(Row((one.name, *one.values)) for one in STACKED.series),
)


def test_a_chart_is_drawn_from_the_cells_of_its_table() -> None:
    sheet = open_book(one_section(PARTED, STACKED))["Parted"]
    [chart] = sheet._charts
    assert [one.val.numRef.f for one in chart.series][:2] == ["Parted!$B$3:$C$3", "Parted!$B$4:$C$4"]
    assert chart.series[0].cat.strRef.f == "Parted!$B$2:$C$2"
    assert read_points(chart.series[0].val.numRef.numCache.pt) == [60, 67]


def test_what_is_hidden_is_no_point_and_the_mark_stands_in_the_words() -> None:
    table = Table(
        "told",
        "Told",
        (WORDS, Column("Children")),
        tuple(Row((name, value)) for name, value in zip(BARS.categories, BARS.series[0].values, strict=True)),
    )
    sheet = open_book(one_section(table, BARS))["Told"]
    [chart] = sheet._charts
    [one] = chart.series
    assert one.val.numRef.f == "Told!$E$3:$E$5"
    assert [point.idx for point in one.val.numRef.numCache.pt] == [0, 1]
    assert read_points(one.cat.strRef.strCache.pt) == ["Contact", "School", "Going home (c)"]
    assert [sheet["E5"].value, sheet["B5"].value] == [None, "c"]


def test_a_chart_from_no_table_stands_beside_its_own_numbers() -> None:
    book = open_book(one_section(LINES))
    assert "Over years" in book.sheetnames
    sheet = book["Over years"]
    assert [cell.value for cell in sheet[4]][:3] == ["2024-25", None, 41.5]
    assert len(sheet._charts) == 1


def test_charts_leave_gaps() -> None:
    with zipfile.ZipFile(io.BytesIO(FILE)) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if "charts/chart" in name]
        drawings = "".join(
            parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name
        )
    assert len(charts) == 4
    assert not any("dispBlanksAs" in chart for chart in charts), "only what is no gap is written there"
    assert BARS.alt in drawings


def test_a_chart_is_found_in_columns_and_in_rows() -> None:
    chart = Chart("a", "A", Drawn.BARS, Holds.COUNT, ("x", "y"), (Series("S", (1, None)),), "")
    columns = Table(
        "t",
        "T",
        (WORDS, Column("R"), Column("S")),
        (Row(("w", 1, 2)), Row(("x", 1, 1)), Row(("y", None, None))),
    )
    rows = Table("t", "T", (WORDS, Column("x"), Column("y")), (Row(("S", 1, None)),))
    found, lying = find_cells(chart, columns), find_cells(chart, rows)
    assert found is not None
    assert lying is not None
    assert (found.categories, found.series) == (Block(1, 0, 2, 0), (Block(1, 2, 2, 2),))
    assert (lying.categories, lying.series) == (Block(-1, 1, -1, 2), (Block(0, 1, 0, 2),))
    assert find_cells(replace(chart, holds=Holds.PERCENT), columns) is None
    assert find_cells(replace(chart, series=(Series("S", (1, 2)),)), columns) is None


@given(st.lists(st.text(st.characters(), max_size=50), max_size=30))
def test_names_of_sheets_are_taken_by_excel(wanted: list[str]) -> None:
    names = name_sheets(wanted)
    assert len(names) == len(wanted)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST
        assert not set(name) & set("[]:*?/\\'")
        assert name.casefold() != "history"


@settings(max_examples=examples(12), deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_no_words_break_the_workbook(words: str) -> None:
    table = Table(
        "t", words, (Column(words, Holds.WORDS), Column(words)), (Row((words, Mark.NONE), words),), (words,)
    )
    chart = replace(BARS, caption=words, alt=words, categories=(words, "b", "c"))
    report = replace(one_section(table, chart, Text(words)), title=words, council=words, subtitle=words)
    book = open_book(report)
    assert book["T"]["B3"].value == "z"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\uff1dx", " =1"])
def test_a_dangerous_cell_is_guarded(words: str) -> None:
    table = Table("t", "T", (WORDS, Column("N")), (Row((words, 1)),))
    assert open_book(one_section(table))["T"]["A3"].value == guard_cell(words)
