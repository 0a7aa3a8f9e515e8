"""`import answers`: another system's form, read by a mapping that is remembered, counted like our own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from forms.records import AnonymousAnswer, AnonymousResponse, AnswerMapping, AuditEntry, ImportedAnswer
from forms.store.statements import table_of
from tests.admin.exported import (
    FORM,
    GOOGLE,
    MAP,
    MICROSOFT,
    WHO,
    WORDS,
    microsoft_row,
    write_csv,
    write_workbook,
)
from tests.canary import find_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from click.testing import Result

    from tests.admin.conftest import Desk


def put(desk: Desk, name: str, content: bytes | str) -> str:
    path = desk.folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def put_rows(desk: Desk, rows: Iterable[list[Any]], headings: tuple[str, ...] = MICROSOFT) -> str:
    return put(desk, "parents.xlsx", write_workbook(headings, rows))


def put_map(desk: Desk, **changed: Any) -> str:
    return put(desk, "map.json", json.dumps({**MAP, **changed}))


def bring_in(desk: Desk, file: str, *more: str) -> Result:
    return desk.run("import", "answers", file, "--form", FORM, *more)


def count_items(desk: Desk) -> dict[str, Any]:
    told = desk.run("summary", "--from", "2025-04-01", "--to", "2026-03-31", "--format", "json")
    [form] = [form for form in json.loads(told.stdout)["forms"] if form["form"] == FORM]
    return {question["key"]: question for question in form["questions"]} | {"form": form}


def test_export_of_microsoft_forms_is_counted_like_our_own(desk: Desk) -> None:
    rows = [microsoft_row(1), microsoft_row(2, fair="Sort of", away=""), microsoft_row(3, fair="No", score=1)]
    result = bring_in(desk, put_rows(desk, rows), "--map", put_map(desk))
    assert (result.exit_code, "kept: 3" in result.stdout) == (0, True), result.output
    found = count_items(desk)
    assert found["form"]["submitted"] == 3
    assert found["form"]["channels"] == {"web": 3}
    assert {key: n for key, n in found["fair"]["counts"].items() if n} == {"yes": 1, "partly": 1, "no": 1}
    assert found["meeting_score"]["mean"] == 3
    assert {key: n for key, n in found["missed_why"]["counts"].items() if n} == {"work": 2, "travel": 2}
    assert found["went_well"]["answered"] == 3


def test_nobody_is_known_and_no_words_lie_open(desk: Desk) -> None:
    file = put_rows(desk, [microsoft_row(1), microsoft_row(2)])
    result = bring_in(desk, file, "--map", put_map(desk))
    for path in desk.folder.glob("*.xlsx"):
        path.unlink()
    for words in (WHO, WORDS, "home.example"):
        assert words not in result.output
        assert find_words(desk.folder, words) == []
    weeks = {row["week_on"].weekday() for row in desk.read(table_of(AnonymousResponse).select())}
    assert weeks == {0}, "no nearer than the week"
    ids = {row["id"] for row in desk.read(table_of(AnonymousResponse).select())}
    digests = {row["digest"] for row in desk.read(table_of(ImportedAnswer).select())}
    assert (len(ids), len(digests), ids & digests) == (2, 2, set())


def test_same_file_again_changes_nothing_and_a_longer_one_adds_the_rest(desk: Desk) -> None:
    alike = microsoft_row(1)
    bring_in(desk, put_rows(desk, [alike, alike]), "--map", put_map(desk))
    again = bring_in(desk, put_rows(desk, [alike, alike]))
    assert ("added: 0" in again.stdout, "unchanged: 2" in again.stdout) == (True, True), again.output
    longer = [[*alike, ""], [*alike, ""], [*microsoft_row(4), "yes"]]
    headings = (*MICROSOFT, "A question that was added later")
    grown = bring_in(desk, put_rows(desk, longer, headings), "--map", put_map(desk))
    assert ("added: 1" in grown.stdout, "unchanged: 2" in grown.stdout) == (True, True), grown.output
    assert len(desk.read(table_of(AnonymousResponse).select())) == 3


def test_mapping_is_remembered_by_the_headings_and_on_record(desk: Desk) -> None:
    file = put_rows(desk, [microsoft_row(1)])
    refused = bring_in(desk, file)
    assert (refused.exit_code, "--suggest" in refused.stderr) == (1, True)
    bring_in(desk, file, "--map", put_map(desk))
    order = [8, 7, 6, 5, 4, 3, 2, 1, 0]
    turned = [[microsoft_row(2)[place] for place in order]]
    again = bring_in(desk, put_rows(desk, turned, tuple(MICROSOFT[place] for place in order)))
    assert (again.exit_code, "added: 1" in again.stdout) == (0, True), again.output
    assert len(desk.read(table_of(AnswerMapping).select())) == 1
    noted = [row["action"] for row in desk.read(table_of(AuditEntry).select())]
    assert [noted.count(each) for each in ("mapping.keep", "answers.import")] == [1, 2]


def test_bad_rows_are_named_and_the_rest_is_kept(desk: Desk) -> None:
    rows = [
        microsoft_row(1),
        microsoft_row(2, score=9),
        microsoft_row(3, fair="Ask Rosalind"),
        microsoft_row(4, sent="soon"),
        microsoft_row(5, well='=HYPERLINK("http://x","y")'),
        microsoft_row(6, sent="2036-01-01"),
        microsoft_row(7, score=None, fair="rather not say", well=None, away=None),
    ]
    result = bring_in(desk, put_rows(desk, rows), "--map", put_map(desk))
    assert result.exit_code == 0, result.output
    told = result.stderr
    assert "row 3, column Form1: How was the meeting for you?: found something else (length 1)" in told
    assert "expected a number from 1 to 5" in told
    assert "row 4, column Form1: Were you treated fairly?: found something else (length 12)" in told
    assert "expected yes, partly, no, not_sure or blank" in told
    assert "row 5, column Form1: Completion time: expected a day from" in told
    assert "row 6, column Form1: What went well?: found a formula; expected a value" in told
    assert "row 7, column Form1: Completion time" in told
    assert "Rosalind" not in result.output
    for line in ("rows: 7", "nothing to store: 1", "refused: 5", "kept: 1", "bad cell: 5"):
        assert line in result.stdout.splitlines()


def test_dry_run_stores_nothing_and_tells_the_same(desk: Desk) -> None:
    file = put_rows(desk, [microsoft_row(1), microsoft_row(2, score=9)])
    result = bring_in(desk, file, "--map", put_map(desk), "--dry-run")
    assert result.exit_code == 0
    assert {"could be kept: 1", "new: 1", "refused: 1"} <= set(result.stdout.splitlines())
    for record in (AnonymousResponse, AnswerMapping, ImportedAnswer):
        assert desk.read(table_of(record).select()) == []
    stopped = bring_in(desk, file, "--map", put_map(desk), "--all-or-nothing")
    assert stopped.exit_code == 1
    assert desk.read(table_of(AnonymousResponse).select()) == []


def test_suggestion_is_written_looked_at_and_used(desk: Desk) -> None:
    rows = [microsoft_row(1), microsoft_row(2, fair="Yess"), microsoft_row(3, fair="Perhaps once")]
    file, suggested = put_rows(desk, rows), desk.folder / "suggested.json"
    result = bring_in(desk, file, "--suggest", str(suggested))
    assert "values that a person must say the meaning of: 1" in result.stdout, result.output
    told = json.loads(suggested.read_text(encoding="utf-8"))
    assert {heading: target for heading, target in told["columns"].items() if target != "-"} == MAP["columns"]
    assert told["values"] == {"fair": {"yess": "yes", "perhaps once": None}}
    assert told["questions"]["fair"][0] == "Were you treated fairly?"
    told["values"]["fair"]["perhaps once"] = "partly"
    suggested.write_text(json.dumps(told), encoding="utf-8")
    assert "added: 3" in bring_in(desk, file, "--map", str(suggested)).stdout
    assert desk.read(table_of(AnonymousResponse).select()) != []


def test_export_of_google_forms_is_read_with_its_commas_and_days(desk: Desk) -> None:
    rows = [
        [
            "6/20/2025 14:33:12",
            "a@home.example",
            "Yes",
            "I had to work, I was told too late",
            '=1+1, "quoted"',
        ],
        ["2025/06/03 2:33:12 pm GMT+1", "b@home.example", "Partly", "", ""],
    ]
    suggested = desk.folder / "suggested.json"
    file = put(desk, "google.csv", write_csv(GOOGLE, rows))
    bring_in(desk, file, "--suggest", str(suggested))
    told = json.loads(suggested.read_text(encoding="utf-8"))
    assert told["columns"]["Timestamp"] == "@when"
    assert (told["columns"]["Email Address"], told["is_month_first"]) == ("-", True)
    result = bring_in(desk, file, "--map", str(suggested))
    assert "weeks beginning: 02/06/2025 to 16/06/2025" in result.stdout, result.output
    found = count_items(desk)
    assert {key: n for key, n in found["missed_why"]["counts"].items() if n} == {"work": 1, "late_notice": 1}
    assert found["change_one"]["answered"] == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"columns": {"Completion time": "@when", "Name": "went_well"}}, "says who somebody is"),
        ({"columns": {"Completion time": "@when"}}, "no column answers a question"),
        ({"columns": {"Were you treated fairly?": "fair"}}, "no column says when"),
        ({"columns": {**MAP["columns"], "Nowhere": "understood"}}, "has no column 'Nowhere'"),
        ({"columns": {**MAP["columns"], "Start time": "fair"}}, "only one can be"),
        ({"columns": {**MAP["columns"], "Start time": "is_complaint"}}, "no question 'is_complaint'"),
        ({"values": {"fair": {"Sort of": "maybe"}}}, "'maybe' is no answer to 'fair'"),
        ({"channel": "fax"}, "no channel 'fax'"),
        ({"form": "feedback_carer"}, "for the form 'feedback_carer'"),
        ({"columns": 3}, "no JSON with 'form' and 'columns'"),
        ({"on": "2025-13-01"}, "no JSON with 'form' and 'columns'"),
    ],
)
def test_mapping_with_a_fault_imports_nothing(desk: Desk, changed: dict[str, Any], said: str) -> None:
    result = bring_in(desk, put_rows(desk, [microsoft_row(1)]), "--map", put_map(desk, **changed))
    assert (result.exit_code, said in result.stderr) == (1, True), result.output
    assert desk.read(table_of(AnonymousResponse).select()) == []


def test_day_of_all_answers_stands_in_for_a_column(desk: Desk) -> None:
    columns = {"Were you treated fairly?": "fair", "Who": "@audience", "How": "@channel"}
    values = {"@audience": {"foster carer": "carer"}, "@channel": {"form": "paper"}}
    file = put(desk, "old.csv", write_csv(tuple(columns), [["Yes", "Foster carer", "form"], ["No", "", ""]]))
    given = put_map(desk, columns=columns, values=values, on="2025-07-02")
    assert "added: 2" in bring_in(desk, file, "--map", given).stdout
    rows = desk.read(table_of(AnonymousResponse).select())
    assert {(row["audience"], row["channel"], str(row["week_on"])) for row in rows} == {
        ("carer", "paper", "2025-06-30"),
        ("parent", "web", "2025-06-30"),
    }


def test_row_that_would_call_a_person_is_told_of(desk: Desk) -> None:
    rows = [microsoft_row(1), microsoft_row(2, well="please help me, he hits me")]
    result = bring_in(desk, put_rows(desk, rows), "--map", put_map(desk))
    assert "row 3: an answer here would call a person" in result.stderr
    assert "row 2" not in result.stderr
    assert "may need a person: 1" in result.stdout


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 no workbook", b"\xff\xfeI\x00D\x00", b"", b"a,b\n", b"\xe9,b\nc,d\n", b'a,b\n"c,d\n'],
    ids=["broken workbook", "UTF-16", "empty", "headings alone", "Latin-1", "quotation mark"],
)
def test_file_that_cannot_be_read_is_refused_whole(desk: Desk, content: bytes) -> None:
    result = bring_in(desk, put(desk, "f.csv", content), "--map", put_map(desk))
    assert (result.exit_code, "f.csv" in result.stderr) == (1, True), result.output


@pytest.mark.parametrize(
    "words",
    [
        ("answers", "f.csv"),
        ("answers", "f.csv", "--form", "no_such_form", "--dry-run"),
        ("visits", "f.csv", "--form", FORM),
        ("reviews", "f.csv", "--map", "m.json"),
    ],
)
def test_wrong_usage_is_code_2(desk: Desk, words: tuple[str, ...]) -> None:
    file = put(desk, "f.csv", "a,b\nc,d\n")
    assert desk.run("import", *(file if word == "f.csv" else word for word in words)).exit_code == 2


def test_skipped_answers_are_stored_as_skips(desk: Desk, tmp_path: Path) -> None:
    del tmp_path
    bring_in(desk, put_rows(desk, [microsoft_row(1, fair="")]), "--map", put_map(desk))
    rows = {row["question_key"]: row for row in desk.read(table_of(AnonymousAnswer).select())}
    assert (rows["fair"]["value"], rows["fair"]["sealed"]) == (None, None)
    assert rows["went_well"]["sealed"] is not None
