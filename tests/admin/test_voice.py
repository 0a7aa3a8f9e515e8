"""The papers of a meeting: what a child keeps back leaves no trace on any that others see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from admin.console.pages import TEMPLATES
from admin.voice.brief import write_brief
from admin.voice.changes import HIGHER, LOWER, OTHER_SCALE, SAME, say_change
from admin.voice.joint import Meeting, Sheet, write_joint
from admin.voice.opened import Sealed, open_for
from admin.voice.promises import OUTCOMES, Promise, choose_promises
from admin.voice.sent import Sent
from admin.voice.wished import list_wishes
from forms.keys import Keys
from forms.last_time import Deed, Outcome
from forms.library import Library
from forms.responses import write_answer
from forms.sharing import Sharing
from forms.what_may_be_said import NO_SIBLINGS, To
from tests.examples import examples

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Form, Question

LIBRARY = Library.shipped()
TEENS = LIBRARY.current("have_your_say_12_17")
ASKED = [question for question in TEENS.questions if question.kind != "note"]
SHARING = st.sampled_from([*map(str, Sharing), None])
PEOPLE = st.lists(st.sampled_from(["mum", "dad", "siblings", "family", "other", "worker"]), unique=True)
SHEET = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
).get_template("voice_sheet.html")


@pytest.fixture(scope="module")
def own_keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder: Path = tmp_path_factory.mktemp("keys")
    return Keys.load_or_make(folder / "service.key")


def say_something(question: Question) -> st.SearchStrategy[Any]:
    """Draw an answer: words that can be looked for, a choice, a number, or a skip."""
    if question.kind == "text":
        return st.one_of(st.none(), st.just(f"heron {question.key}"))
    if question.kind == "range":
        return st.one_of(st.none(), st.integers(question.low, question.high))
    values = [option.value for option in question.options]
    if question.kind == "select_multiple":
        return st.one_of(st.none(), st.lists(st.sampled_from(values), min_size=1, unique=True).map(tuple))
    return st.one_of(st.none(), st.sampled_from(values))


ANSWERS = st.fixed_dictionaries(
    {}, optional={question.key: st.tuples(say_something(question), SHARING) for question in ASKED}
)
"""What was said to some of the questions, each with who may hear it."""


def make_sealed(response_id: str, said: dict[str, Any], form: Form = TEENS) -> Sealed:
    """Seal answers as sending does."""
    rows = []
    for question in form.questions:
        if question.key in said:
            answer, sharing = said[question.key]
            rows.append({**write_answer(KEY, response_id, question, answer), "sharing": sharing})
    row = {"id": response_id, "audience": "child", "answer_by": "", "channel": "web"}
    return Sealed(Sent(row, form), tuple(rows), {}, ())


KEY = b"k" * 32


def print_sheet(keys: Keys, said: dict[str, Any]) -> str:
    opened = open_for(keys, make_sealed("a", said), KEY, To.READ_ALOUD)
    return SHEET.render(sheet=Sheet((opened,)), find_file=str)


def print_joint(keys: Keys, *children: dict[str, Any]) -> list[str]:
    meetings = [
        Meeting(f"R-{number}", f"C-{number}", (make_sealed(f"r{number}", said),))
        for number, said in enumerate(children)
    ]
    ids = {f"r{number}": KEY for number in range(len(children))}
    return [SHEET.render(sheet=sheet, find_file=str) for sheet in write_joint(keys, meetings, ids)]


def is_read_out(key: str, answer: Any, sharing: str | None) -> bool:
    close = {"not_front_of", "helper", "helper_role", "could_see", "safe_way", "tell_back", "quote_ok"}
    return answer is not None and sharing == "read_out" and key not in close


@given(ANSWERS)
@settings(max_examples=examples(20))
def test_sheet_is_byte_for_byte_that_of_a_child_who_never_said_the_rest(
    own_keys: Keys, said: dict[str, Any]
) -> None:
    left = {key: one for key, one in said.items() if is_read_out(key, *one)}
    assert print_sheet(own_keys, said) == print_sheet(own_keys, left)
    if not left:
        assert print_sheet(own_keys, said) == print_sheet(own_keys, {})


@given(ANSWERS, ANSWERS, PEOPLE)
@settings(max_examples=examples(20))
def test_joint_sheets_keep_each_ones_restrictions(
    own_keys: Keys, one: dict[str, Any], other: dict[str, Any], people: list[str]
) -> None:
    named = {**one, "not_front_of": (tuple(people) or None, "read_out")}
    first, second = print_joint(own_keys, named, other)
    alone = {**other, "not_front_of": (None, None)}
    if "siblings" in people or not NO_SIBLINGS.issuperset(people):
        assert first == print_joint(own_keys, {}, other)[0]
    else:
        assert first == print_joint(own_keys, {**one, "not_front_of": (None, None)}, other)[0]
    if other.get("not_front_of", (None, None))[0] is None:
        assert second == print_joint(own_keys, {}, alone)[1]
    for key in ("worry", "best_thing", "change_wish", "agenda"):
        answer, sharing = one.get(key, (None, None))
        if answer is not None and sharing != "read_out":
            assert f"heron {key}" not in first


@given(ANSWERS)
@settings(max_examples=examples(20))
def test_manager_without_a_reason_has_no_private_answer(own_keys: Keys, said: dict[str, Any]) -> None:
    sealed = make_sealed("a", said)
    opened = open_for(own_keys, sealed, KEY, To.MANAGER)
    heard = {key for key, (answer, sharing) in said.items() if sharing in {"read_out", "iro_may_say"}}
    assert {each.key for each in opened.answers} <= heard
    assert (opened.left_out, opened.pages, opened.notes) == ((), (), ())
    private = [key for key, (answer, _) in said.items() if answer is not None and key not in heard]
    assert opened.has_more or not private


@given(ANSWERS)
@settings(max_examples=examples(20))
def test_brief_leaves_nothing_out(own_keys: Keys, said: dict[str, Any]) -> None:
    opened = open_for(own_keys, make_sealed("a", said), KEY, To.READER)
    order = [question.key for question in ASKED if question.key in said]
    assert [each.key for each in opened.answers] == [key for key in order if said[key][0] is not None]
    assert len(opened.left_out) == sum(said[key][0] is None for key in order)
    assert not opened.has_more


def test_words_kept_from_siblings_in_one_response_are_kept_in_all_of_that_child(own_keys: Keys) -> None:
    said = make_sealed("r0", {"best_thing": ("heron", "read_out")})
    named = make_sealed("r1", {"not_front_of": (("siblings",), None)})
    theirs = [Meeting("R-0", "C-0", (said,)), Meeting("R-1", "C-0", (named,))]
    [sheet] = write_joint(own_keys, theirs, {"r0": KEY, "r1": KEY})
    assert (sheet.is_held_back, [each.answers for each in sheet.opened]) == (True, [(), ()])
    assert sheet.not_front_of == ("My brothers and sisters",)


def test_change_is_higher_lower_or_the_same_on_one_scale_only() -> None:
    ten, faces = (
        TEENS.find_question("safe_feel"),
        LIBRARY.current("have_your_say_8_11").find_question("safe_feel"),
    )
    assert ten is not None
    assert faces is not None
    assert [say_change(ten, now, ten, 4) for now in (2, 4, 9)] == [LOWER, SAME, HIGHER]
    assert [say_change(faces, now, faces, 3) for now in (2, 3, 5)] == [LOWER, SAME, HIGHER]
    assert {say_change(ten, 2, faces, 4), say_change(faces, 4, ten, 4)} == {OTHER_SCALE}


def test_wishes_are_pulled_together_in_the_order_of_planning(own_keys: Keys) -> None:
    said = {
        "how_join": ("part", "only_iro"),
        "who_come": (("friend",), "read_out"),
        "where": ("home", "iro_may_say"),
        "why_not": (None, None),
    }
    opened = open_for(own_keys, make_sealed("a", said), KEY, To.READER)
    assert [(wish.about, wish.words, wish.heard) for wish in list_wishes([opened])] == [
        ("Who should be there", "A friend", "It may be read out at my meeting"),
        ("Where it is", "Where I live", "My IRO may say it for me"),
        ("How to take part", "Come to part of it", "Only my IRO"),
    ]
    assert len(write_brief([opened]).wishes) == 3


def make_promise(review_ref: str, *, is_open: bool) -> Promise:
    return Promise(review_ref, Deed("said", "done"), "", is_open, None, None)


def test_promises_are_those_of_last_time_and_all_that_is_open() -> None:
    found = [
        make_promise("R-3", is_open=False),
        make_promise("R-3", is_open=True),
        make_promise("R-2", is_open=False),
        make_promise("R-1", is_open=True),
    ]
    assert choose_promises(found) == [found[0], found[1], found[3]]
    assert choose_promises([]) == []


def test_every_outcome_is_said_in_words() -> None:
    assert set(Outcome) <= set(OUTCOMES)
