"""From rows of cells to tables with known columns."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from forms.xlsform.columns import COLUMNS, NEEDED, describe_column
from forms.xlsform.issues import SHEETS, suggest
from forms.xlsform.limits import MAX_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.xlsform.issues import Findings
    from forms.xlsform.markdown import RawSheet

VERSION_DIGITS = 12
"""Hex digits of a version: 48 bits tell a council's forms apart, and a person can compare them."""

_SHEETS_ELSEWHERE = frozenset({"entities", "external_choices", "osm"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it: the texts by column, blank cells left out."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the columns that it has, of those we know, and its rows."""

    name: str
    columns: frozenset[str]
    rows: tuple[Row, ...]

    def find_blank(self, row: Row, columns: Iterable[str]) -> tuple[str, ...]:
        """Return those of `columns` that are blank in the row; a column that is missing was reported once."""
        return tuple(column for column in columns if column in self.columns and column not in row.cells)


Tables: TypeAlias = Mapping[str, Sheet]


def make_tables(raw: Iterable[RawSheet], findings: Findings) -> Tables:
    """Understand the headings of every sheet; a sheet that is missing or stands twice is a finding."""
    tables: dict[str, Sheet] = {}
    for sheet in raw:
        name = sheet.name.strip().casefold()
        if name in tables:
            findings.add(name, 0, "", "this sheet stands twice: put its rows together")
        elif name in SHEETS:
            tables[name] = _make_sheet(name, sheet, findings)
        elif name in _SHEETS_ELSEWHERE or suggest(name, SHEETS):
            findings.add(sheet.name, 0, "", f"no such sheet is read here{suggest(name, SHEETS)}")
    for name in ("survey", "settings"):
        if name not in tables:
            findings.add(name, 0, "", f"this sheet is missing: expected one with {', '.join(NEEDED[name])}")
    return tables


def make_version(tables: Tables) -> str:
    """Return a digest of what the tables say; blank rows, order of columns and spacing do not count."""
    said = {
        name: [
            {column: " ".join(text.split()) for column, text in row.cells.items()}
            for row in tables[name].rows
        ]
        for name in SHEETS
        if name in tables
    }
    written = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:VERSION_DIGITS]


def _make_sheet(name: str, raw: RawSheet, findings: Findings) -> Sheet:
    headings = _read_headings(name, raw.rows[0] if raw.rows else (), findings)
    rows = []
    for number, cells in enumerate(raw.rows[1:], start=2):
        _find_stray_cells(name, number, headings, cells, findings)
        known = {column: cell for column, cell in zip(headings, cells, strict=False) if column and cell}
        _find_control_characters(name, number, known, findings)
        if known:
            rows.append(Row(number, known))
    return Sheet(name, frozenset(filter(None, headings)), tuple(rows))


def _read_headings(name: str, cells: tuple[str, ...], findings: Findings) -> list[str | None]:
    """Return our name for each heading; "" for one that was found fault with, None where there is none."""
    headings: list[str | None] = []
    for cell in cells[:MAX_COLUMNS]:
        column = "_".join(cell.casefold().split())
        fault = describe_column(name, column) if column and column not in COLUMNS[name] else ""
        fault = "this column stands twice: keep one" if column and column in headings else fault
        headings.append("" if fault else column or None)
        if fault:
            findings.add(name, 1, cell, fault)
    if len(cells) > MAX_COLUMNS:
        findings.add(name, 1, "", f"found {len(cells)} columns: expected at most {MAX_COLUMNS}")
    for column in NEEDED[name]:
        if column not in headings:
            findings.add(name, 1, column, "this column is missing")
    return headings


def _find_control_characters(name: str, number: int, cells: Mapping[str, str], findings: Findings) -> None:
    """Note what no screen shows and no workbook can hold; spaces and line ends are no such thing."""
    for column, cell in cells.items():
        if any(unicodedata.category(mark) == "Cc" and not mark.isspace() for mark in cell):
            findings.add(name, number, column, "has a character that cannot be shown: type the text anew")


def _find_stray_cells(
    name: str, number: int, headings: list[str | None], cells: tuple[str, ...], findings: Findings
) -> None:
    """Note a cell that would be lost in silence; in Markdown it is often a `|` inside a text."""
    under = zip_longest(headings[: len(cells)], cells)
    stray = next((cell for heading, cell in under if heading is None and cell), None)
    if stray:
        found = f'found "{stray[:40]}" in a column without heading (a | inside a text is written \\|)'
        findings.add(name, number, "", found)
