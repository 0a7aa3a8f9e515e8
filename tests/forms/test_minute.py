"""A form cut to what can be said in a minute, and how more is said from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.conversation import start, take_turn
from forms.definition import MINUTE, FileKind, find_base
from forms.library import FormFaultError, Library, load_form, parse_markdown, write_as_workbook
from forms.moves import (
    Ask,
    Attach,
    CheckAnswers,
    Choose,
    GivenFile,
    Reply,
    SayMore,
    Share,
    Skip,
    SkipRest,
    State,
    Submit,
    Thank,
)
from forms.sharing import Sharing
from forms.wording import say_what_a_minute_is

SHIPPED = Library.shipped()
if TYPE_CHECKING:
    from pathlib import Path

CUT = ["have_your_say_12_17", "have_your_say_8_11", "have_your_say_leaver"]
WHOLE = SHIPPED.current("have_your_say_8_11")
SHORT = WHOLE.in_a_minute
assert SHORT is not None

SURVEY = """
| survey | type | name | label | relevant |
|--------|------|------|-------|----------|
| | note | hello | Hello. | |
| | text | wish | One wish? | |
| | note | before | If you say no, someone will check. | |
| | select_one yes_no | safe | Are you safe? | |
| | text | why | Why? | selected(${safe}, 'no') |

| choices | list_name | name | label |
|---------|-----------|------|-------|
| | yes_no | yes | Yes |
| | yes_no | no | No |
"""


def write_form(minute: str, timing: str = "before", anonymous: str = "") -> str:
    return (
        f"{SURVEY}\n| settings | form_id | form_title | audience | timing | anonymous | minute |\n"
        f"|---|---|---|---|---|---|---|\n| | demo | Demo | child | {timing} | {anonymous} | {minute} |\n"
    )


def test_children_from_eight_and_leavers_can_answer_in_a_minute() -> None:
    forms = [SHIPPED.current(key) for key in SHIPPED.keys()]  # noqa: SIM118 - a library is no dictionary
    assert [form.key for form in forms if form.in_a_minute] == CUT


@pytest.mark.parametrize("key", CUT)
def test_it_is_three_questions_with_the_note_about_safety(key: str) -> None:
    form = SHIPPED.current(key).in_a_minute
    assert form is not None
    assert [row.key for row in form.questions] == ["change_wish", "safe_before", "safe_feel", "how_join"]
    assert say_what_a_minute_is(form) == "3 questions, or one voice note"


def test_questions_stand_in_the_order_of_the_table_each_behind_its_note() -> None:
    form = parse_markdown(write_form("safe wish")).in_a_minute
    assert form is not None
    assert [row.key for row in form.questions] == ["before", "safe", "hello", "wish"]
    assert say_what_a_minute_is(form) == "2 questions"


def test_version_in_a_minute_is_found_again_beside_the_other() -> None:
    library = Library()
    form = library.add_version(write_form("wish"))
    assert form is not None
    found = library.find("demo", form.version + MINUTE)
    assert found == form.in_a_minute
    assert found is not None
    assert (found.whole, find_base(found.version)) == (form, form.version)
    assert library.source("demo", found.version) == library.source("demo", form.version)
    assert library.find("demo", "000000000000" + MINUTE) is None
    plain = library.add_version(write_form(""))
    assert plain is not None
    assert library.find("demo", plain.version + MINUTE) is None


def test_minute_goes_through_a_workbook(tmp_path: Path) -> None:
    source = write_form("wish safe")
    book = tmp_path / "demo.xlsx"
    book.write_bytes(write_as_workbook(source))
    assert load_form(book).minute == ("wish", "safe")
    assert load_form(book).version == parse_markdown(source).version


@pytest.mark.parametrize(
    ("minute", "fault"),
    [
        ("wish wihs", '"wihs" is no question of this form (did you mean "wish"?)'),
        ("before", '"before" is no question of this form'),
        ("wish why", '"why" depends on "safe", which is not asked in a minute'),
        ("wish wish", "names a question twice"),
        ("wish safe why hello", "names 4 questions: expected at most 3, to be a minute"),
    ],
)
def test_fault_names_the_row_and_what_is_wrong(minute: str, fault: str) -> None:
    with pytest.raises(FormFaultError) as refused:
        parse_markdown(write_form(minute))
    found = [str(issue) for issue in refused.value.issues]
    assert f"settings, row 2, column minute: {fault}" in found


def test_condition_within_the_minute_is_no_fault() -> None:
    assert parse_markdown(write_form("safe why")).in_a_minute


def test_minute_and_no_name_do_not_go_together() -> None:
    with pytest.raises(FormFaultError, match="anonymous says choice"):
        parse_markdown(write_form("wish", "after", "choice"))


def test_after_a_voice_note_the_rest_is_one_press() -> None:
    given = (GivenFile("0123abcd", FileKind.VOICE),)
    turn = take_turn(SHORT, State(), Attach("change_wish", 0, given))
    asked = turn.outbound[-1]
    assert isinstance(asked, Ask)
    assert (asked.number, asked.total, asked.may_be_all) == (2, 3, True)
    done = take_turn(SHORT, turn.state, SkipRest()).outbound[-1]
    assert isinstance(done, CheckAnswers)
    assert done.may_say_more
    sent = take_turn(SHORT, take_turn(SHORT, turn.state, SkipRest()).state, Submit(done.revision))
    assert isinstance(sent.outbound[-1], Thank)


def test_more_is_said_in_the_whole_form_and_nothing_said_is_lost() -> None:
    state = take_turn(SHORT, State(), Reply("change_wish", 0, "a dog")).state
    state = take_turn(SHORT, state, Share("change_wish", Sharing.READ_OUT)).state
    state = take_turn(SHORT, state, Choose("safe_feel", state.revision, ("2",))).state
    state = take_turn(SHORT, state, Skip("how_join", state.revision)).state
    turn = take_turn(SHORT, state, SayMore())
    assert turn.form == WHOLE
    assert turn.state.answers == {"change_wish": "a dog", "safe_feel": 2}, "what was left out is asked again"
    assert turn.state.sharing == state.sharing
    assert turn.state.revision > state.revision, "a check page from before sends nothing"
    asked = turn.outbound[-1]
    assert isinstance(asked, Ask)
    assert asked.question == WHOLE.asked[0]


def test_saying_more_in_the_whole_form_changes_nothing() -> None:
    state = State({"change_wish": None}, 4)
    turn = take_turn(WHOLE, state, SayMore())
    assert (turn.state, turn.form) == (state, WHOLE)


def test_whole_form_says_nothing_of_more() -> None:
    assert start(WHOLE).form == WHOLE
    left = take_turn(WHOLE, State(), SkipRest()).outbound[-1]
    assert isinstance(left, CheckAnswers)
    assert not left.may_say_more
