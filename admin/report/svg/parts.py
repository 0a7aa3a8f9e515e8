"""What the charts are drawn with. Places across are per cent of the width, places down are pixels. Pure.

So a chart needs no scaling: on a phone its bars are shorter and its words are as large as ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from textwrap import wrap
from typing import TYPE_CHECKING

from markupsafe import Markup

from admin.report.model import Holds
from admin.report.written import clean, write_number
from admin.shown.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.report.model import Chart
    from admin.shown.model import Number

LINE = 18
"""Pixels from one line of text to the next."""
STEPS = (1, 2, 3, 4, 5, 6, 8)
"""Where an axis may end, in its power of ten."""
SHADES = 6
"""Fills that can be told apart in grey; a seventh series begins anew."""


def tag(name: str, *inside: str | Markup, **attributes: object) -> Markup:
    """Write an element: `text_anchor` is the attribute `text-anchor`, `class_` is `class`."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key.strip("_").replace("_", "-"), _write_value(value))
        for key, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, Markup("").join(inside))


def _write_value(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else clean(str(value))


def percent(value: float) -> str:
    """Write a place across."""
    return f"{_write_value(float(value))}%"


def write_text(words: str, x: float, y: float, **more: object) -> Markup:
    """Write one line of text."""
    return tag("text", clean(words), x=percent(x), y=y, **more)


def wrap_words(words: str, longest: int) -> list[str]:
    """Part words into lines of so many letters: SVG wraps nothing."""
    return wrap(clean(words), longest) or [""]


def shade(at: int) -> str:
    """Return the class of the fill of a series."""
    return f"s{at % SHADES + 1}"


def find_number(value: Number | None) -> float | None:
    """Return what can be drawn; a mark and None are a gap."""
    return None if value is None or isinstance(value, Mark) else float(value)


@dataclass(frozen=True, slots=True)
class Scale:
    """From the lowest number to the highest that is drawn; zero always is among them."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Return how far along a value is, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def find_scale(chart: Chart) -> Scale:
    """Find a scale: percentages go from 0 to 100, so that charts can be held against each other."""
    fitting = fit_scale(chart)
    return Scale(fitting.low, max(fitting.high, 100.0)) if chart.holds is Holds.PERCENT else fitting


def fit_scale(chart: Chart) -> Scale:
    """Find the scale that ends at the next round number over the highest."""
    found = (find_number(value) for one in chart.series for value in one.values)
    numbers = [value for value in found if value is not None]
    low, high = min((0.0, *numbers)), max((0.0, *numbers))
    return Scale(-_round_up(-low) if low else 0.0, _round_up(high) or (0.0 if low else 1.0))


def _round_up(value: float) -> float:
    """Return the next number that an axis may end at and that is no smaller."""
    if value <= 0:
        return 0.0
    power = 10.0 ** floor(log10(value))
    return next((step * power for step in STEPS if value <= step * power), 10 * power)


def name_value(chart: Chart, series: int, category: int) -> Markup:
    """Name a shape for whoever points at it: series, category, number."""
    one = chart.series[series]
    value = one.values[category]
    said = "" if value is None else write_number(value, chart.holds)
    names = (chart.categories[category], *((one.name,) if len(chart.series) > 1 else ()))
    return tag("title", f"{clean(', '.join(names))}: {said}")


def frame(chart: Chart, height: float, shapes: Iterable[Markup]) -> Markup:
    """Put the shapes together as one picture with a title and a description."""
    title, told = f"chart-{chart.key}-title", f"chart-{chart.key}-desc"
    return tag(
        "svg",
        tag("title", clean(chart.caption), id=title),
        tag("desc", clean(chart.alt), id=told),
        *shapes,
        xmlns="http://www.w3.org/2000/svg",
        class_="graph",
        role="img",
        aria_labelledby=title,
        aria_describedby=told,
        width="100%",
        height=height,
    )
