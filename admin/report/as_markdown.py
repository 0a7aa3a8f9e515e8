"""A report in Markdown: tables and words, and of each chart what is to be seen in it. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from admin.report.model import Bullets, Chart, Manner, Quotation, SaidAndDone, Table, Text
from admin.report.stamp_words import list_stamp_lines
from admin.report.written import HOW, clean, explain_marks, find_marks, number_footnotes, write_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.report.model import Block, Report, Row, Section
    from admin.shown.model import Mark

SIGNS = re.compile(r"([\\`*\[\]<>|~]|&(?=#?\w+;)|(?<!\w)_|_(?!\w))")
"""What Markdown would read as its own: an underscore only where a word begins or ends."""
BEGINS = re.compile(r"^(#+|[+-]|-{3,}|\d+(?=[.)]))(?![^\s.)])")
"""What would make a heading, a list or a rule of a line that begins with it."""
DEEPEST = 6


def as_markdown(report: Report) -> str:
    """Write the whole report."""
    return "\n".join(_list_lines(report)).rstrip() + "\n"


def escape(words: str) -> str:
    """Write words as a line of their own, so that they stand as they are."""
    return BEGINS.sub(lambda found: _escape_start(found[0]), escape_within(words))


def escape_within(words: str) -> str:
    """Write words on one line, within others or in a cell."""
    return SIGNS.sub(r"\\\1", " ".join(clean(words).split()))


def _escape_start(start: str) -> str:
    return f"{start}\\" if start[0].isdigit() else f"\\{start}"


def _list_lines(report: Report) -> Iterator[str]:
    yield from (f"# {escape(report.title)}", "", escape(report.council))
    if report.subtitle:
        yield from ("", f"**{escape(report.subtitle)}**")
    yield ""
    numbers = number_footnotes(report)
    for level, section in report.walk():
        yield from _list_section(report, section, min(level + 1, DEEPEST), numbers)
    for words, number in numbers.items():
        yield f"[^{number}]: {escape(words)}"
    yield from ("", "---", "")
    for line in list_stamp_lines(report.stamp):
        yield from (escape(line), "")


def _list_section(report: Report, section: Section, level: int, numbers: dict[str, int]) -> Iterator[str]:
    yield from (f"{'#' * level} {escape(section.title)}", "")
    for block in section.blocks:
        yield from _list_block(report, block, numbers)


def _list_block(report: Report, block: Block, numbers: dict[str, int]) -> Iterator[str]:
    match block:
        case Text():
            yield from (_write_text(block), "")
        case Bullets():
            yield from (*(f"- {escape(item)}" for item in block.items), "")
        case Table():
            yield from _list_table(block, numbers)
            yield from _list_marks(report, block.marks)
        case Chart():
            yield from (f"*Chart: {escape(block.caption)}.* {escape(block.alt)}", "")
            yield from _list_marks(report, find_marks(block))
        case Quotation():
            yield from (f"> {escape(block.words)}", ">", f"> — {escape(block.who)}, {HOW[block.how]}", "")
        case SaidAndDone():
            yield from _list_said(block)
        case _:
            assert_never(block)


def _write_text(text: Text) -> str:
    words = escape(text.words)
    match text.manner:
        case Manner.PLAIN:
            return words
        case Manner.LEAD:
            return f"**{words}**"
        case Manner.NOTE:
            return f"*{words}*"
        case Manner.CAVEAT:
            return f"> **Before you quote this:** {words}"
        case _:
            assert_never(text.manner)


def _list_table(table: Table, numbers: dict[str, int]) -> Iterator[str]:
    yield from (f"**{escape(table.caption)}**", "")
    yield _write_row([escape_within(column.title) for column in table.columns])
    yield _write_row(["---" if column.holds == "words" else "---:" for column in table.columns])
    yield from (_write_row(_list_cells(table, row, numbers)) for row in table.rows)
    yield ""
    for note in table.notes:
        yield from (f"*{escape(note)}*", "")


def _list_cells(table: Table, row: Row, numbers: dict[str, int]) -> Iterator[str]:
    for at, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        words = escape_within(write_cell(cell, column.holds))
        shown = f"**{words}**" if row.is_total and words else words
        yield f"{shown}[^{numbers[row.footnote]}]" if row.footnote and not at else shown


def _write_row(cells: list[str] | Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _list_marks(report: Report, marks: frozenset[Mark]) -> Iterator[str]:
    for said in explain_marks(marks, report.stamp.hidden_below):
        yield from (f"*{escape(said)}*", "")


def _list_said(pair: SaidAndDone) -> Iterator[str]:
    yield f"- **You said:** {escape(pair.said)}"
    yield f"  **We did:** {escape(pair.done)}"
    if pair.outcome:
        yield f"  **What came of it:** {escape(pair.outcome)}"
    yield ""
