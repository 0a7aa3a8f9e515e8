"""What LibreOffice makes of the file: it draws the charts, repeats the heads, and loses no words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from admin.report.model import Section
from admin.report.word.write import write_word
from tests.report.specimen import LONG, SPECIMEN
from tests.report.word.converting import HOW_TO, OFFICE, convert

if TYPE_CHECKING:
    from pathlib import Path

    import pypdfium2

WHY = f"The Word file is NOT tested with another program: that needs LibreOffice. {HOW_TO}"
pytestmark = pytest.mark.skipif(OFFICE is None, reason=WHY)


def read_pages(pdf: pypdfium2.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pdf]


def test_another_program_shows_all_of_it(tmp_path: Path) -> None:
    pages = read_pages(convert(write_word(SPECIMEN), tmp_path))
    text = "\n".join(pages)
    for heading in ("How to read this", "One level down", "What people told us"):
        assert heading in text
    assert "Reviews at which the child took part, out of all." in pages[0]
    assert f"Page 1 of {len(pages)}" in pages[0]
    for drawn in ("93.7 %", "67 %", "29", "Going home", "Child declined"):
        assert drawn in text


def test_another_program_repeats_the_head_of_a_long_table(tmp_path: Path) -> None:
    pages = read_pages(
        convert(write_word(replace(SPECIMEN, sections=(Section("a", "A", (LONG,)),))), tmp_path)
    )
    assert len(pages) > 1
    assert all("People" in page and "Mean" in page for page in pages if "Question" in page)
