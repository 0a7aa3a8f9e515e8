"""Whatever a report holds, the file opens again and every word and number of it stands there."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from admin.gathered import How
from admin.report.model import (
    Bullets,
    Chart,
    Column,
    Drawn,
    Holds,
    Manner,
    Quotation,
    Report,
    Row,
    SaidAndDone,
    Section,
    Series,
    Table,
    Text,
)
from admin.report.word.workbook import list_drawn
from admin.report.word.write import write_word
from admin.report.written import clean, write_cell
from admin.shown.model import Mark
from tests.examples import examples
from tests.report.specimen import SPECIMEN
from tests.report.word.reading import (
    find_faults,
    read_cache,
    read_charts,
    read_text,
    read_workbooks,
    read_xml,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ODD = st.sampled_from(
    (
        "\u0645\u0631\u062d\u0628\u0627 3 \u0643\u0644\u0645\u0627\u062a",
        "x" * 300,
        "\x00\x07\ud800 a\tb\nc\r\nd\u2028e",
        "=1+1",
        "]]><&\"'",
        "\u2067\u05e9\u05dc\u05d5\u05dd\u2069!",
        "{{chapter}}",
        " ",
        "",
    )
)
TEXTS = st.one_of(ODD, st.text(max_size=40))
COUNTS = st.integers(-(10**9), 10**9)
NUMBERS = st.one_of(
    COUNTS, st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 4)), st.sampled_from(Mark)
)
CELLS = st.one_of(st.none(), NUMBERS)
COLUMNS = st.lists(st.builds(Column, TEXTS, st.sampled_from(Holds)), max_size=5).map(tuple)


@st.composite
def make_table(draw: st.DrawFn) -> Table:
    columns = draw(COLUMNS)
    cells = st.tuples(*(TEXTS if column.holds is Holds.WORDS else CELLS for column in columns))
    rows = draw(st.lists(st.builds(Row, cells, TEXTS, st.booleans()), max_size=5))
    return Table(
        f"t{draw(st.integers(0))}",
        draw(TEXTS),
        columns,
        tuple(rows),
        tuple(draw(st.lists(TEXTS, max_size=2))),
    )


@st.composite
def make_chart(draw: st.DrawFn) -> Chart:
    categories = tuple(draw(st.lists(TEXTS, max_size=5)))
    values = st.tuples(*(CELLS for _ in categories))
    series = draw(st.lists(st.builds(Series, TEXTS, values), max_size=6))
    drawn, holds = draw(st.sampled_from(Drawn)), draw(st.sampled_from(Holds))
    return Chart("c", draw(TEXTS), drawn, holds, categories, tuple(series), draw(TEXTS))


BLOCKS = st.one_of(
    st.builds(Text, TEXTS, st.sampled_from(Manner)),
    st.builds(Bullets, st.lists(TEXTS, max_size=3).map(tuple)),
    st.builds(Quotation, TEXTS, TEXTS, st.sampled_from(How)),
    st.builds(SaidAndDone, TEXTS, TEXTS, TEXTS),
    make_table(),
    make_chart(),
)
LEAVES = st.builds(Section, st.just("k"), TEXTS, st.lists(BLOCKS, max_size=6).map(tuple))
SECTIONS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        Section, st.just("k"), TEXTS, st.just(()), st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=6,
)
REPORTS = st.builds(
    Report,
    TEXTS,
    TEXTS,
    st.lists(SECTIONS, max_size=3).map(tuple),
    st.just(SPECIMEN.stamp),
    TEXTS,
)


def list_words(report: Report) -> Iterator[str]:
    """Everything that is to be read in the text itself."""
    yield from (report.title, report.council, report.subtitle)
    for _, section in report.walk():
        yield section.title
        for block in section.blocks:
            yield from list_words_of(block)


def list_words_of(block: object) -> Iterator[str]:
    match block:
        case Text(words):
            yield words
        case Bullets(items):
            yield from items
        case Quotation(words, who):
            yield from (words, who)
        case SaidAndDone(said, done, outcome):
            yield from (said, done, outcome)
        case Chart():
            yield block.caption
        case Table():
            yield block.caption
            yield from (column.title for column in block.columns)
            yield from block.notes
            for row in block.rows:
                for cell, column in zip(row.cells, block.columns, strict=True):
                    yield write_cell(cell, column.holds)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", clean(text))


@settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))
@given(REPORTS)
def test_every_word_and_number_stands_in_the_file(report: Report) -> None:
    file = write_word(report)
    Document(BytesIO(file))
    assert find_faults(file) == []
    body = squeeze(read_text(read_xml(file, "word/document.xml")))
    lost = [text for text in list_words(report) if squeeze(text) not in body]
    assert lost == []


@settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))
@given(make_chart())
def test_chart_and_workbook_hold_what_is_shown_and_no_more(chart: Chart) -> None:
    file = write_word(Report("T", "C", (Section("s", "S", (chart,)),), SPECIMEN.stamp))
    assert len(read_charts(file)) == bool(chart.categories and chart.series)
    rows = len(chart.categories)
    for drawn, cells in zip(read_charts(file), read_workbooks(file), strict=True):
        expected = [dict(list_drawn(series.values, rows)) for series in chart.series]
        assert [values for _, values in read_cache(drawn)] == expected
        held = [
            {
                row: cells[row + 1][column]
                for row in range(rows)
                if len(cells) > row + 1
                and len(cells[row + 1]) > column
                and cells[row + 1][column] is not None
            }
            for column in range(1, len(chart.series) + 1)
        ]
        assert held == expected


def test_a_table_of_three_hundred_rows() -> None:
    rows = tuple(Row((f"Question {number}", number), f"Definition {number}.") for number in range(300))
    table = Table("t", "T", (Column("Question", Holds.WORDS), Column("People")), rows)
    file = write_word(Report("T", "C", (Section("s", "S", (table,)),), SPECIMEN.stamp))
    assert len(Document(BytesIO(file)).tables[0].rows) == 301
    assert "Definition 299." in read_text(read_xml(file, "word/footnotes.xml"))


def test_no_data_at_all() -> None:
    file = write_word(Report("", "", (), SPECIMEN.stamp))
    Document(BytesIO(file))
    assert find_faults(file) == []
