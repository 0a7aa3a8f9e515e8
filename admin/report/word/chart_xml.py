"""A chart as Word draws it (DrawingML, ECMA-376 part 1, 21.2). Pure.

The order of elements is the schema's. What is not shown is in no element: a gap.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from admin.report.model import Drawn, Holds
from admin.report.word.chart_axes import CATEGORIES, FULL, VALUES, write_axes
from admin.report.word.chart_series import read_paints, write_series
from admin.report.word.chart_words import write_letters
from admin.report.word.workbook import list_drawn
from admin.report.word.xml import NOTHING, Xml, a, as_part, c, join, root

if TYPE_CHECKING:
    from admin.report.model import Chart

WORKBOOK = "rId1"
"""What the chart calls its workbook: the one thing that it is related to."""
GAP = {Drawn.BARS: 45, Drawn.COLUMNS: 60, Drawn.STACKED: 40}
"""The room between bars, in per cent of a bar."""
MOST_DECIMALS = 6


def write_chart(chart: Chart, number_format: str, accents: tuple[str, ...]) -> bytes:
    """Write the part of a chart."""
    drawn = c(
        "chart",
        c("autoTitleDeleted", val=1),
        c(
            "plotArea",
            c("layout"),
            _write_plot(chart, number_format, accents),
            write_axes(chart, _group(chart)),
        ),
        _write_legend() if len(chart.series) > 1 else NOTHING,
        c("plotVisOnly", val=1),
        c("dispBlanksAs", val="gap"),
    )
    return as_part(
        root(
            "c:chartSpace",
            c("date1904", val=0),
            c("lang", val="en-GB"),
            c("roundedCorners", val=0),
            drawn,
            c("spPr", a("noFill"), a("ln", a("noFill"))),
            write_letters("tx1"),
            c("externalData", c("autoUpdate", val=0), r_id=WORKBOOK),
        )
    )


def find_format(chart: Chart) -> str:
    """Return how its numbers are written, in the signs of a spreadsheet: as exactly as the finest of them."""
    values = [
        value for series in chart.series for _, value in list_drawn(series.values, len(chart.categories))
    ]
    decimals = max((_count_decimals(value) for value in values), default=0)
    digits = "0" + ("." + "0" * decimals if decimals else "")
    match chart.holds:
        case Holds.PERCENT:
            return f'{digits}" %"'
        case Holds.POINTS:
            return f"+{digits};\N{MINUS SIGN}{digits};{digits}"
        case _:
            return f"#,##{digits}"


def _write_plot(chart: Chart, number_format: str, accents: tuple[str, ...]) -> Xml:
    series = write_series(chart, number_format, read_paints(chart, accents))
    axes = join(c("axId", val=CATEGORIES), c("axId", val=VALUES))
    if chart.drawn is Drawn.LINES:
        return c(
            "lineChart",
            c("grouping", val="standard"),
            c("varyColors", val=0),
            series,
            c("marker", val=1),
            axes,
        )
    stacked = chart.drawn is Drawn.STACKED
    return c(
        "barChart",
        c("barDir", val="col" if chart.drawn is Drawn.COLUMNS else "bar"),
        c("grouping", val=_group(chart)),
        c("varyColors", val=0),
        series,
        c("gapWidth", val=GAP[chart.drawn]),
        c("overlap", val=100 if stacked else 0),
        axes,
    )


def _group(chart: Chart) -> str:
    """Return how bars stand together.

    Bars that part a whole fill the width, whatever rounding left. With a gap they may not: what is shown
    would be drawn larger than it is.
    """
    if chart.drawn is not Drawn.STACKED:
        return "clustered"
    full = all(
        len(list_drawn(each.values, len(chart.categories))) == len(chart.categories) for each in chart.series
    )
    return FULL if full else "stacked"


def _write_legend() -> Xml:
    return c("legend", c("legendPos", val="b"), c("overlay", val=0), write_letters("tx1"))


def _count_decimals(value: float) -> int:
    """Return how many decimals a number is held with: 40.0 with one."""
    exponent = Decimal(str(value)).as_tuple().exponent
    return min(MOST_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0
