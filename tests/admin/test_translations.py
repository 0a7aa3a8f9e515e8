"""A workbook for translators: written, filled in, brought back, and then offered."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from forms.languages.forms_said import translate_form
from forms.languages.offered import list_offered
from forms.library import Library
from forms.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.admin.conftest import Desk

FORM = "check_in"
CODE, HEAD = "so", "Somali (so)"


def export(desk: Desk) -> Any:
    out = desk.folder / "words.xlsx"
    assert desk.run("forms", "export", FORM, "--language", CODE, "--out", str(out)).exit_code == 0
    return openpyxl.load_workbook(out)


def fill(book: Any) -> None:
    """Say everything: the English, with a mark before it."""
    for sheet in book.worksheets:
        heads = [cell.value for cell in sheet[1]]
        for place, head in enumerate(heads):
            if head and HEAD in head:
                original = heads.index(head.partition("::")[0]) if "::" in head else 0
                for row in sheet.iter_rows(min_row=2):
                    text = row[original].value
                    is_one = "::" not in head and head != HEAD and not row[1].value
                    if text and not is_one:
                        row[place].value = f"Ⓢ {text}"


def bring(desk: Desk, book: Any) -> Any:
    content = BytesIO()
    book.save(content)
    path: Path = desk.folder / "back.xlsx"
    path.write_bytes(content.getvalue())
    return desk.run("forms", "import", str(path))


@pytest.fixture(autouse=True)
def _checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAY_LANGUAGES", raising=False)


def test_workbook_that_is_filled_in_makes_a_language(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    book = export(desk)
    assert book.sheetnames == ["survey", "choices", "settings", "pages", "safety"]
    fill(book)
    result = bring(desk, book)
    assert result.exit_code == 0, result.stderr
    monkeypatch.setenv("SAY_LANGUAGES", CODE)
    monkeypatch.setenv("SAY_LANGUAGES_SAFETY", CODE)
    [language] = [one for code, one in list_offered(load_settings()).items() if code == CODE]
    assert language.name == "Soomaali"
    library = Library.shipped()
    said = translate_form(library.current(FORM), language)
    assert said.title == "Ⓢ How are things now?"
    assert translate_form(library.current("have_your_say_leaver"), language).language == "en"
    again = export(desk)
    filled = {name: [[cell.value for cell in row] for row in book[name]] for name in book.sheetnames}
    assert {name: [[cell.value for cell in row] for row in again[name]] for name in book.sheetnames} == filled


def test_language_that_nobody_checked_is_not_offered(desk: Desk) -> None:
    book = export(desk)
    fill(book)
    assert bring(desk, book).exit_code == 0
    assert CODE not in list_offered(load_settings())


def test_what_is_missing_or_wrong_is_told_with_its_sheet_and_row(desk: Desk) -> None:
    book = export(desk)
    fill(book)
    survey, pages = book["survey"], book["pages"]
    heads = [cell.value for cell in survey[1]]
    place = heads.index(f"label::{HEAD}")
    row = next(n for n, cells in enumerate(survey.iter_rows(), 1) if cells[place].value and n > 2)
    survey.cell(row, place + 1).value = None
    wrong = next(n for n, cells in enumerate(pages.iter_rows(), 1) if cells[0].value == "Change {number}")
    pages.cell(wrong, 3).value = "Ⓢ"
    result = bring(desk, book)
    assert result.exit_code == 1
    assert sorted(result.stderr.splitlines(), reverse=True) == [
        f"back.xlsx, survey, row {row}, column label::{HEAD}: the translation is empty",
        f"back.xlsx, pages, row {wrong}, column {HEAD}: the translation lacks {{number}}",
    ]
    assert not (load_settings().data_dir / "languages").exists()


def test_workbook_without_a_sheet_of_ours_is_told(desk: Desk) -> None:
    book = export(desk)
    fill(book)
    book["safety"].delete_rows(2)
    result = bring(desk, book)
    assert result.exit_code == 1
    assert "safety: the row of " in result.stderr


def test_code_of_no_language_is_wrong_usage(desk: Desk) -> None:
    result = desk.run("forms", "export", FORM, "--language", "xq", "--out", str(desk.folder / "x.xlsx"))
    assert result.exit_code == 2
    assert "xq is the code of no language" in result.stderr
