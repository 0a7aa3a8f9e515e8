"""Lines over years: each series with a mark of its own, and each point with its number. Pure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from admin.report.model import Holds
from admin.report.svg.parts import (
    LINE,
    SHADES,
    find_number,
    find_scale,
    frame,
    name_value,
    percent,
    shade,
    tag,
    wrap_words,
    write_text,
)
from admin.report.written import write_number
from admin.shown.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from admin.report.model import Chart
    from admin.report.svg.parts import Scale

TALL, HEAD = 220, 26
LEFT = 9.0
"""Per cent of the width before the lines: the axis is numbered there."""
APART = 15
"""Pixels between two numbers over the same year."""
LETTERS = 36
POINTS = (
    "0,-5 5,0 0,5 -5,0",
    "-4,-4 4,-4 4,4 -4,4",
    "0,-5 5,4 -5,4",
    "-5,-4 5,-4 0,5",
    "0,-6 6,0 0,6 -6,0",
    "-5,0 5,0 5,2 -5,2",
)
"""The mark of each series, as corners about its point: told apart where all is grey."""


def draw_lines(chart: Chart) -> Markup:
    """Draw the lines. Where there is no number a line is broken, and a mark stands at the foot."""
    scale = find_scale(chart)
    shapes = list(_draw_grid(chart, scale))
    for series in range(len(chart.series)):
        shapes += _draw_line(chart, scale, series)
    labels = [
        wrap_words(label, max(4, LETTERS // max(1, len(chart.categories)))) for label in chart.categories
    ]
    for category, lines in enumerate(labels):
        shapes += _write_numbers(chart, scale, category)
        for at, line in enumerate(lines):
            y = HEAD + TALL + (at + 1) * LINE
            shapes.append(write_text(line, find_across(chart, category), y, class_="middle"))
    return frame(chart, HEAD + TALL + max(map(len, labels), default=0) * LINE + 8, shapes)


def find_across(chart: Chart, category: int) -> float:
    """Return where a category stands, in per cent of the width."""
    return LEFT + (category + 0.5) / len(chart.categories) * (100 - LEFT)


def draw_point(series: int) -> Markup:
    """Draw the mark of a series about the point 0, 0."""
    return tag("polygon", points=POINTS[series % SHADES], class_=shade(series))


def _find_down(scale: Scale, value: float) -> float:
    return HEAD + (1 - scale.at(value)) * TALL


def _draw_grid(chart: Chart, scale: Scale) -> Iterator[Markup]:
    for value in (scale.low, (scale.low + scale.high) / 2, scale.high):
        y = _find_down(scale, value)
        yield tag("line", x1=percent(LEFT), x2="100%", y1=y, y2=y, class_="axis" if value == 0 else "grid")
        yield write_text(f"{value:g}", 0, y + 4, class_="soft tick")
    if chart.holds is Holds.PERCENT:
        yield write_text("%", 0, 12, class_="soft tick")


def _draw_line(chart: Chart, scale: Scale, series: int) -> Iterator[Markup]:
    found = [find_number(value) for value in chart.series[series].values]
    for at, (one, other) in enumerate(pairwise(found)):
        if one is not None and other is not None:
            ends = {
                "x1": percent(find_across(chart, at)),
                "y1": _find_down(scale, one),
                "x2": percent(find_across(chart, at + 1)),
                "y2": _find_down(scale, other),
            }
            yield tag("line", class_=f"line l{series % SHADES + 1}", **ends)
    for at, value in enumerate(found):
        if value is not None:
            place = {"x": percent(find_across(chart, at)), "y": _find_down(scale, value)}
            point = tag("g", name_value(chart, series, at), draw_point(series))
            yield tag("svg", point, overflow="visible", class_="point", **place)


def _write_numbers(chart: Chart, scale: Scale, category: int) -> Iterator[Markup]:
    """Write each number over its point, the lowest first, each far enough above the one before."""
    x, last = find_across(chart, category), float(HEAD + TALL + APART)
    values = [one.values[category] for one in chart.series]
    marks = sorted({value.value for value in values if isinstance(value, Mark)})
    if marks:
        last = HEAD + TALL - 5
        yield write_text(", ".join(marks), x, last, class_="value middle")
    for value in sorted(
        (value for value in values if value is not None and not isinstance(value, Mark)), key=float
    ):
        last = min(_find_down(scale, float(value)) - 9, last - APART)
        yield write_text(write_number(value, chart.holds).removesuffix(" %"), x, last, class_="value middle")
