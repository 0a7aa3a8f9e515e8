"""The same numbers in every format: each file is read back and held against the report, cell by cell."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from admin.report import as_markdown as markdown
from admin.report import written
from admin.report.as_markdown import as_markdown
from admin.report.excel import sheets
from admin.report.excel.book import write_excel
from admin.report.page import _load_templates, write_page
from admin.report.svg import lines, lying, parts
from admin.shown.model import Mark
from tests.report.made_up import make_report
from tests.report.read_back import find_faults, list_charts, read_excel, read_markdown, read_page
from tests.report.specimen import SPECIMEN

if TYPE_CHECKING:
    from admin.report.model import Holds, Report
    from admin.shown.model import Number


def list_faults(report: Report) -> dict[str, list[str]]:
    """Write a report in every format and read it back."""
    in_markdown = read_markdown(as_markdown(report))
    page = read_page(write_page(report).decode(), report)
    book = read_excel(write_excel(report), report)
    no_charts = [f"0 charts in place of {len(list_charts(report))}"] if list_charts(report) else []
    found = find_faults(report, in_markdown, exact=True)
    return {
        "markdown": [] if found == no_charts else [fault for fault in found if fault not in no_charts],
        "page": find_faults(report, page, exact=True),
        "excel": find_faults(report, book, exact=False),
    }


NO_FAULTS: dict[str, list[str]] = {"markdown": [], "page": [], "excel": []}


def test_the_specimen_has_the_same_numbers_everywhere() -> None:
    assert list_faults(SPECIMEN) == NO_FAULTS


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_a_report_made_up_at_random_has_the_same_numbers_everywhere(seed: int, *, published: bool) -> None:
    assert list_faults(make_report(seed, published=published)) == NO_FAULTS


def round_off(number: Number, holds: Holds) -> str:
    """Print as a format must not: rounded anew."""
    if isinstance(number, Mark):
        return number.value
    return written.write_number(round(number), holds)


def show_hidden(number: Number, holds: Holds) -> str:
    """Print as a format must not: a number where it is hidden."""
    return "3" if number is Mark.HIDDEN else written.write_number(number, holds)


def in_cells(write: object) -> object:
    return lambda cell, holds: (
        write(cell, holds)  # type: ignore[operator]  # one of the two above
        if isinstance(cell, int | float | Mark)
        else written.write_cell(cell, holds)
    )


@pytest.mark.parametrize("broken", [round_off, show_hidden])
def test_a_format_that_prints_otherwise_is_found(monkeypatch: pytest.MonkeyPatch, broken: object) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(markdown, "write_cell", in_cells(broken))
        assert list_faults(SPECIMEN)["markdown"]
    with monkeypatch.context() as patch:
        patch.setitem(_load_templates().filters, "cell", in_cells(broken))
        assert list_faults(SPECIMEN)["page"]
    with monkeypatch.context() as patch:
        patch.setattr(sheets, "write_cell", in_cells(broken))
        assert bool(list_faults(SPECIMEN)["excel"]) == (broken is show_hidden)
    assert list_faults(SPECIMEN) == NO_FAULTS


def test_a_chart_that_draws_otherwise_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(parts, "write_number", round_off)
        assert any(fault.startswith("over_years") for fault in list_faults(SPECIMEN)["page"])
    for drawer, key in ((lines, "over_years"), (lying, "wanted_to_discuss")):
        with monkeypatch.context() as patch:
            patch.setattr(drawer, "write_number", round_off if drawer is lines else show_hidden)
            assert any(fault.startswith(key) for fault in list_faults(SPECIMEN)["page"])


def test_numbers_are_read_as_they_are_printed() -> None:
    page = read_page(write_page(SPECIMEN).decode(), SPECIMEN)
    over_years = next(chart for chart in page.charts if chart.caption == "Participation over three years")
    assert over_years.series == [
        [Decimal("80.2"), None, Decimal("93.7")],
        [Decimal("40.0"), Decimal("41.5"), Decimal("43.9")],
    ]
