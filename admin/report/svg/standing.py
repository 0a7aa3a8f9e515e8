"""Standing columns: a scale from low to high, or periods. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.model import Holds
from admin.report.svg.lying import draw_bars
from admin.report.svg.parts import (
    LINE,
    find_number,
    fit_scale,
    frame,
    name_value,
    percent,
    shade,
    tag,
    wrap_words,
    write_text,
)
from admin.report.written import write_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from admin.report.model import Chart
    from admin.report.svg.parts import Scale

TALL, HEAD = 160, 34
"""Pixels: of the tallest column, and above it for its number and the unit."""
MOST = 12
"""More columns than this have no room for their numbers on a narrow phone."""
LETTERS = 40
"""What a line on a narrow phone holds: the labels share it."""


def draw_columns(chart: Chart) -> Markup:
    """Draw a column for each series over each category; lying bars where the words find no room."""
    if not _has_room(chart):
        return draw_bars(chart)
    scale, band = fit_scale(chart), 100 / len(chart.categories)
    shapes: list[Markup] = []
    if chart.holds is Holds.PERCENT:
        shapes.append(write_text("%", 0, 13, class_="soft"))
    for category in range(len(chart.categories)):
        for series in range(len(chart.series)):
            shapes += _draw_column(chart, scale, series, category)
    labels = [wrap_words(label, _find_letters(chart)) for label in chart.categories]
    for category, lines in enumerate(labels):
        for at, line in enumerate(lines):
            y = HEAD + TALL + (at + 1) * LINE
            shapes.append(write_text(line, (category + 0.5) * band, y, class_="middle"))
    zero = HEAD + (1 - scale.at(0)) * TALL
    shapes.append(tag("line", x1="0%", x2="100%", y1=zero, y2=zero, class_="axis"))
    return frame(chart, HEAD + TALL + max(map(len, labels)) * LINE + 8, shapes)


def _has_room(chart: Chart) -> bool:
    words = (word for label in chart.categories for word in label.split())
    columns = len(chart.categories) * len(chart.series)
    return 0 < columns <= MOST and max(map(len, words), default=0) <= _find_letters(chart)


def _find_letters(chart: Chart) -> int:
    return LETTERS // len(chart.categories) - 1


def _draw_column(chart: Chart, scale: Scale, series: int, category: int) -> Iterator[Markup]:
    value = chart.series[series].values[category]
    number = find_number(value)
    band = 100 / len(chart.categories)
    width = band * 0.72 / len(chart.series)
    x = (category + 0.14) * band + series * width
    ends = HEAD + (1 - scale.at(number or 0)) * TALL
    zero = HEAD + (1 - scale.at(0)) * TALL
    if number is not None:
        place = {"x": percent(x), "width": percent(width), "y": min(ends, zero), "height": abs(zero - ends)}
        yield tag("rect", name_value(chart, series, category), class_=shade(series), **place)
    if value is not None:
        written = write_number(value, chart.holds).removesuffix(" %")
        yield write_text(written, x + width / 2, min(ends, zero) - 6, class_="value middle")
