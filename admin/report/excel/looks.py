"""How cells look: numbers as numbers, with the sign that belongs to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from admin.cells_out import guard_cell
from admin.report.model import Holds
from admin.report.written import clean
from admin.shown.model import Mark

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # likewise

    from admin.report.model import Cell

LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""
DEEP, TINT, HAIR = "#1d5c63", "#e6f1ef", "#c8c2b8"


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of one workbook, each made once."""

    book: Workbook
    _made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def find(self, **wanted: object) -> Format:
        """Return the format with these properties, as XlsxWriter calls them."""
        key = tuple(sorted(wanted.items(), key=lambda item: item[0]))
        if key not in self._made:
            self._made[key] = self.book.add_format({"font_name": "Arial", "font_size": 10, **wanted})
        return self._made[key]

    def of_title(self) -> Format:
        """Return the look of what stands over a table."""
        return self.find(bold=True, font_size=13, font_color=DEEP)

    def of_head(self, *, is_number: bool) -> Format:
        """Return the look of a column's title."""
        return self.find(
            bold=True,
            text_wrap=True,
            bg_color=TINT,
            bottom=1,
            valign="bottom",
            align="right" if is_number else "left",
        )

    def of_words(self, *, is_total: bool = False) -> Format:
        """Return the look of words in a table."""
        return self.find(text_wrap=True, valign="top", **_find_edge(is_total=is_total))

    def of_cell(self, cell: Cell, holds: Holds, *, is_total: bool) -> Format:
        """Return the look of a cell in a column that holds numbers."""
        if cell is None or isinstance(cell, Mark | str):
            return self.find(align="right", valign="top", **_find_edge(is_total=is_total))
        return self.find(num_format=find_code(cell, holds), valign="top", **_find_edge(is_total=is_total))

    def of_note(self) -> Format:
        """Return the look of what stands under a table."""
        return self.find(italic=True, font_color="#5a5362", text_wrap=True, valign="top")


def find_code(number: float, holds: Holds) -> str:
    """Return how Excel is to write a number. A percentage is from 0 to 100, as everywhere else."""
    tenths = "" if isinstance(number, int) else ".0"
    match holds:
        case Holds.PERCENT:
            return f'0{tenths}" %"'
        case Holds.POINTS:
            return f"+0{tenths};\N{MINUS SIGN}0{tenths};0{tenths}"
        case Holds.COUNT:
            return "#,##0"
        case Holds.NUMBER | Holds.WORDS:
            return "General"


def make_safe(words: str) -> str:
    """Return words as a cell may hold them: nothing in them runs, or breaks the file."""
    return guard_cell(clean(words))[:LONGEST_CELL]


def _find_edge(*, is_total: bool) -> dict[str, object]:
    return {"bold": True, "top": 1} if is_total else {"bottom": 4, "bottom_color": HAIR}
