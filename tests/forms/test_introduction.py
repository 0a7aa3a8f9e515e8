"""Before question 1 and after sending: who reads it, for every audience, moment and reader."""

from __future__ import annotations

import itertools

import pytest

from forms import without_name
from forms.definition import Audience, Form, Reader, Timing
from forms.introduction import introduce, say_what_happens_next
from forms.wording import FREE_TO_ANSWER, FREE_TO_LEAVE_OUT, NOT_LIVE, Council
from tests.forms.reading_age import list_sentences, list_words, measure_grade

COUNCIL = Council("Demoshire", "Monday to Friday, 9am to 5pm", "01632 960001")
EVERY = [*itertools.product(Audience, Timing, Reader)]
each = pytest.mark.parametrize(("audience", "timing", "reader"), EVERY)


def make(audience: Audience, timing: Timing, reader: Reader) -> Form:
    return Form("f", "1", "F", audience, timing, (), reader=reader)


def say(audience: Audience, timing: Timing, reader: Reader, name: str = "") -> str:
    return " ".join(introduce(make(audience, timing, reader), name, COUNCIL))


def say_after(audience: Audience, timing: Timing, reader: Reader, name: str = "") -> str:
    return " ".join(say_what_happens_next(make(audience, timing, reader), name, COUNCIL))


@each
def test_everybody_is_told_the_same_duties(audience: Audience, timing: Timing, reader: Reader) -> None:
    said = say(audience, timing, reader)
    assert "If someone may be hurt, we must tell a person who can help." in said
    assert (FREE_TO_LEAVE_OUT if audience is Audience.CHILD else FREE_TO_ANSWER) in said
    assert NOT_LIVE in said
    assert COUNCIL.hours in say_after(audience, timing, reader)


@each
@pytest.mark.parametrize("name", ["", "Ann Example"])
def test_reader_is_named_with_the_job(audience: Audience, timing: Timing, reader: Reader, name: str) -> None:
    said = say(audience, timing, reader, name) + say_after(audience, timing, reader, name)
    job = {
        Reader.IRO: "IRO runs your meeting" if audience is Audience.CHILD and not name else "IRO is",
        Reader.MANAGER: "The manager of the reviewing service reads this.",
        Reader.CHAIR: "The chair reads what you say.",
        Reader.ADVISER: "your pathway reviewer or personal adviser",
    }[reader]
    assert job in said
    assert (name in said) is (reader is not Reader.MANAGER) or not name


@each
def test_who_is_away_has_a_manager_who_may_read(audience: Audience, timing: Timing, reader: Reader) -> None:
    assert ("away, their manager may read it" in say(audience, timing, reader)) is (reader != Reader.MANAGER)


@pytest.mark.parametrize("timing", Timing)
@pytest.mark.parametrize("audience", Audience)
def test_care_leavers_have_no_iro(audience: Audience, timing: Timing) -> None:
    for name in ("", "Ann Example"):
        said = say(audience, timing, Reader.ADVISER, name) + say_after(audience, timing, Reader.ADVISER, name)
        assert "IRO" not in said
        assert "goes on your file" in said


@pytest.mark.parametrize("timing", [Timing.BEFORE, Timing.BETWEEN])
def test_parents_are_told_that_a_court_can_ask(timing: Timing) -> None:
    for name in ("", "Ann Example"):
        said = introduce(make(Audience.PARENT, timing, Reader.IRO), name, COUNCIL)
        assert "Your IRO reads it. A court can ask for it." in said


def test_children_are_not_told_of_courts() -> None:
    assert [every for every in EVERY if every[0] is Audience.CHILD and "court" in say(*every)] == []


@pytest.mark.parametrize("audience", Audience)
def test_whoever_ran_the_meeting_does_not_see_feedback(audience: Audience) -> None:
    said = say(audience, Timing.AFTER, Reader.MANAGER, "Ann Example")
    assert "who ran the meeting does not see your answers." in said
    assert "Ann" not in said + say_after(audience, Timing.AFTER, Reader.MANAGER, "Ann Example")


def test_a_child_before_a_meeting_hears_it_all() -> None:
    assert introduce(make(Audience.CHILD, Timing.BEFORE, Reader.IRO), "Ann Example", COUNCIL) == (
        "You can say what you think before your meeting.",
        "Your IRO is Ann Example, who runs your meeting and reads what you say.",
        "If Ann Example is away, their manager may read it. What you say goes on your file.",
        "If someone may be hurt, we must tell a person who can help.",
        FREE_TO_LEAVE_OUT,
        f"{NOT_LIVE} People at Demoshire read these Monday to Friday, 9am to 5pm.",
    )


@each
def test_what_is_said_is_plain(audience: Audience, timing: Timing, reader: Reader) -> None:
    said = [say(audience, timing, reader), say_after(audience, timing, reader)]
    sentences = [sentence for text in said for sentence in list_sentences(text)]
    assert measure_grade(sentences) <= 6
    assert [sentence for sentence in sentences if len(list_words(sentence)) > 20] == []


def test_words_about_answers_without_a_name_are_plain() -> None:
    ways = (without_name.NAMED, without_name.UNNAMED, without_name.NO_NAME_HERE)
    said = [sentence for way in ways for sentence in (f"{way.title}.", *way.sentences)]
    said += [
        *without_name.HELP,
        *without_name.MAYBE_SENT,
        without_name.CHECK_NAMED,
        without_name.CHECK_UNNAMED,
    ]
    sentences = [sentence for text in said for sentence in list_sentences(text)]
    assert measure_grade(sentences) <= 4
    assert max(len(list_words(sentence)) for sentence in sentences) <= 20
    assert not [sentence for sentence in sentences if "!" in sentence]
