"""The Word file, its charts and the workbooks in them have the numbers of the report, and no others."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from admin.report.word.write import write_word
from tests.report.made_up import make_report
from tests.report.read_back import ReadChart, ReadReport, ReadTable, find_faults, flatten, list_charts
from tests.report.specimen import SPECIMEN
from tests.report.word.reading import C, W, read_charts, read_text, read_workbooks, read_xml

if TYPE_CHECKING:
    from lxml import etree

    from admin.report.model import Report

CAPTION = re.compile(r"(Table|Figure) \d+(?:: )?(.*)", re.DOTALL)


def read_word(file: bytes, report: Report) -> ReadReport:
    """Read every table under its caption, and every chart's own numbers."""
    captions: dict[str, list[str]] = {"Table": [], "Figure": []}
    read = ReadReport()
    for each in read_xml(file, "word/document.xml").find(f"{W}body"):
        if is_caption(each) and (found := CAPTION.fullmatch(flatten(read_text(each)))):
            captions[found[1]].append(found[2])
        elif each.tag == f"{W}tbl":
            titles, *rows = [[read_cell(cell) for cell in row.iter(f"{W}tc")] for row in each.iter(f"{W}tr")]
            if len(captions["Table"]) > len(read.tables):
                read.tables.append(ReadTable(captions["Table"][-1], titles, rows))
    drawn = zip(captions["Figure"], list_charts(report), read_charts(file), strict=True)
    read.charts = [
        ReadChart(caption, [read_points(series, len(chart.categories)) for series in part.iter(f"{C}ser")])
        for caption, chart, part in drawn
    ]
    return read


def is_caption(element: etree._Element) -> bool:
    style = element.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(f"{W}val") == "Caption"


def read_cell(cell: etree._Element) -> str:
    """What stands in a cell but the numbers of footnotes."""
    raised = [
        run
        for run in cell.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle[@{W}val='FootnoteReference']") is not None
    ]
    for run in raised:
        run.getparent().remove(run)
    return flatten(read_text(cell))


def read_points(series: etree._Element, many: int) -> list[Decimal | None]:
    points = {
        int(each.get("idx")): Decimal(each.findtext(f"{C}v")) for each in series.findall(f"{C}val//{C}pt")
    }
    return [points.get(place) for place in range(many)]


def check(report: Report) -> None:
    file = write_word(report)
    assert find_faults(report, read_word(file, report), exact=True) == []
    for chart, rows in zip(list_charts(report), read_workbooks(file), strict=True):
        held = [[None if cell is None else Decimal(str(cell)) for cell in row[1:]] for row in rows[1:]]
        drawn = [
            [Decimal(str(value)) if isinstance(value, int | float) else None for value in row]
            for row in zip(*(series.values for series in chart.series), strict=True)
        ]
        assert held == drawn


def test_the_specimen_has_the_same_numbers() -> None:
    check(SPECIMEN)


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_a_report_made_up_at_random_has_the_same_numbers(seed: int, *, published: bool) -> None:
    check(make_report(seed, published=published))
