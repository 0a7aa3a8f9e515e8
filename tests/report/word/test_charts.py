"""The charts in a Word file: what they draw, and what stands in the workbook of each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from admin.report.model import Drawn, Holds
from admin.report.word.write import write_word
from admin.shown.model import Mark
from tests.report.specimen import BARS, COLUMNS, LINES, SPECIMEN, STACKED
from tests.report.word.printed import BODY, with_blocks
from tests.report.word.reading import (
    C,
    find_faults,
    read_cache,
    read_charts,
    read_text,
    read_workbooks,
    read_xml,
)


@pytest.fixture(scope="module")
def file() -> bytes:
    return write_word(SPECIMEN)


def test_charts_draw_what_is_shown_and_gaps_for_the_rest(file: bytes) -> None:
    for chart, drawn in zip((LINES, STACKED, BARS, COLUMNS), read_charts(file), strict=True):
        assert [name for name, _ in read_cache(drawn)] == [series.name for series in chart.series]
        assert [values for _, values in read_cache(drawn)] == [
            {place: value for place, value in enumerate(series.values) if isinstance(value, int | float)}
            for series in chart.series
        ]
        assert drawn.find(f".//{C}dispBlanksAs").get("val") == "gap"
        cats = drawn.findall(f".//{C}ser/{C}cat")
        assert all([v.text for v in cat.iter(f"{C}v")] == list(chart.categories) for cat in cats)


def test_the_workbook_in_a_chart_holds_what_is_drawn(file: bytes) -> None:
    for chart, rows in zip((LINES, STACKED, BARS, COLUMNS), read_workbooks(file), strict=True):
        assert rows[0] == (None, *(series.name for series in chart.series))
        for place, category in enumerate(chart.categories):
            shown = (series.values[place] for series in chart.series)
            assert rows[place + 1] == (
                category,
                *(None if isinstance(each, Mark) else each for each in shown),
            )


def test_each_kind_of_chart_is_its_kind(file: bytes) -> None:
    lines, stacked, bars, columns = read_charts(file)
    assert lines.find(f".//{C}lineChart") is not None
    assert [each.find(f".//{C}barDir").get("val") for each in (stacked, bars, columns)] == [
        "bar",
        "bar",
        "col",
    ]
    assert stacked.find(f".//{C}grouping").get("val") == "percentStacked"
    assert [each.find(f".//{C}legend") is not None for each in (lines, stacked, bars, columns)] == [
        True, True, False, False]  # fmt: skip
    assert all(each.find(f".//{C}autoTitleDeleted").get("val") == "1" for each in (lines, bars))


def test_a_stack_with_a_gap_is_not_stretched_over_it() -> None:
    series = (replace(STACKED.series[0], values=(Mark.HIDDEN, 67)), *STACKED.series[1:])
    (chart,) = read_charts(write_word(with_blocks(replace(STACKED, series=series))))
    assert chart.find(f".//{C}grouping").get("val") == "stacked"
    assert chart.find(f".//{C}valAx//{C}max").get("val") == "100"


def test_charts_are_told_to_those_who_cannot_see_them(file: bytes) -> None:
    told = [each.get("descr") for each in read_xml(file, BODY).iter("{*}docPr")]
    assert told == [LINES.alt, STACKED.alt, BARS.alt, COLUMNS.alt]


def test_more_categories_make_a_taller_chart() -> None:
    def height(many: int) -> int:
        names = tuple(f"Answer {number}" for number in range(many))
        chart = replace(BARS, categories=names, series=(replace(BARS.series[0], values=(7,) * many),))
        (extent,) = read_xml(write_word(with_blocks(chart)), BODY).iter("{*}extent")
        return int(extent.get("cy"))

    assert height(3) < height(9) < height(20)
    assert height(500) <= 20 * 360_000


def test_every_name_beside_bars_has_room_and_none_is_left_out() -> None:
    """Bars stand at equal distances, so two long names set them all; LibreOffice drops names unless level."""
    long = "Have people done what they said they would do?"
    names = (long, long, *("Short" for _ in range(10)))
    chart = replace(BARS, categories=names, series=(replace(BARS.series[0], values=(7,) * 12),))
    file = write_word(with_blocks(chart))
    (extent,) = read_xml(file, BODY).iter("{*}extent")
    assert int(extent.get("cy")) >= 12 * 2 * 0.42 * 360_000
    (drawn,) = read_charts(file)
    assert drawn.find(f".//{C}catAx/{C}txPr/{{*}}bodyPr").get("rot") == "0"


@pytest.mark.parametrize("chart", [replace(BARS, categories=(), series=()), replace(BARS, series=())])
def test_a_chart_of_nothing_says_so(chart: object) -> None:
    file = write_word(with_blocks(chart))
    assert "There is nothing to draw." in read_text(read_xml(file, BODY))
    assert read_charts(file) == []
    assert find_faults(file) == []


def test_formats_are_as_fine_as_the_numbers() -> None:
    def codes(holds: Holds, *values: float) -> set[str]:
        series = (replace(COLUMNS.series[0], values=values),)
        chart = replace(COLUMNS, holds=holds, drawn=Drawn.COLUMNS, categories=("a", "b"), series=series)
        (drawn,) = read_charts(write_word(with_blocks(chart)))
        return {each.text for each in drawn.iter(f"{C}formatCode")}

    assert codes(Holds.PERCENT, 40, 41) == {'0" %"'}
    assert codes(Holds.PERCENT, 40.0, 41.5) == {'0.0" %"'}
    assert codes(Holds.COUNT, 1200, 3) == {"#,##0"}
    assert codes(Holds.POINTS, -2.5, 3.0) == {"+0.0;\N{MINUS SIGN}0.0;0.0"}
