"""XLSForm tables in .xlsx: the cells as texts; a formula is a fault, since its result is not in our hands."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING, Protocol

from forms.xlsform.issues import SHEETS
from forms.xlsform.limits import MAX_ROWS, MAX_UNPACKED_BYTES
from forms.xlsform.markdown import RawSheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.xlsform.issues import Findings


class Cell(Protocol):
    """What we look at in a cell of openpyxl's."""

    value: object
    data_type: str


CALCULATED = frozenset({"f", "e"})
"""The data types of a formula, and of the error that one left behind."""

_NOT_A_WORKBOOK = (
    "this is no .xlsx workbook that can be read: open it in Excel or LibreOffice, save it as .xlsx"
)


def read_workbook(content: bytes, findings: Findings) -> list[RawSheet]:
    """Return the sheets of a workbook, in order; nothing, with one finding, if it cannot be read."""
    try:
        if _measure(content) > MAX_UNPACKED_BYTES:
            findings.add("", 0, "", f"this workbook unpacks to more than {MAX_UNPACKED_BYTES:,} bytes")
            return []
        return _read_sheets(content, findings)
    except Exception:  # noqa: BLE001 - a damaged workbook makes openpyxl raise almost anything
        findings.add("", 0, "", _NOT_A_WORKBOOK)
        return []


def _measure(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def _read_sheets(content: bytes, findings: Findings) -> list[RawSheet]:
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, and seldom needed; no types

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # openpyxl warns of drop-down lists and the like, which say nothing to us
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        sheets = []
        for page in book.worksheets:
            page.reset_dimensions()  # some programs write a wrong size, and rows would be lost
            sheets.append(_read_sheet(page.title, page.iter_rows(), findings))
    return sheets


def _read_sheet(title: str, rows: Iterable[tuple[Cell, ...]], findings: Findings) -> RawSheet:
    """Read the rows of one sheet, up to the last with something in it."""
    sheet = RawSheet(title)
    for number, cells in enumerate(rows, start=1):
        texts = tuple(read_cell(cell) for cell in cells)
        if number > MAX_ROWS and any(texts):
            findings.add(
                title, number, "", f"more than {MAX_ROWS:,} rows: take out what does not belong here"
            )
            break
        if number <= MAX_ROWS:
            sheet.rows.append(texts)
        _find_formulas(sheet, number, cells, findings)
    while sheet.rows and not any(sheet.rows[-1]):
        sheet.rows.pop()
    return sheet


def _find_formulas(sheet: RawSheet, number: int, cells: tuple[Cell, ...], findings: Findings) -> None:
    name = sheet.name.strip().casefold()
    for place, cell in enumerate(cells if name in SHEETS else ()):
        if cell.data_type in CALCULATED:
            headings = sheet.rows[0]
            column = (headings[place] if place < len(headings) else "") or str(place + 1)
            findings.add(name, number, column, "found a formula: type the text itself, a formula is not read")


def read_cell(cell: Cell) -> str:
    """Read a cell as text: nothing of a formula, and no full stop after a whole number."""
    value = cell.value
    if value is None or cell.data_type in CALCULATED:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\xa0", " ").strip()
