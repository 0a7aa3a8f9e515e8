from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import MAX_TEXT, Rejection, RejectionCode, clean_words, parse_answer
from forms.definition import Kind, Option, Question
from forms.wording import explain, label_answer

PEOPLE = (Option("mum", "My mum"), Option("dad", "My dad"), Option("carer", "My carer"))


def ask(kind: Kind, **more: object) -> Question:
    return Question("q", kind, "A question?", 2, options=PEOPLE, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (Kind.TEXT, ["  two\r\nlines  "], "two\nlines"),
        (Kind.SELECT_ONE, ["mum"], "mum"),
        (Kind.SELECT_ONE, ["my MUM."], "mum"),
        (Kind.SELECT_ONE, ["2"], "dad"),
        (Kind.SELECT_MULTIPLE, ["carer", "mum"], ("mum", "carer")),
        (Kind.SELECT_MULTIPLE, ["3, 1"], ("mum", "carer")),
        (Kind.SELECT_MULTIPLE, ["my mum; my dad"], ("mum", "dad")),
        (Kind.RANK, ["3, 1"], ("carer", "mum")),
        (Kind.RANK, ["carer", "mum", "carer"], ("carer", "mum")),
        (Kind.INTEGER, ["-12"], -12),
        (Kind.INTEGER, ["1,200"], 1200),
        (Kind.RANGE, ["0"], 0),
        (Kind.RANGE, [" 10 "], 10),
        (Kind.DATE, ["20/11/2026"], "2026-11-20"),
        (Kind.DATE, ["2026-11-20"], "2026-11-20"),
        (Kind.DATE, ["29.2.2028"], "2028-02-29"),
    ],
)
def test_parse_answer_that_fits(kind: Kind, typed: list[str], stored: object) -> None:
    assert parse_answer(ask(kind), typed) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (Kind.TEXT, [], RejectionCode.EMPTY),
        (Kind.TEXT, [" \x00 "], RejectionCode.EMPTY),
        (Kind.TEXT, ["x" * (MAX_TEXT + 1)], RejectionCode.TOO_LONG),
        (Kind.SELECT_ONE, ["nobody"], RejectionCode.NOT_AN_OPTION),
        (Kind.SELECT_ONE, ["4"], RejectionCode.NOT_AN_OPTION),
        (Kind.SELECT_ONE, ["mum", "dad"], RejectionCode.ONLY_ONE),
        (Kind.SELECT_MULTIPLE, ["mum", "nobody"], RejectionCode.NOT_AN_OPTION),
        (Kind.INTEGER, ["seven"], RejectionCode.NOT_A_NUMBER),
        (Kind.INTEGER, ["1" * 40], RejectionCode.NOT_A_NUMBER),
        (Kind.INTEGER, ["\u0663"], RejectionCode.NOT_A_NUMBER),
        (Kind.RANGE, ["11"], RejectionCode.OUT_OF_RANGE),
        (Kind.RANGE, ["-1"], RejectionCode.OUT_OF_RANGE),
        (Kind.DATE, ["31/02/2026"], RejectionCode.NOT_A_DATE),
        (Kind.DATE, ["next week"], RejectionCode.NOT_A_DATE),
        (Kind.IMAGE, ["a picture"], RejectionCode.NEEDS_A_FILE),
    ],
)
def test_parse_answer_that_does_not_fit(kind: Kind, typed: list[str], code: RejectionCode) -> None:
    assert parse_answer(ask(kind), typed) == Rejection(code)


def test_parse_range_between_steps() -> None:
    assert parse_answer(ask(Kind.RANGE, step=5), ["7"]) == Rejection(RejectionCode.OUT_OF_RANGE)


@given(st.text(), st.sampled_from(list(Kind)))
def test_parse_answer_never_fails_and_never_skips(text: str, kind: Kind) -> None:
    assert parse_answer(ask(kind), [text]) is not None


@given(st.text(alphabet=st.characters()))
def test_clean_words_can_always_be_stored_and_is_settled(text: str) -> None:
    cleaned = clean_words(text)
    assert cleaned.encode() == clean_words(cleaned).encode()
    assert "\x00" not in cleaned


def test_parse_face_by_name_or_number() -> None:
    faces = ask(Kind.RANGE, low=1, high=5, appearance="faces")
    assert [parse_answer(faces, [typed]) for typed in ("Very good", "1", "6")] == [
        5,
        1,
        Rejection(RejectionCode.OUT_OF_RANGE),
    ]


@pytest.mark.parametrize(
    ("appearance", "high", "names"),
    [
        ("faces", 5, ["very bad", "bad", "in between", "good", "very good"]),
        ("faces", 3, ["not good", "in between", "good"]),
        ("likes", 3, ["I do not like it", "I am not sure", "I like it"]),
    ],
)
def test_every_face_has_a_name_that_can_be_typed(appearance: str, high: int, names: list[str]) -> None:
    faces = ask(Kind.RANGE, low=1, high=high, appearance=appearance)
    assert list(faces.names.values()) == names
    assert [parse_answer(faces, [name]) for name in names] == [*range(1, high + 1)]
    assert [label_answer(faces, point) for point in range(1, high + 1)] == names


def test_ends_of_a_scale_of_faces_are_called_as_the_row_says() -> None:
    faces = ask(
        Kind.RANGE, low=1, high=3, appearance="likes", low_label="I feel bad", high_label="I feel good"
    )
    assert faces.names == {1: "I feel bad", 2: "I am not sure", 3: "I feel good"}
    assert [parse_answer(faces, [typed]) for typed in ("I feel bad.", "i FEEL good", "I like it", "4")] == [
        1,
        3,
        Rejection(RejectionCode.NOT_A_NUMBER),
        Rejection(RejectionCode.OUT_OF_RANGE),
    ]


@pytest.mark.parametrize("code", [RejectionCode.NOT_A_NUMBER, RejectionCode.OUT_OF_RANGE])
def test_nobody_who_sees_faces_is_asked_for_a_number(code: RejectionCode) -> None:
    faces = ask(Kind.RANGE, low=1, high=3, appearance="faces")
    assert explain(code, faces) == "Please choose one of the answers shown."


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.IMAGE, "Please add a photo or a drawing, or skip this question."),
        (Kind.AUDIO, "Please add a voice note, or skip this question."),
    ],
)
def test_question_without_its_file_asks_for_what_it_takes(kind: Kind, said: str) -> None:
    assert explain(RejectionCode.NEEDS_A_FILE, ask(kind)) == said
