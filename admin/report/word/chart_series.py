"""The series of a chart: their numbers, their colours, and the number written at each. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.model import Drawn
from admin.report.word.chart_words import write_letters, write_line
from admin.report.word.colours import choose_dark, choose_paints
from admin.report.word.workbook import SHEET, list_drawn
from admin.report.word.xml import NOTHING, Xml, a, c, join, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.report.model import Chart, Series
    from admin.report.word.colours import Paint

LETTERS = 26
DASHES = ("solid", "dash", "sysDot", "dashDot")
MARKERS = ("circle", "square", "diamond", "triangle")
"""Lines are told apart without colour."""
PLOT, NAME, LETTER = 16.0, 8.5, 0.17
"""In cm: about how wide a chart is, what names beside it may take of it, and a letter."""
MOST_LABELLED = 3
"""Lines: with more of them the numbers would lie upon each other."""


def read_paints(chart: Chart, accents: tuple[str, ...]) -> tuple[Paint, ...]:
    """Choose a colour for each series."""
    choose = choose_dark if chart.drawn is Drawn.LINES else choose_paints
    return choose(accents, len(chart.series))


def write_series(chart: Chart, number_format: str, paints: tuple[Paint, ...]) -> Xml:
    """Return every series."""
    return join(
        *(
            _write_one(chart, place, number_format, paint, place_of_numbers)
            for (place, paint), place_of_numbers in zip(
                enumerate(paints), _name_columns(len(paints)), strict=True
            )
        )
    )


def _write_one(chart: Chart, place: int, number_format: str, paint: Paint, column: str) -> Xml:
    series, rows = chart.series[place], len(chart.categories)
    is_line = chart.drawn is Drawn.LINES
    name = c("tx", _refer(f"${column}$1", "strRef", _keep_words([series.name])))
    return c(
        "ser",
        c("idx", val=place),
        c("order", val=place),
        name,
        _draw_line(place, paint) if is_line else _draw_bar(chart, paint),
        NOTHING if is_line else c("invertIfNegative", val=0),
        _write_labels(chart, series, number_format, paint),
        c("cat", _refer(f"$A$2:$A${rows + 1}", "strRef", _keep_words(chart.categories))),
        c(
            "val",
            _refer(f"${column}$2:${column}${rows + 1}", "numRef", _keep_numbers(series, rows, number_format)),
        ),
        c("smooth", val=0) if is_line else NOTHING,
    )


def _draw_bar(chart: Chart, paint: Paint) -> Xml:
    """Return the fill. A light bar has an edge, so that it ends somewhere upon white paper."""
    edge = write_line("bg1", 9525) if chart.drawn is Drawn.STACKED else a("ln", a("noFill"))
    if not paint.is_dark and chart.drawn is not Drawn.STACKED:
        edge = write_line("tx1", 6350, light=True)
    return c("spPr", a("solidFill", paint.write()), edge)


def _draw_line(place: int, paint: Paint) -> Xml:
    fill = a("solidFill", paint.write())
    line = a("ln", fill, a("prstDash", val=DASHES[place % len(DASHES)]), a("round"), w=28575, cap="rnd")
    mark = c("spPr", fill, a("ln", fill, w=9525))
    symbol = c("symbol", val=MARKERS[place % len(MARKERS)])
    return join(c("spPr", line), c("marker", symbol, c("size", val=7), mark))


def _write_labels(chart: Chart, series: Series, number_format: str, paint: Paint) -> Xml:
    """Return the numbers at the bars or points."""
    if chart.drawn is Drawn.LINES and len(chart.series) > MOST_LABELLED:
        return c("dLbls", *_show(0))
    stacked = chart.drawn is Drawn.STACKED
    colour = "bg1" if stacked and paint.is_dark else "tx1"
    where = {Drawn.STACKED: "ctr", Drawn.LINES: "t"}.get(chart.drawn, "outEnd")
    left_out = _list_narrow(chart, series) if stacked else ()
    return c(
        "dLbls",
        *(c("dLbl", c("idx", val=place), c("delete", val=1)) for place in left_out),
        c("numFmt", formatCode=number_format, sourceLinked=0),
        c("spPr", a("noFill"), a("ln", a("noFill"))),
        write_letters(colour),
        c("dLblPos", val=where),
        *_show(1),
    )


def _show(shown: int) -> tuple[Xml, ...]:
    """Return the switches: of all that a label could say, it says the value or nothing."""
    others = ("showCatName", "showSerName", "showPercent", "showBubbleSize")
    return (
        c("showLegendKey", val=0),
        c("showVal", val=shown),
        *(c(each, val=0) for each in others),
    )


def _list_narrow(chart: Chart, series: Series) -> tuple[int, ...]:
    """List the parts of bars that have no room for their number: the table has it."""
    rows = len(chart.categories)
    drawn = [dict(list_drawn(each.values, rows)) for each in chart.series]
    totals = [sum(abs(each.get(place, 0)) for each in drawn) for place in range(rows)]
    width = PLOT - min(NAME, max(map(len, chart.categories), default=0) * LETTER)
    return tuple(
        place
        for place, value in list_drawn(series.values, rows)
        if abs(value) / (totals[place] or 1) * width < _measure_number(value)
    )


def _measure_number(value: float) -> float:
    """Return about how much room a number needs with its sign, in cm."""
    return LETTER * (len(f"{value}") + 2)


def _refer(cells: str, kind: str, kept: Xml) -> Xml:
    """Return a reference to cells of the workbook, with what stood in them when it was written."""
    return c(kind, c("f", words(f"{SHEET}!{cells}")), kept)


def _keep_words(texts: Iterable[str]) -> Xml:
    points = [_point(place, text) for place, text in enumerate(texts)]
    return c("strCache", c("ptCount", val=len(points)), *points)


def _keep_numbers(series: Series, rows: int, number_format: str) -> Xml:
    points = (_point(place, repr(value)) for place, value in list_drawn(series.values, rows))
    return c("numCache", c("formatCode", words(number_format)), c("ptCount", val=rows), *points)


def _point(place: int, text: str) -> Xml:
    return c("pt", c("v", words(text)), idx=place)


def _name_columns(many: int) -> Iterable[str]:
    """Yield the names of the columns after the first: B to Z, then AA and on."""
    for number in range(1, many + 1):
        first, last = divmod(number, LETTERS)
        yield (chr(64 + first) if first else "") + chr(65 + last)
