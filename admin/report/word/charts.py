"""Charts that can be edited: each with its own workbook, and none with a number that is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part

from admin.report.model import Drawn
from admin.report.word.chart_xml import WORKBOOK, find_format, write_chart
from admin.report.word.package import find_package, number_part
from admin.report.word.text import paragraph, run, say
from admin.report.word.workbook import write_workbook
from admin.report.word.xml import DRAWING, NOTHING, Xml, a, c, join, tag, w
from admin.report.written import clean, explain_marks, find_marks
from admin.shown.model import Mark

if TYPE_CHECKING:
    from admin.report.model import Chart
    from admin.report.word.printing import Printing

TWIP = 635
"""A twentieth of a point, in the units of drawings: 360,000 to a centimetre."""
CM = 360_000
TALLEST = 20 * CM
"""A page holds no more with its caption."""
LETTERS_IN_LINE = 36
"""About how much of a category's name stands in one line beside lying bars."""
MOST_GAPS = 4
"""More are counted, not listed."""
NONE_DRAWN = "There is nothing to draw."


def print_chart(printing: Printing, chart: Chart) -> Xml:
    """Print a chart with its caption above, and what its gaps mean below."""
    caption = printing.write_caption("Figure", chart.caption)
    if not (chart.categories and chart.series):
        return join(caption, say(printing.styles.find("Note"), NONE_DRAWN))
    marks = explain_marks(find_marks(chart), printing.stamp.hidden_below)
    below = (say(printing.styles.find("Source"), " ".join((_say_gaps(chart), *marks))),) if marks else ()
    kept = w("keepNext") if marks else NOTHING
    drawing = paragraph(printing.styles.find("Chart"), run(_write_drawing(printing, chart)), also=kept)
    return join(caption, drawing, *below)


def _say_gaps(chart: Chart) -> str:
    """Say which bars and points are missing, each with its sign."""
    gaps = [
        f"{category if len(chart.series) == 1 else f'{series.name}, {category}'} ({value.value})"
        for series in chart.series
        for category, value in zip(chart.categories, series.values, strict=False)
        if isinstance(value, Mark)
    ]
    if len(gaps) > MOST_GAPS:
        return f"Not drawn: {len(gaps)} numbers. The table has a sign in their place."
    return f"Not drawn: {'; '.join(gaps)}."


def _write_drawing(printing: Printing, chart: Chart) -> Xml:
    mark = printing.next_mark()
    graphic = a(
        "graphic",
        a("graphicData", c("chart", r_id=_add_parts(printing, chart)), uri=f"{DRAWING}/chart"),
        xmlns_a=f"{DRAWING}/main",
    )
    names = {"name": f"Chart {mark}", "descr": clean(chart.alt), "title": clean(chart.caption)}
    return w(
        "drawing",
        tag(
            "wp:inline",
            tag("wp:extent", cx=printing.width * TWIP, cy=_find_height(chart)),
            tag("wp:docPr", id=mark, **names),
            tag("wp:cNvGraphicFramePr"),
            graphic,
            distT=0, distB=0, distL=0, distR=0,
        ),
    )  # fmt: skip


def _add_parts(printing: Printing, chart: Chart) -> str:
    """Add the chart and its workbook to the file and return what the text calls the chart."""
    package = find_package(printing.document)
    number_format = find_format(chart)
    name = number_part(package, "/word/embeddings/Microsoft_Excel_Worksheet%d.xlsx")
    book = Part(
        name, CONTENT_TYPE.SML_SHEET, write_workbook(chart, number_format, printing.stamp.made_at), package
    )
    xml = write_chart(chart, number_format, printing.accents)
    part = Part(number_part(package, "/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, xml, package)
    part.load_rel(RELATIONSHIP_TYPE.PACKAGE, book, WORKBOOK)
    return printing.document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)


def _find_height(chart: Chart) -> int:
    """Return how tall it is: lying bars, at equal distances, have room for any two neighbours' names."""
    legend = 0.9 * CM * (len(chart.series) > 1)
    if chart.drawn in {Drawn.COLUMNS, Drawn.LINES}:
        return int(7 * CM + legend)
    bars = 1 if chart.drawn is Drawn.STACKED else len(chart.series)
    lines = [_count_lines(category) for category in chart.categories]
    most = max(map(sum, zip(lines, (*lines[1:], 1), strict=True))) / 2
    each = max(0.66, 0.42 * most, 0.5 * bars) * CM
    return min(TALLEST, int(1.0 * CM + legend + each * len(chart.categories)))


def _count_lines(category: str) -> int:
    return 1 + len(category) // LETTERS_IN_LINE
