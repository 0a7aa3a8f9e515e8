"""A file of a report, read again: what its stamp says, the figures inside it, the tables that it prints."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

import docx

from admin.cells_out import unguard_cell
from admin.report.excel.names import OF_WORDS
from admin.report.stamped import PREFIX, read_properties
from admin.report.word.blocks import SAID_AND_DONE
from admin.report.word.enclosed import read_enclosed
from admin.report.word.stamp import read_custom, read_stamp
from admin.shown.checksum import Written, read_written
from admin.signed.printed import PrintedTable, flatten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement

    from admin.report.model import Stamp

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTE = "#note-"
"""Where the number of a footnote leads on a page."""
MAX_INSIDE = 200_000_000
"""Bytes that a file may unfold to: it was handed in by somebody."""
FIELD = {"begin": 1, "end": -1}
NO_REPORT = "It is no file of a report: a .docx, .xlsx or .html that was made here is read."


class NoReportError(Exception):
    """A file that is none of a report; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """What a file says. `written` is None where no figures are enclosed in it."""

    stamp: Stamp | None
    written: Written | None
    tables: tuple[PrintedTable, ...]


def read_report_file(content: bytes) -> ReportFile:
    """Read a file by what it holds, whatever it is called. Raises NoReportError."""
    if content.startswith(b"PK"):
        return _read_office(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoReportError(NO_REPORT) from None
    if not text.lstrip().lower().startswith("<!doctype html"):
        raise NoReportError(NO_REPORT)
    reader = _PageReader()
    reader.feed(text)
    return ReportFile(read_properties(reader.named), None, tuple(reader.list_tables()))


def _read_office(content: bytes) -> ReportFile:
    try:
        with ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
            is_too_large = sum(each.file_size for each in parts.infolist()) > MAX_INSIDE
    except BadZipFile:
        raise NoReportError(NO_REPORT) from None
    if is_too_large:
        raise NoReportError("It unfolds to more than a report ever has.")
    if "word/document.xml" in names:
        return ReportFile(read_stamp(content), _read_figures(content), tuple(_read_word(content)))
    if "xl/workbook.xml" in names:
        return ReportFile(read_properties(read_custom(content)), None, tuple(_read_excel(content)))
    raise NoReportError(NO_REPORT)


def _read_figures(content: bytes) -> Written | None:
    found = read_enclosed(content)
    if found is None:
        return None
    try:
        return read_written(found)
    except ValueError:
        raise NoReportError("The figures enclosed in it cannot be read: they were changed.") from None


def _read_word(content: bytes) -> Iterator[PrintedTable]:
    """Yield the tables, each with the title that stands in its properties; not the first of words alone."""
    of_words = [SAID_AND_DONE]
    for table in docx.Document(io.BytesIO(content)).element.body.iter(f"{W}tbl"):
        found = table.find(f"{W}tblPr/{W}tblCaption")
        caption = "" if found is None else flatten(found.get(f"{W}val", ""))
        rows = [tuple(map(_read_text, row.iter(f"{W}tc"))) for row in table.iter(f"{W}tr")]
        if caption in of_words:
            of_words.remove(caption)
        elif found is not None and rows:
            yield PrintedTable(caption, rows[0], tuple(rows[1:]))


def _read_text(cell: BaseOxmlElement) -> str:
    """Read a cell but for what a field shows: the number of a footnote that an earlier row has."""
    depth, found = 0, []
    for each in cell.iter(f"{W}t", f"{W}fldChar"):
        if each.tag == f"{W}t":
            found += [each.text or ""] * (not depth)
        else:
            depth += FIELD.get(each.get(f"{W}fldCharType"), 0)
    return flatten("".join(found))


def _read_excel(content: bytes) -> Iterator[PrintedTable]:
    """Yield the table of each sheet: its caption in the first cell, heads below, down to an empty row.

    Sheets of words alone are left out.
    """
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, and seldom needed; no types

    for sheet in openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets:
        rows = [tuple(map(_write_cell, row)) for row in sheet.iter_rows(values_only=True)]
        if len(rows) > 1 and rows[0] and sheet.title not in OF_WORDS:
            until = next((place for place, row in enumerate(rows) if not any(row)), len(rows))
            yield PrintedTable(rows[0][0], rows[1], tuple(rows[2:until]))


def _write_cell(cell: object) -> str:
    if isinstance(cell, str):
        return flatten(unguard_cell(cell))
    return "" if cell is None else f"{cell}"


class _PageReader(HTMLParser):
    """Reads the named values and the tables of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.named: dict[str, str] = {}
        self._tables: list[tuple[list[str], list[list[str]]]] = []
        self._text: list[str] | None = None
        self._in_note = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell; take a named value."""
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "meta" and name.startswith(PREFIX):
            self.named[name] = given.get("content") or ""
        if tag == "table":
            self._tables.append(([], []))
        elif tag == "tr" and self._tables:
            self._tables[-1][1].append([])
        elif tag in {"caption", "th", "td"} and self._tables:
            self._text = []
        self._in_note = tag == "a" and (given.get("href") or "").startswith(NOTE)

    def handle_data(self, data: str) -> None:
        """Take the words of a cell, without the number of a footnote."""
        if self._text is not None and not self._in_note:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag == "a":
            self._in_note = False
        if tag not in {"caption", "th", "td"} or self._text is None:
            return
        captions, rows = self._tables[-1]
        words, self._text = flatten("".join(self._text)), None
        if tag == "caption":
            captions.append(words)
        elif rows:
            rows[-1].append(words)

    def list_tables(self) -> Iterator[PrintedTable]:
        """Yield the tables that have a caption."""
        for captions, rows in self._tables:
            if captions and rows:
                yield PrintedTable(captions[0], tuple(rows[0]), tuple(map(tuple, rows[1:])))
