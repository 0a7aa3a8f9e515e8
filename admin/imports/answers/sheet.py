"""A file of answers as a sheet of texts: .xlsx or .csv, the first sheet, with the headings as they stand."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.cells_out import unguard_cell
from admin.imports.table import FileRefusedError, read_records, refuse_utf16
from forms.xlsform.workbook import CALCULATED, read_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from admin.imports.table import Source
    from forms.xlsform.workbook import Cell

MAX_ROWS = 20_000
"""Answers in one file: more than any council gathers in ten years. They are read into memory."""
MAX_COLUMNS = 200
MAX_UNPACKED_BYTES = 200_000_000
"""Of a workbook: what is larger was made to fill the memory."""
_XLSX = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: `number` as a spreadsheet counts, its cells as texts, and the places of formulas.

    A formula is never worked out: its cell is empty here, and who needs it refuses the row.
    """

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands in it."""
        return not any(self.cells) and not self.formulas


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows under the headings; each row has a cell for each heading. `name` is the sheet's own."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def open_sheet(source: Source) -> Sheet:
    """Read the whole file. Raises FileRefusedError."""
    try:
        with source.open("rb") as file:
            is_workbook = file.read(len(_XLSX)) == _XLSX
    except OSError as error:
        raise FileRefusedError(f"{source.name} cannot be opened: {error.strerror}.") from error
    return _read_workbook(source) if is_workbook else _read_csv(source)


def _read_csv(source: Source) -> Sheet:
    refuse_utf16(source)
    number = 0
    found: list[SheetRow] = []
    try:
        for number, record in enumerate(read_records(source), start=1):
            _add(source, found, SheetRow(number, tuple(unguard_cell(cell.strip()) for cell in record)))
    except UnicodeDecodeError as error:
        message = f"{source.name} is not UTF-8 text: save it again as 'CSV UTF-8' and import that."
        raise FileRefusedError(message) from error
    except csv.Error as error:
        message = f"{source.name}, row {number + 1}: the quotation marks do not match, or a cell is too long."
        raise FileRefusedError(message) from error
    return _make_sheet(source, "", found)


def _read_workbook(source: Source) -> Sheet:
    with source.open("rb") as file:
        content = file.read()
    try:
        _refuse_large(source, content)
        title, found = _read_first_sheet(source, content)
    except FileRefusedError:
        raise
    except Exception as error:  # a damaged workbook makes openpyxl raise almost anything
        message = f"{source.name} is no .xlsx workbook that can be read: open it, and save it as .xlsx."
        raise FileRefusedError(message) from error
    return _make_sheet(source, title, found)


def _refuse_large(source: Source, content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MAX_UNPACKED_BYTES:
        raise FileRefusedError(f"{source.name} unpacks to more than {MAX_UNPACKED_BYTES:,} bytes.")


def _read_first_sheet(source: Source, content: bytes) -> tuple[str, list[SheetRow]]:
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, and seldom needed; no types

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of drop-down lists and the like
        page = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
        page.reset_dimensions()  # some programs write a wrong size, and rows would be lost
        found: list[SheetRow] = []
        for row in _read_rows(page.iter_rows()):
            _add(source, found, row)
        return str(page.title), found


def _read_rows(rows: Iterable[tuple[Cell, ...]]) -> Iterator[SheetRow]:
    for number, cells in enumerate(rows, start=1):
        formulas = frozenset(place for place, cell in enumerate(cells) if cell.data_type in CALCULATED)
        yield SheetRow(number, tuple(map(read_cell, cells)), formulas)


def _add(source: Source, found: list[SheetRow], row: SheetRow) -> None:
    """Add a row, but a blank one under the headings: a sheet may have a million that are only coloured."""
    if found and row.is_blank:
        return
    found.append(row)
    if len(found) > MAX_ROWS + 1:
        raise FileRefusedError(f"{source.name} has more than {MAX_ROWS:,} rows: part it into several files.")


def _make_sheet(source: Source, title: str, found: list[SheetRow]) -> Sheet:
    headings = _read_headings(found[0]) if found else ()
    if not any(headings):
        raise FileRefusedError(f"{source.name} has no headings in its first row: nothing was imported.")
    if len(headings) > MAX_COLUMNS:
        raise FileRefusedError(f"{source.name} has more than {MAX_COLUMNS} columns.")
    rows = tuple(_fit(row, len(headings)) for row in found[1:])
    if not rows:
        raise FileRefusedError(f"{source.name} has headings and no row under them: nothing was imported.")
    return Sheet(title, headings, rows)


def _read_headings(row: SheetRow) -> tuple[str, ...]:
    """Read the headings; the second of two alike is told apart by a number, one without by its place."""
    texts = [" ".join(text.split()) for text in row.cells]
    while texts and not texts[-1]:
        texts.pop()
    seen: Counter[str] = Counter()
    named = []
    for place, text in enumerate(texts, 1):
        name = text or f"column {place}"
        seen[name.casefold()] += 1
        named.append(name if seen[name.casefold()] == 1 else f"{name} ({seen[name.casefold()]})")
    return tuple(named)


def _fit(row: SheetRow, width: int) -> SheetRow:
    cells = (*row.cells[:width], *("",) * (width - len(row.cells)))
    return SheetRow(row.number, cells, frozenset(place for place in row.formulas if place < width))
