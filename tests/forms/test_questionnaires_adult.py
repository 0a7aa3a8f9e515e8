"""The forms of parents, carers and those at a conference: the promises that stand in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from forms.definition import Kind, Reader
from forms.introduction import introduce
from forms.library import Library
from forms.route import list_asked
from forms.wording import Council
from tests.forms.reading_age import list_sentences, measure_grade

if TYPE_CHECKING:
    from forms.definition import Form, Question

LIBRARY = Library.shipped()
COUNCIL = Council("Demoshire", "Monday to Friday, 9am to 5pm", "01632 960001")
BEFORE = ("parent_before", "carer_before")
FEEDBACK = ("feedback_parent", "feedback_carer")
ESSENTIAL = {"meeting_score", "could_say", "fair", "understood", "change_one"}
"""What somebody with a minute answers."""
BARRIERS = ["travel", "work", "room_full", "other_parent", "court", "words", "interpreter"]

each_before = pytest.mark.parametrize("key", BEFORE)
each_feedback = pytest.mark.parametrize("key", FEEDBACK)


def find(key: str, question: str) -> Question:
    found = LIBRARY.current(key).find_question(question)
    assert found is not None
    return found


def list_keys(form: Form, role: str) -> set[str]:
    return {question.key for question in list_asked(form, {"role": role})}


@each_before
def test_who_reads_and_the_court_are_told_before_question_1(key: str) -> None:
    form = LIBRARY.current(key)
    assert form.reader is Reader.IRO
    told = " ".join(introduce(form, "", COUNCIL))
    noted = form.questions[0]
    assert noted.kind is Kind.NOTE
    assert all(re.search(r"IRO reads it\. A court can ask for it\.", said) for said in (told, noted.label))


@each_before
@pytest.mark.parametrize("name", ["", "Sam Ash"])
def test_introduction_is_as_plain_as_the_form(key: str, name: str) -> None:
    sentences = introduce(LIBRARY.current(key), name, COUNCIL)
    assert measure_grade([text for said in sentences for text in list_sentences(said)]) <= 5


@each_before
def test_barriers_are_those_that_councils_count(key: str) -> None:
    assert [option.value for option in find(key, "barrier").options] == BARRIERS


def test_carer_is_told_that_one_answer_stays_out_of_the_review_of_carers() -> None:
    asked = find("carer_before", "day_to_day_decisions")
    assert asked.hint.endswith("Your answer is never used in your carer review.")
    assert (asked.measure, asked.alert) == ("", None)


@each_feedback
def test_score_and_essentials_come_first(key: str) -> None:
    asked = [question.key for question in LIBRARY.current(key).asked]
    assert (asked[0], set(asked[: len(ESSENTIAL)])) == ("meeting_score", ESSENTIAL)


@each_feedback
def test_all_of_it_stands_on_the_whole_page(key: str) -> None:
    """A question that waits for another's answer would come after sending, on a page of its own."""
    assert not LIBRARY.current(key).has_conditions


@pytest.mark.parametrize("key", [*FEEDBACK, "feedback_conference"])
def test_feedback_is_read_by_the_manager(key: str) -> None:
    assert LIBRARY.current(key).reader is Reader.MANAGER


@each_feedback
def test_to_be_quoted_is_a_choice_and_silence_means_no(key: str) -> None:
    asked = find(key, "quote_ok")
    assert ([option.value for option in asked.options], asked.required) == (["yes", "no"], False)
    assert asked.hint.startswith("If you skip this, it means no.")


CONFERENCE = LIBRARY.current("feedback_conference")
OF_CHILD = {"worker_told_views", "someone_with_me", "safe_feel"}
OF_PARENT = {
    "felt_safe_in_room",
    "seen_apart_offered",
    "supporter",
    "interpreter_ok",
    "ring_me",
    "is_complaint",
}
OF_WORKER = {"risk_clear", "child_central", "plan_owner_date", "dissent_heard"}


@pytest.mark.parametrize(
    ("role", "own"),
    [("child", OF_CHILD), ("parent", OF_PARENT), ("professional", OF_WORKER), ("carer", set())],
)
def test_conference_asks_each_role_its_own_questions(role: str, own: set[str]) -> None:
    shared = list_keys(CONFERENCE, "")
    assert shared.isdisjoint(OF_CHILD | OF_PARENT | OF_WORKER)
    assert list_keys(CONFERENCE, role) - shared == own


def test_conference_asks_first_who_somebody_is() -> None:
    assert CONFERENCE.asked[0].key == "role"
    assert {option.value for option in CONFERENCE.asked[0].options} >= {"child", "parent", "professional"}


def test_conference_speaks_of_a_chair_and_asks_nothing_of_the_decision() -> None:
    texts = [text for question in CONFERENCE.questions for text in (question.label, question.hint)]
    assert [text for text in texts if re.search(r"\bIRO\b|Reviewing Officer", text)] == []
    asked = [question.label for question in CONFERENCE.asked]
    assert [label for label in asked if re.search(r"decid|decision|register|category", label)] == []
    assert any("The chair is the person who ran the meeting." in text for text in texts)


@pytest.mark.parametrize("score", range(11))
def test_conference_low_safety_of_a_child_calls_a_person_and_says_so_before(score: int) -> None:
    safe = find("feedback_conference", "safe_feel")
    assert safe.alert is not None
    assert safe.alert.holds({}, this=score) is (score <= 3)
    before = find("feedback_conference", "safe_before")
    assert before.label.endswith("If you choose 0 to 3, someone will check that you are OK.")
