"""The sheets that say what the others are: the first one, every column, every measure, the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.excel.looks import make_safe
from admin.report.excel.sheets import A4
from admin.report.footnotes import list_footnotes
from admin.report.model import Bullets, Chart, Column, Holds, Quotation, Row, SaidAndDone, Table, Text
from admin.report.stamp_words import list_stamp_lines
from admin.report.written import HOW, NO_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it ships no types

    from admin.report.excel.looks import Looks
    from admin.report.model import Block, Report

MEANT = {
    Holds.WORDS: "Words",
    Holds.COUNT: "A count, or c or z",
    Holds.PERCENT: "A percentage from 0 to 100, or c or z",
    Holds.POINTS: "A difference in percentage points, or c or z",
    Holds.NUMBER: "A mean, a median or another number, or c or z",
}
WORDS = Holds.WORDS


def write_about(page: Worksheet, looks: Looks, report: Report, named: list[tuple[str, Table]]) -> None:
    """Write the first sheet: what this is, of when, how it was counted, and what lies on the other sheets."""
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 90)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, make_safe(report.title), looks.of_title())
    page.write_string(1, 0, make_safe(", ".join(filter(None, (report.council, report.subtitle)))))
    row = 3
    for line in (*list_stamp_lines(report.stamp), f"In every sheet: {NO_NUMBER}"):
        page.write_string(row, 0, make_safe(line))
        row += 1
    page.write_string(row + 1, 0, "Sheet", looks.of_head(is_number=False))
    page.write_string(row + 1, 1, "What it holds", looks.of_head(is_number=False))
    for at, (name, table) in enumerate(named, row + 2):
        link = looks.find(font_color="#1d5c63", underline=1, valign="top")
        page.write_url(at, 0, f"internal:'{name}'!A1", link, name)
        page.write_string(at, 1, make_safe(table.caption), looks.of_words())


def make_dictionary(named: list[tuple[str, Table]]) -> Table:
    """Make the table of every column of every sheet."""
    rows = (
        Row((name, column.title, MEANT[column.holds], table.caption))
        for name, table in named
        for column in table.columns
    )
    heads = ("Sheet", "Column", "What stands in it", "Table")
    return Table("data_dictionary", "Data dictionary: every column", _make_columns(heads), tuple(rows))


def make_definitions(report: Report) -> Table:
    """Make the table of what each measure means."""
    rows = (
        Row((place.name, note.words, place.caption))
        for note in list_footnotes(report)
        for place in note.places
    )
    heads = ("Measure", "What it counts", "Table")
    return Table("definitions", "Definitions: what each figure counts", _make_columns(heads), tuple(rows))


def make_sentences(report: Report) -> Table:
    """Make the table of what is said in words, and by whom."""
    rows = (
        Row((section.title, kind, words))
        for _, section in report.walk()
        for block in section.blocks
        for kind, words in _list_sentences(block)
    )
    heads = ("Section", "Kind", "Words")
    return Table(
        "in_words", "In words: sentences, quotations, what came of them", _make_columns(heads), tuple(rows)
    )


def _make_columns(titles: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(Column(title, WORDS) for title in titles)


def _list_sentences(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Text():
            yield "Sentence", block.words
        case Bullets():
            yield from (("Sentence", item) for item in block.items)
        case Quotation():
            yield f"{block.who}, {HOW[block.how]}", block.words
        case SaidAndDone():
            yield "You said", block.said
            yield "We did", block.done
            yield from ((("What came of it", block.outcome),) if block.outcome else ())
        case Chart():
            yield "Chart", f"{block.caption}: {block.alt}"
        case Table():
            return
