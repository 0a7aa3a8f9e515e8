"""A chart as a picture, and what its shades mean. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from admin.report.model import Drawn
from admin.report.svg.lines import draw_lines, draw_point
from admin.report.svg.lying import draw_bars, draw_stacked
from admin.report.svg.parts import shade, tag
from admin.report.svg.standing import draw_columns

if TYPE_CHECKING:
    from markupsafe import Markup

    from admin.report.model import Chart


def draw(chart: Chart) -> Markup:
    """Draw a chart, as wide as it is put."""
    match chart.drawn:
        case Drawn.BARS:
            return draw_bars(chart)
        case Drawn.COLUMNS:
            return draw_columns(chart)
        case Drawn.STACKED:
            return draw_stacked(chart)
        case Drawn.LINES:
            return draw_lines(chart)
        case _:
            assert_never(chart.drawn)


def list_legend(chart: Chart) -> list[tuple[Markup, str]]:
    """List each series with its sign; nothing where there is only one."""
    if len(chart.series) < len(("one", "other")):
        return []
    return [(_draw_sign(chart, at), one.name) for at, one in enumerate(chart.series)]


def _draw_sign(chart: Chart, series: int) -> Markup:
    if chart.drawn is Drawn.LINES:
        inside = tag("g", draw_point(series), transform="translate(8 8)")
    else:
        inside = tag("rect", x=1, y=1, width=14, height=14, class_=shade(series))
    return tag("svg", inside, width=16, height=16, class_="sign", aria_hidden="true")
