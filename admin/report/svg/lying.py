"""Lying bars, and bars parted by their series: each under its own words, however long those are. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.svg.parts import (
    LINE,
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

THICK, BETWEEN = 20, 14
"""Pixels: of a bar, and from it to the next words."""
ROOM = 80.0
"""Per cent of the width that the longest bar takes: the number stands behind it."""
LETTERS = 40
"""What a line on a narrow phone holds."""
WIDE_ENOUGH = 13.0
"""Per cent of the width from which a part of a bar holds its number, on a narrow phone too."""


def draw_bars(chart: Chart) -> Markup:
    """Draw a bar for each series under each category."""
    scale, y = find_scale(chart), 0
    shapes: list[Markup] = []
    for category, label in enumerate(chart.categories):
        y, said = _write_label(label, y)
        shapes += said
        zero, top = percent(scale.at(0) * ROOM), y - 2
        for series in range(len(chart.series)):
            shapes += _draw_bar(chart, scale, series, category, y)
            y += THICK + 2
        shapes.append(tag("line", x1=zero, x2=zero, y1=top, y2=y, class_="axis"))
        y += BETWEEN
    return frame(chart, y, shapes)


def draw_stacked(chart: Chart) -> Markup:
    """Draw one bar a category, parted by the series. What is hidden is named under it, without a length."""
    longest = max((sum(_list_lengths(chart, at)) for at in range(len(chart.categories))), default=0) or 1
    y = 0
    shapes: list[Markup] = []
    for category, label in enumerate(chart.categories):
        y, said = _write_label(label, y)
        shapes += said
        shapes += _draw_parts(chart, category, y, max(longest, 100.0 if chart.holds == "percent" else 0))
        y += THICK + 4
        for gap in _list_gaps(chart, category):
            shapes.append(write_text(gap, 0, y + LINE - 4, class_="soft"))
            y += LINE
        y += BETWEEN
    return frame(chart, y, shapes)


def _write_label(label: str, y: int) -> tuple[int, list[Markup]]:
    """Write the words over a bar; return how far down they reach."""
    lines = wrap_words(label, LETTERS)
    return y + len(lines) * LINE + 4, [
        write_text(line, 0, y + (at + 1) * LINE - 4) for at, line in enumerate(lines)
    ]


def _draw_bar(chart: Chart, scale: Scale, series: int, category: int, y: int) -> Iterator[Markup]:
    value = chart.series[series].values[category]
    number, zero = find_number(value), scale.at(0) * ROOM
    end = zero if number is None else scale.at(number) * ROOM
    if number is not None:
        yield tag(
            "rect",
            name_value(chart, series, category),
            x=percent(min(zero, end)),
            y=y,
            width=percent(abs(end - zero)),
            height=THICK,
            class_=shade(series),
        )
    if value is not None:
        written = write_number(value, chart.holds)
        yield write_text(written, max(zero, end), y + 15, dx=6, class_="value")


def _list_lengths(chart: Chart, category: int) -> list[float]:
    return [abs(find_number(one.values[category]) or 0.0) for one in chart.series]


def _draw_parts(chart: Chart, category: int, y: int, longest: float) -> Iterator[Markup]:
    start = 0.0
    for series, length in enumerate(_list_lengths(chart, category)):
        value = chart.series[series].values[category]
        width = length / longest * 100
        if find_number(value) is not None:
            name = name_value(chart, series, category)
            place = {"x": percent(start), "width": percent(width), "y": y, "height": THICK + 4}
            yield tag("rect", name, class_=shade(series), **place)
        if value is not None and width >= WIDE_ENOUGH:
            written = write_number(value, chart.holds)
            yield write_text(written, start + width / 2, y + 17, class_=f"in-{shade(series)} middle")
        start += width


def _list_gaps(chart: Chart, category: int) -> Iterator[str]:
    """Yield what has no length in a bar: each series with its mark."""
    for mark in Mark:
        names = [one.name for one in chart.series if one.values[category] is mark]
        if names:
            yield from wrap_words(f"{mark.value}: {', '.join(names)}", LETTERS)
