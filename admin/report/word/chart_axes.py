"""The axes of a chart. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.model import Drawn, Holds
from admin.report.word.chart_words import write_letters, write_line
from admin.report.word.xml import NOTHING, Xml, a, c, join

if TYPE_CHECKING:
    from admin.report.model import Chart

CATEGORIES = 111_111_111
VALUES = 222_222_222
"""What each calls the other: any two numbers."""
HUNDRED = 100
FULL = "percentStacked"
"""Bars that fill the width, whatever they add up to."""
ROUND = {Holds.COUNT: "#,##0", Holds.PERCENT: '0" %"', Holds.POINTS: "+0;\N{MINUS SIGN}0;0"}
"""An axis has round numbers."""


def write_axes(chart: Chart, group: str) -> Xml:
    """Return both axes. Lying bars read from the top, as their table does. `group`: as the bars stand."""
    return join(_write_categories(chart), _write_values(chart, group))


def _write_categories(chart: Chart) -> Xml:
    lies = chart.drawn in {Drawn.BARS, Drawn.STACKED}
    return c(
        "catAx",
        c("axId", val=CATEGORIES),
        c("scaling", c("orientation", val="maxMin" if lies else "minMax")),
        c("delete", val=0),
        c("axPos", val="l" if lies else "b"),
        c("numFmt", formatCode="General", sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="low"),
        c("spPr", write_line("tx1", 9525, light=True)),
        write_letters("tx1", is_level=lies),
        c("crossAx", val=VALUES),
        c("crosses", val="autoZero"),
        c("auto", val=0),
        c("lblAlgn", val="ctr"),
        c("lblOffset", val=100),
        c("tickLblSkip", val=1) if lies else NOTHING,
        c("noMultiLvlLbl", val=1),
    )


def _write_values(chart: Chart, group: str) -> Xml:
    """Return the axis of values. Bars have none to be seen: each carries its number."""
    lies = chart.drawn in {Drawn.BARS, Drawn.STACKED}
    faint = a("ln", a("solidFill", a("schemeClr", a("lumMod", val=85_000), val="bg1")), w=6350)
    return c(
        "valAx",
        c("axId", val=VALUES),
        c("scaling", c("orientation", val="minMax"), *_write_ends(chart, group)),
        c("delete", val=int(lies)),
        c("axPos", val="t" if lies else "l"),
        NOTHING if lies else c("majorGridlines", c("spPr", faint)),
        c("numFmt", formatCode=ROUND.get(chart.holds, "#,##0.##"), sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="nextTo"),
        c("spPr", a("ln", a("noFill"))),
        write_letters("tx1"),
        c("crossAx", val=CATEGORIES),
        c("crosses", val="autoZero"),
        c("crossBetween", val="between"),
    )


def _write_ends(chart: Chart, group: str) -> tuple[Xml, ...]:
    """Return where the axis ends: at nothing, and at the whole where the whole is to be seen.

    The bars that fill the width end where they end: what their axis counts in, programs do not agree.
    """
    if chart.holds is Holds.POINTS or group == FULL:
        return ()
    whole = chart.holds is Holds.PERCENT and chart.drawn in {Drawn.STACKED, Drawn.LINES}
    return (c("max", val=HUNDRED) if whole else NOTHING, c("min", val=0))
