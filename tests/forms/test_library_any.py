"""Tables of any kind: the check ends with issues or with a form that holds together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import CHOICE_KINDS, Form, Kind
from forms.library import FormFaultError, check_file, parse_markdown
from forms.route import find_route

if TYPE_CHECKING:
    import pytest

TYPES = [
    *Kind,
    "select_one l",
    "select_multiple l",
    "rank l",
    "select_one m",
    "begin_group",
    "end_group",
    "calculate",
]
NAMES = ["a", "b", "c", "d", "2"]
CONDITIONS = ["${a} = 'x'", "${b} != ''", "selected(${c}, 'y')", "${d} <= 3", ". <= 3", "${e} = 1", "${a", ""]
CELLS: dict[str, list[str]] = {
    "type": TYPES,
    "name": NAMES,
    "label": ["Say", "Say more", ""],
    "relevant": ["", "", *CONDITIONS],
    "constraint": ["", "", *CONDITIONS],
    "alert": ["", "", *CONDITIONS],
    "required": ["", "yes", "perhaps"],
    "parameters": ["", "start=0 end=10", "start=1 end=5", "start=5 end=1", "rows=3"],
    "appearance": ["", "", "faces", "likes", "large"],
}
rows = st.fixed_dictionaries({column: st.sampled_from(values) for column, values in CELLS.items()})
good_rows = st.builds(
    lambda kind, name, relevant: {"type": kind, "name": name, "label": "Say", "relevant": relevant},
    st.sampled_from(["text", "integer", "select_one l", "select_multiple l"]),
    st.sampled_from(["a", "b", "c", "d"]),
    st.sampled_from(["", "${a} != ''", "${b} != '' and ${c} != ''"]),
)
REST = """
| choices | list_name | name | label |
| | l | x | Ex |
| | l | y | Why |

| settings | form_id | form_title | audience | timing |
| | demo | Demo | child | before |
"""


def write_form(written: list[dict[str, str]]) -> str:
    lines = [" | ".join(["| survey", *CELLS]) + " |"]
    lines += [" | ".join(["| ", *(row.get(column, "") for column in CELLS)]) + " |" for row in written]
    return "\n".join(lines) + REST


def find_fault(form: Form) -> str:
    """Say what does not hold together in a form that was accepted."""
    seen: set[str] = set()
    for question in form.questions:
        named = set[str]().union(*(condition.names for condition in question.relevant))
        if question.key in seen or not named <= seen:
            return question.key
        if (question.kind in CHOICE_KINDS) != bool(question.options):
            return question.key
        seen.add(question.key)
    return ""


@given(st.lists(rows, max_size=6) | st.lists(good_rows, max_size=4, unique_by=lambda row: row["name"]))
def test_any_rows_end_with_issues_or_a_form_that_holds_together(written: list[dict[str, str]]) -> None:
    try:
        form = parse_markdown(write_form(written))
    except FormFaultError as fault:
        assert all(issue.message for issue in fault.issues)  # noqa: PT017 - both ends are right, a crash is not
        return
    assert find_fault(form) == ""
    assert len(find_route(form, {})) <= len(form.questions)


@given(st.text(st.sampled_from("| \n\\-:abctypenamelabelsurveychoicessettings#")) | st.text())
def test_any_text_is_refused_with_issues(text: str) -> None:
    try:
        parse_markdown(text)
    except FormFaultError as fault:
        assert fault.issues  # noqa: PT017 - a text without all its sheets is never a form
    else:
        raise AssertionError(text)


@given(st.binary() | st.binary().map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_are_refused_with_issues(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xlsx"
    path.write_bytes(content)
    assert check_file(path)


@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=8))
def test_damaged_workbook_is_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, start: int, damage: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["type", "name", "label"])
    book.save(path)
    content = path.read_bytes()
    path.write_bytes(content[:start] + damage + content[start + len(damage) :])
    assert check_file(path)  # the sheet is not called survey, so there is always an issue
