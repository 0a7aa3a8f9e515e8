"""A report as a workbook. The same report gives the same bytes, whenever it is written."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

from admin.markdown import make_title
from admin.report.excel.about import make_definitions, make_dictionary, make_sentences, write_about
from admin.report.excel.looks import Looks, make_safe
from admin.report.excel.names import ABOUT, LAST, name_sheets
from admin.report.excel.ranges import Sheet, list_sheets
from admin.report.excel.sheets import write_sheet
from admin.report.stamped import name_properties

if TYPE_CHECKING:
    from admin.report.model import Report

AS_IT_IS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Nothing is guessed from words; in memory no file lies about, and every part has the same time."""


def write_excel(report: Report) -> bytes:
    """Write the workbook: what it is, a sheet a table with its charts, and what every figure means."""
    held = io.BytesIO()
    book = Workbook(held, AS_IT_IS)
    _describe(book, report)
    _write_sheets(book, report)
    book.close()
    return held.getvalue()


def _write_sheets(book: Workbook, report: Report) -> None:
    looks, stamp = Looks(book), report.stamp
    sheets = list_sheets(report)
    names = name_sheets((ABOUT, *(make_title(sheet.table.key) for sheet in sheets), *LAST))
    named = list(zip(names[1:], (sheet.table for sheet in sheets), strict=False))
    about = book.add_worksheet(names[0])
    write_about(about, looks, report, named)
    told = (make_sentences(report), make_definitions(report), make_dictionary(named))
    for name, sheet in zip(names[1:], (*sheets, *(Sheet(table, "", ()) for table in told)), strict=True):
        write_sheet(book.add_worksheet(name), looks, sheet, stamp)


def _describe(book: Workbook, report: Report) -> None:
    book.set_properties(
        {
            "title": make_safe(report.title),
            "subject": make_safe(report.subtitle),
            "company": make_safe(report.council),
            "author": "Have Your Say",
            "created": report.stamp.made_at.replace(tzinfo=None),
        }
    )
    for name, value in name_properties(report.stamp).items():
        book.set_custom_property(name, value, "text")
