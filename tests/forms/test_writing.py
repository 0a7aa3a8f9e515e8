"""Written out, as Markdown or as a workbook, a form reads as the same version."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.library import QUESTIONNAIRES, load_form, load_source, parse_markdown, write_as_workbook
from forms.xlsform.issues import Findings
from forms.xlsform.markdown import read_markdown
from forms.xlsform.writing import write_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMS = [*sorted(QUESTIONNAIRES.glob("*.md")), Path(__file__).parent / "every_kind.md"]
TRICKS = [
    "a | b",
    "a \\| b",
    "ends in \\",
    "=1+1",
    "#N/A",
    "+44",
    "@you",
    "_x0041_",
    "1.0",
    "- - -",
    "é ش 文 😀",
    "TRUE",
]
texts = st.lists(st.text() | st.sampled_from(TRICKS), min_size=1, max_size=4)


def write_form(labels: Sequence[str]) -> str:
    def escape(text: str) -> str:
        return " ".join(text.split()).replace("|", "\\|")

    rows = "".join(f"| | text | q{number} | {escape(text)} |\n" for number, text in enumerate(labels))
    return (
        f"| survey | type | name | label |\n|---|---|---|---|\n{rows}\n"
        "| settings | form_id | form_title | audience | timing |\n|---|---|---|---|---|\n"
        "| | ours | Ours | carer | after |\n"
    )


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_shipped_form_through_a_workbook_is_the_same_form(path: Path, tmp_path: Path) -> None:
    form, source = load_source(path)
    book = tmp_path / "book.xlsx"
    book.write_bytes(write_as_workbook(source))
    again, written = load_source(book)
    assert again.version == parse_markdown(written).version == form.version
    assert source == path.read_text(encoding="utf-8")
    assert [(row.key, row.label, row.options) for row in again.questions] == [
        (row.key, row.label, row.options) for row in form.questions
    ]


@given(texts)
def test_any_form_through_both_is_the_same_version(
    tmp_path_factory: pytest.TempPathFactory, labels: list[str]
) -> None:
    try:
        form = parse_markdown(write_form(labels))
    except Exception:  # noqa: BLE001 - a text that is no label is refused, elsewhere tested
        return
    path = tmp_path_factory.getbasetemp() / "any_form.xlsx"
    path.write_bytes(write_as_workbook(write_form(labels)))
    assert load_form(path).version == form.version
    assert parse_markdown(write_markdown(read_markdown(write_form(labels), Findings()))) == form


@pytest.mark.parametrize("trick", TRICKS)
def test_every_cell_of_a_workbook_is_text(trick: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_as_workbook(write_form([trick]))))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
