"""Reads a report back out of each file that it was written into: tables cell by cell, charts point by point.

What comes back is compared with the report itself, so a format that rounds, hides or shows what the others do
not is told by table, row and column.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, TypeAlias

import openpyxl

from admin.cells_out import unguard_cell
from admin.report.model import Chart, Drawn, Holds, Report, Table
from admin.report.written import clean
from admin.shown.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Seen: TypeAlias = "Decimal | str"
"""A number, a mark, words; empty where nothing stands."""


@dataclass
class ReadTable:
    caption: str
    titles: list[str]
    rows: list[list[str]]


@dataclass
class ReadChart:
    """The numbers of each series as they are drawn, None a gap; and what is written beside them, if known."""

    caption: str
    series: list[list[Seen | None]]
    texts: list[Seen] | None = None


@dataclass
class ReadReport:
    tables: list[ReadTable] = field(default_factory=list)
    charts: list[ReadChart] = field(default_factory=list)


def flatten(words: str) -> str:
    return " ".join(clean(words).split())


def as_seen(text: str) -> Seen:
    """Take the sign of per cent, the commas and the true minus off a printed number."""
    plain = text.removesuffix(" %").replace(",", "").replace("\u2212", "-")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return text


def list_charts(report: Report) -> list[Chart]:
    return [block for _, section in report.walk() for block in section.blocks if isinstance(block, Chart)]


def expect(cell: object, holds: Holds) -> Seen:
    if cell is None:
        return ""
    if isinstance(cell, Mark):
        return cell.value
    return flatten(cell) if isinstance(cell, str) or holds is Holds.WORDS else Decimal(str(cell))  # type: ignore[arg-type]  # words are words


def find_faults(report: Report, read: ReadReport, *, exact: bool) -> list[str]:
    """Tell where a file says something else than the report; `exact` where digits are printed."""
    tables = list(report.tables)
    if len(tables) != len(read.tables):
        return [f"{len(read.tables)} tables in place of {len(tables)}"]
    faults = [fault for pair in zip(tables, read.tables, strict=True) for fault in _compare(*pair, exact)]
    charts = list_charts(report)
    if len(charts) != len(read.charts):
        return [*faults, f"{len(read.charts)} charts in place of {len(charts)}"]
    for chart, drawn in zip(charts, read.charts, strict=True):
        faults += _compare_chart(chart, drawn)
    return faults


def _compare(table: Table, read: ReadTable, exact: bool) -> Iterator[str]:  # noqa: FBT001 - its caller names it
    if read.caption != flatten(table.caption):
        yield f"{table.key}: the caption is {read.caption}"
    if read.titles != [flatten(column.title) for column in table.columns]:
        yield f"{table.key}: the titles are {read.titles}"
    if len(read.rows) != len(table.rows):
        yield f"{table.key}: {len(read.rows)} rows in place of {len(table.rows)}"
        return
    for row, (wanted, found) in enumerate(zip(table.rows, read.rows, strict=True)):
        for column, cell, text in zip(table.columns, wanted.cells, found, strict=True):
            expected = expect(cell, column.holds)
            seen = as_seen(text) if isinstance(expected, Decimal) else text
            same = str(seen) == str(expected) if exact else seen == expected
            if not same:
                yield f"{table.key}, row {row}, {column.title}: {seen!r} in place of {expected!r}"


def _compare_chart(chart: Chart, drawn: ReadChart) -> Iterator[str]:
    if drawn.caption != flatten(chart.caption):
        yield f"{chart.key}: the caption is {drawn.caption}"
    wanted = [
        [Decimal(str(value)) if isinstance(value, int | float) else None for value in one.values]
        for one in chart.series
    ]
    if drawn.series != wanted:
        yield f"{chart.key}: {drawn.series} in place of {wanted}"
    written = Counter(
        expect(value, chart.holds) for one in chart.series for value in one.values if value is not None
    )
    more = Counter(drawn.texts or ()) - written
    if more and chart.drawn is not Drawn.LINES:
        yield f"{chart.key}: {list(more)} is written"
    if not set(more) <= {f"{Mark.HIDDEN}, {Mark.NONE}"}:
        yield f"{chart.key}: {list(more)} is written"


def read_markdown(text: str) -> ReadReport:
    """Read the tables; of charts Markdown has only the words."""
    read, caption, in_table = ReadReport(), "", False
    for line in text.splitlines():
        cells = [_plain(cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]] if line.startswith("| ") else []
        if cells and not in_table:
            read.tables.append(ReadTable(_plain(caption), cells, []))
        elif cells and not set("".join(cells)) <= {"-", ":"}:
            read.tables[-1].rows.append(cells)
        caption = line or caption
        in_table = bool(cells)
    return read


def _plain(cell: str) -> str:
    """Take the signs of Markdown off: the number of a footnote, bold, backslashes."""
    words = re.sub(r"\[\^\d+\]$", "", cell.strip())
    words = words[2:-2] if words.startswith("**") and words.endswith("**") else words
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words)


class _PageReader(HTMLParser):
    """Tables and pictures of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = ReadReport()
        self.texts: list[str] = []
        self.shapes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.chart = ""
        self.numbers: list[Seen] = []
        self.is_number = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"meta", "link"}:
            return
        if tag == "table":
            self.read.tables.append(ReadTable("", [], []))
        if tag == "svg" and given.get("role") == "img":
            self.shapes, self.chart, self.numbers = [], "", []
        if tag == "tr" and "tbody" in self.open:
            self.read.tables[-1].rows.append([])
        if tag in {"caption", "th", "td", "title", "text"} or (
            tag == "a" and given.get("class") == "to-note"
        ):
            self.texts.append("")
        if tag == "text":
            self.is_number = bool(re.search("value|in-s", given.get("class") or ""))
        self.open.append(tag)

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass
        if tag == "a" and len(self.texts) > 1:
            self.texts.pop()
        elif tag in {"caption", "th", "td", "title", "text"}:
            self._take(tag, " ".join(self.texts.pop().split()))
        elif tag == "svg" and self.chart and "svg" not in self.open:
            self.read.charts.append(ReadChart(self.chart, [self.shapes], self.numbers))  # type: ignore[list-item]  # sorted out later
            self.chart = ""

    def _take(self, tag: str, text: str) -> None:
        if tag == "text":
            self.numbers += [as_seen(text)] if self.is_number else []
        elif tag == "caption":
            self.read.tables[-1].caption = text
        elif tag == "title":
            if "svg" in self.open and self.chart:
                name, _, number = text.rpartition(": ")
                self.shapes.append((name, number))
            elif "svg" in self.open:
                self.chart = text
        elif "thead" in self.open:
            self.read.tables[-1].titles.append(text)
        else:
            self.read.tables[-1].rows[-1].append(text)


def read_page_tables(page: str) -> list[ReadTable]:
    """Read the tables of a page alone."""
    reader = _PageReader()
    reader.feed(page)
    return reader.read.tables


def read_page(page: str, report: Report) -> ReadReport:
    """Read the tables, and the numbers that each shape of a picture is named with."""
    reader = _PageReader()
    reader.feed(page)
    charts = list_charts(report)
    drawn = [_sort_out(chart, read.series[0]) for chart, read in zip(charts, reader.read.charts, strict=True)]  # type: ignore[arg-type]  # names and numbers
    reader.read.charts = [
        ReadChart(read.caption, series, read.texts)
        for read, series in zip(reader.read.charts, drawn, strict=True)
    ]
    return reader.read


def _sort_out(chart: Chart, shapes: Iterable[tuple[str, str]]) -> list[list[Seen | None]]:
    """Put the named shapes where they belong: by category, and by series where there are several."""
    named = dict(shapes)
    many = len(chart.series) > 1
    return [
        [
            as_seen(named[name])
            if (name := flatten(f"{category}, {one.name}" if many else category)) in named
            else None
            for category in chart.categories
        ]
        for one in chart.series
    ]


def read_excel(file: bytes, report: Report) -> ReadReport:
    """Read every sheet of a table, and the numbers that each chart keeps of its cells."""
    book = openpyxl.load_workbook(io.BytesIO(file))
    read, charts = ReadReport(), {}
    keys = {flatten(table.caption): table for table in report.tables}
    for sheet in book.worksheets:
        caption = unguard_cell(str(sheet["A1"].value or ""))
        for chart in sheet._charts:
            charts[_read_title(chart)] = [_read_cache(one.val.numRef) for one in chart.series]
        if flatten(caption) in keys:
            table = keys[flatten(caption)]
            width, height = len(table.columns), len(table.rows)
            cells = sheet.iter_rows(min_row=2, max_row=height + 2, max_col=width, values_only=True)
            [titles, *rows] = [[_write_cell(cell) for cell in row] for row in cells]
            read.tables.append(ReadTable(flatten(caption), titles, rows))
    read.charts = [
        ReadChart(flatten(chart.caption), charts[flatten(chart.caption)])
        for chart in list_charts(report)
        if flatten(chart.caption) in charts
    ]
    return read


def _write_cell(cell: Any) -> str:
    return flatten(unguard_cell(cell)) if isinstance(cell, str) else "" if cell is None else str(cell)


def _read_title(chart: Any) -> str:
    runs = chart.title.tx.rich.p[0].r
    return flatten(unguard_cell("".join(run.t for run in runs)))


def _read_cache(reference: Any) -> list[Seen | None]:
    cache = reference.numCache
    points: dict[int, Seen | None] = {point.idx: Decimal(str(point.v)) for point in cache.pt}
    return [points.get(at) for at in range(cache.ptCount)]
