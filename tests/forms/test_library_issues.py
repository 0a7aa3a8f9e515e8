"""Every fault of a questionnaire, named with its place, all at once."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from forms.definition import Kind
from forms.library import FormFaultError, Issue, check_file, load_form, parse_markdown
from forms.xlsform import limits
from forms.xlsform.columns import COLUMNS
from forms.xlsform.issues import Findings
from forms.xlsform.limits import MAX_FILE_BYTES
from forms.xlsform.markdown import read_markdown

HERE = Path(__file__).parent
EVERY_FAULT = HERE / "every_fault.md"
NAME = "expected letters, digits and _, at most 40, a letter first"
TOGETHER = "characters with its notes and choices"
GOOD = HERE / "every_kind.md"


def list_golden() -> list[str]:
    return (HERE / "every_fault.txt").read_text(encoding="utf-8").splitlines()


def save_workbook(path: Path, markdown: str) -> openpyxl.Workbook:
    """Make the workbook that holds the same tables, row for row."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in read_markdown(markdown, Findings()):
        page = book.create_sheet(sheet.name)
        for cells in sheet.rows:
            page.append([cell or None for cell in cells])
    book.save(path)
    return book


def make_form(
    rows: str = "| | text | a | Say |",
    columns: str = "type | name | label",
    choices: str = "",
    settings: str = "| | demo | Demo | child | before |",
) -> str:
    return (
        f"| survey | {columns} |\n{rows}\n\n| choices | list_name | name | label |\n{choices}\n\n"
        f"| settings | form_id | form_title | audience | timing |\n{settings}\n"
    )


def list_faults(markdown: str) -> list[str]:
    with pytest.raises(FormFaultError) as fault:
        parse_markdown(markdown)
    return [str(issue) for issue in fault.value.issues]


def test_every_fault_in_markdown() -> None:
    assert [str(issue) for issue in check_file(EVERY_FAULT)] == list_golden()


def test_every_fault_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    save_workbook(path, EVERY_FAULT.read_text(encoding="utf-8"))
    found = [str(issue) for issue in check_file(path)]
    assert found == [line for line in list_golden() if not line.startswith("line ")]


def test_formula_cells(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    book = save_workbook(path, make_form("| | text | a | Say | |", "type | name | label | hint"))
    book["survey"]["E2"] = "=CONCAT(A1)"
    book["survey"]["D2"] = "=1/0"
    book["settings"]["A2"].value = "=A1"
    book.save(path)
    formula = "found a formula: type the text itself, a formula is not read"
    assert [str(issue) for issue in check_file(path)] == [
        f"survey, row 2, column hint: {formula}",
        f"survey, row 2, column 5: {formula}",
        f"settings, row 2, column form_id: {formula}",
        "settings, row 2, column form_id: is blank",
    ]


def test_workbook_and_markdown_are_the_same_form(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    save_workbook(path, GOOD.read_text(encoding="utf-8"))
    assert load_form(path) == load_form(GOOD)


def test_workbook_with_numbers_and_many_blank_rows(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    book = save_workbook(path, make_form("| | select_one l | a | Say |"))
    book["survey"]["A200"], book["survey"]["B200"], book["survey"]["C200"] = "text", "last", "The end"
    book["choices"].append(["l", 1, 2.0])
    book["choices"].append(["l", True, "Yes\xa0please "])
    book.save(path)
    form = load_form(path)
    assert [(option.value, option.label) for option in form.questions[0].options] == [
        ("1", "2"),
        ("True", "Yes please"),
    ]
    assert (form.questions[1].key, form.questions[1].row) == ("last", 200)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe| \x00s\x00", "this file is UTF-16 or no text at all: save it as UTF-8, or as .xlsx"),
        (b"|\x00 \x00s\x00", "this file is UTF-16 or no text at all: save it as UTF-8, or as .xlsx"),
        (b"| survey |\n| \xe9t\xe9 |", "this file is not UTF-8 (line 2): save it as UTF-8, or as .xlsx"),
        (
            b"PK\x03\x04 nothing",
            "this is no .xlsx workbook that can be read: open it in Excel or LibreOffice, save it as .xlsx",
        ),
        (b"\xd0\xcf\x11\xe0", "this is an old .xls, or has a password: save it as .xlsx without one"),
        (b"", "no table was found: expected the sheets survey, choices and settings"),
        (
            b"Dear all,\nhere is the form.",
            "no table was found: expected the sheets survey, choices and settings",
        ),
        (b"| " * MAX_FILE_BYTES, "this file is larger than 2,000,000 bytes"),
    ],
)
def test_file_that_holds_no_tables(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    assert check_file(path) == (Issue("", 0, "", sentence),)


def test_file_that_is_not_there(tmp_path: Path) -> None:
    sentence = "this file cannot be read: No such file or directory"
    assert check_file(tmp_path / "form.md") == (Issue("", 0, "", sentence),)
    assert check_file(tmp_path) == (Issue("", 0, "", "this file cannot be read: Is a directory"),)


def test_markdown_with_a_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_bytes(b"\xef\xbb\xbf" + make_form().replace("\n", "\r\n").encode())
    assert load_form(path) == parse_markdown(make_form())


def test_headings_on_the_line_after_the_sheet_name() -> None:
    apart = make_form().replace("| survey | type", "| survey |\n|---|---|\n| | type")
    assert parse_markdown(apart) == parse_markdown(make_form())


def test_bar_inside_a_text() -> None:
    form = parse_markdown(make_form(r"| | text | a | One \| two |"))
    assert form.questions[0].label == "One | two"


def test_missing_sheets() -> None:
    assert list_faults("| choices | list_name | name | label |") == [
        "survey: this sheet is missing: expected one with type, name, label",
        "settings: this sheet is missing: expected one with form_id, form_title, audience, timing",
    ]


def test_sheet_that_stands_twice_and_row_before_any() -> None:
    assert list_faults("| | stray |\n" + make_form() + "\n| survey | type |") == [
        "line 1: a table row stands before the name of its sheet",
        "survey: this sheet stands twice: put its rows together",
    ]


def test_form_that_asks_nothing() -> None:
    assert list_faults(make_form("| | note | a | Hello |")) == ["survey: asks no question"]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (
            make_form("\n".join(f"| | text | q{number} | Say |" for number in range(101))),
            "survey, row 102: has 101 questions and notes: expected at most 100",
        ),
        (
            make_form(choices="\n".join(f"| | l | v{number} | {number} |" for number in range(31))),
            'choices, row 32, column list_name: the list "l" has more than 30 options: shorten it',
        ),
        (
            make_form(f"| | text | a | {'x' * 501} |"),
            "survey, row 2, column label: has 501 characters: expected at most 500",
        ),
        (
            make_form(f"| | text | a | {chr(0x1F642) * 251} |"),
            "survey, row 2, column label: has 502 characters: expected at most 500",
        ),
        (
            make_form(f"| | note | n | {'x' * 1001} |\n| | text | a | Say |"),
            "survey, row 2, column label: has 1001 characters: expected at most 1000",
        ),
        (
            make_form(
                "\n".join(f"| | note | n{n} | {'x' * 999} |" for n in range(4)) + "\n| | text | a | Say |"
            ),
            f"survey, row 5, column label: has 4000 {TOGETHER}: expected at most 3500",
        ),
        (
            make_form(f"| | text | {'x' * 41} | Say |"),
            f'survey, row 2, column name: found "{"x" * 41}": {NAME}',
        ),
        (
            make_form(choices=f"| | l | v | {'x' * 61} |"),
            "choices, row 2, column label: has 61 characters: expected at most 60, to fit a button",
        ),
        (
            make_form(choices=f"| | l | {'x' * 41} | Label |"),
            "choices, row 2, column name: has 41 characters: expected at most 40",
        ),
        (
            make_form(settings=f"| | demo | {'x' * 81} | child | before |"),
            "settings, row 2, column form_title: has 81 characters: expected at most 80",
        ),
        (
            make_form(columns=" | ".join(["type", "name", "label", *[""] * 58])),
            "survey, row 1: found 61 columns: expected at most 60",
        ),
        (
            make_form(settings="| | demo | Demo | child | before |\n" * 2),
            "settings: found 2 rows under the headings: expected one",
        ),
        (
            make_form(choices="| | l | a | Same |\n| | l | b | same |"),
            'choices, row 3, column label: "same" stands twice in this list: nobody could tell them apart',
        ),
    ],
)
def test_over_a_ceiling(form: str, sentence: str) -> None:
    assert sentence in list_faults(form)


def test_guide_for_authors_knows_every_column_type_and_ceiling() -> None:
    guide = (HERE.parents[1] / "docs" / "questionnaires.md").read_text(encoding="utf-8")
    columns = {column for known in COLUMNS.values() for column in known}
    ceilings = {value for name, value in vars(limits).items() if name.startswith("MAX_")}
    ceilings.remove(limits.MAX_UNPACKED_BYTES)  # authors of honest workbooks never meet it
    missing = {name for name in columns | set(Kind) if f"`{name}" not in guide}
    assert missing | {value for value in ceilings if f"{value:,}" not in guide} == set()


def test_example_in_the_guide_is_a_form() -> None:
    guide = (HERE.parents[1] / "docs" / "questionnaires.md").read_text(encoding="utf-8")
    example = guide.split("## A small form")[1].split("## The sheet `survey`")[0]
    assert parse_markdown(example).key == "my_form"


LOOKS = [
    (
        "range",
        "start=0 end=3",
        "faces",
        "faces have names: expected the parameters start=1 end=5 or start=1 end=3",
    ),
    ("range", "start=1 end=5", "likes", "likes have names: expected the parameters start=1 end=3"),
    (
        "range",
        "start=1 end=3 step=2",
        "faces",
        "faces have names: expected the parameters start=1 end=5 or start=1 end=3",
    ),
    ("range", "start=1 end=3", "large", 'found "large": expected faces or likes, or nothing'),
    ("select_one l", "", "faces", 'found "faces": expected large, or nothing'),
]


@pytest.mark.parametrize(("kind", "parameters", "look", "fault"), LOOKS)
def test_appearance_that_cannot_be_drawn(kind: str, parameters: str, look: str, fault: str) -> None:
    form = make_form(
        f"| | {kind} | a | Say | {parameters} | {look} |",
        "type | name | label | parameters | appearance",
        "| | l | one | One |",
    )
    assert fault in list_faults(form)[0]


def test_picture_that_we_cannot_draw() -> None:
    good = make_form("| | select_one l | a | Say |", choices="| | l | one | One |")
    headed = good.replace(
        "| choices | list_name | name | label |", "| choices | list_name | name | label | picture |"
    )
    fine = headed.replace("| One |", "| One | mum |")
    assert parse_markdown(fine).questions[0].options[0].picture == "mum"
    [fault] = list_faults(fine.replace("| mum |", "| mumm |"))
    assert fault.startswith(
        'choices, row 2, column picture: found "mumm" (did you mean "mum"?): expected advocate'
    )


SETTINGS = "| settings | form_id | form_title | audience | timing |"


def test_reader_follows_from_the_moment_unless_the_form_says() -> None:
    readers = {}
    for timing in ("before", "between", "after"):
        readers[timing] = parse_markdown(make_form(settings=f"| | demo | Demo | child | {timing} |")).reader
    assert readers == {"before": "iro", "between": "iro", "after": "manager"}
    said = make_form(settings="| | demo | Demo | child | before | adviser | demo_simple |")
    form = parse_markdown(said.replace(SETTINGS, f"{SETTINGS} reader | simpler |"))
    assert (form.reader, form.simpler) == ("adviser", "demo_simple")


def test_reader_and_simpler_form_that_cannot_be() -> None:
    said = make_form(settings="| | demo | Demo | child | before | teacher | demo |")
    assert list_faults(said.replace(SETTINGS, f"{SETTINGS} reader | simpler |")) == [
        'settings, row 2, column reader: found "teacher": expected iro, manager, chair, adviser',
        'settings, row 2, column simpler: "demo" is this form itself: name another',
    ]


@pytest.mark.parametrize("reader", ["iro", "chair", "adviser"])
def test_feedback_is_never_read_by_the_person_it_is_about(reader: str) -> None:
    said = make_form(settings=f"| | demo | Demo | parent | after | {reader} |")
    [fault] = list_faults(said.replace(SETTINGS, f"{SETTINGS} reader |"))
    assert fault.startswith(f'settings, row 2, column reader: found "{reader}": expected manager, since')
