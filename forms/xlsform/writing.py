"""From tables back to a file, Markdown or a workbook; both are read as the same form again."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, TypeAlias

from forms.xlsform.columns import COLUMNS
from forms.xlsform.issues import SHEETS, Findings
from forms.xlsform.tables import make_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forms.xlsform.markdown import RawSheet
    from forms.xlsform.tables import Sheet

    Page: TypeAlias = Any
    """A worksheet of openpyxl's, which ships no types."""

_WIDTHS = {"label": 60, "hint": 40, "relevant": 40, "type": 24, "constraint_message": 40, "form_title": 40}
"""Columns wider than others in a workbook, in characters."""
_WIDTH = 16


def write_markdown(raw: Iterable[RawSheet]) -> str:
    """Write the sheets that we read as Markdown tables, without spacing and blank rows."""
    tables = make_tables(raw, Findings())
    return "\n".join(_write_table(tables[name]) for name in SHEETS if name in tables)


def write_workbook(raw: Iterable[RawSheet]) -> bytes:
    """Write the sheets that we read as a workbook (.xlsx): every cell is text, whatever it looks like."""
    tables = make_tables(raw, Findings())
    return _write_book((name, _list_rows(tables[name])) for name in SHEETS if name in tables)


def write_plain_workbook(sheets: Iterable[RawSheet]) -> bytes:
    """Write sheets as they are, whatever their headings: every cell is text."""
    return _write_book((sheet.name, sheet.rows) for sheet in sheets)


def _write_table(sheet: Sheet) -> str:
    heads, *rows = _list_rows(sheet)
    rule = ["-" * max(len(head), 2) for head in (sheet.name, *heads)]
    lines = (_write_line((sheet.name, *heads)), _write_line(rule), *(_write_line(("", *row)) for row in rows))
    return "\n".join(lines) + "\n"


def _list_rows(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """List the headings and the rows: columns in our order, one space where there were several."""
    columns = [column for column in COLUMNS[sheet.name] if column in sheet.columns]
    yield tuple(columns)
    for row in sheet.rows:
        yield tuple(" ".join(row.cells.get(column, "").split()) for column in columns)


def _write_line(cells: Sequence[str]) -> str:
    return "|" + "".join(f" {escaped} |" if (escaped := cell.replace("|", r"\|")) else " |" for cell in cells)


def _write_book(pages: Iterable[tuple[str, Iterable[tuple[str, ...]]]]) -> bytes:
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, and seldom needed; no types

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in pages:
        _fill_page(book.create_sheet(name), rows)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill_page(page: Page, rows: Iterable[tuple[str, ...]]) -> None:
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]  # noqa: PLC0415 - likewise

    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            cell = page.cell(number, place)
            cell.value, cell.data_type = text or None, "s" if text else "n"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
            cell.quotePrefix = True
            if number == 1:
                page.column_dimensions[cell.column_letter].width = _WIDTHS.get(text, _WIDTH)
    page.freeze_panes = "A2"
