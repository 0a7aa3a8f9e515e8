from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.callbacks import Action, Press, read_press
from bot.inbound import list_values, read_button
from bot.messages import MAX_LENGTH, Message, Shown, split_text, write_call
from bot.outbound import Speaker
from forms.conversation import start, take_turn
from forms.definition import Audience, Form, Kind, Option, Question, Timing
from forms.library import Library, load_form
from forms.moves import (
    Ask,
    CheckAnswers,
    Choose,
    Explain,
    Note,
    Outbound,
    Skip,
    State,
    Toggle,
)
from forms.route import ask, list_asked, prompt
from forms.wording import Council
from forms.xlsform.limits import (
    MAX_LABEL,
    MAX_OPTION_LABEL,
    MAX_OPTIONS,
    MAX_QUESTIONS,
    count_characters,
)
from tests.bot.telegram_double import check_markup

COUNCIL = Council("Testshire", "Monday to Friday, 9am to 5pm", "01632 960002")
EVERY_KIND = load_form(Path(__file__).parents[1] / "forms" / "every_kind.md")
SHIPPED = [Library.shipped().current(key) for key in Library.shipped().keys()]  # noqa: SIM118 - not a mapping
FORMS = [EVERY_KIND, *SHIPPED]


def speak(form: Form, *outbound: Outbound) -> tuple[Message, ...]:
    return Speaker(form, "0123abcd", COUNCIL).write(outbound)


def make_largest_form() -> Form:
    """As much as the ceilings allow, all of it in letters that count twice."""
    options = tuple(Option(f"o{place}", "😀" * (MAX_OPTION_LABEL // 2)) for place in range(MAX_OPTIONS))
    questions = tuple(
        Question(
            key=f"q{place}",
            kind=Kind.SELECT_MULTIPLE if place % 2 else Kind.RANK,
            label="😀" * (MAX_LABEL // 2),
            hint="x" * MAX_LABEL,
            heading="y" * MAX_LABEL,
            row=place,
            options=options,
        )
        for place in range(MAX_QUESTIONS)
    )
    return Form("largest", "1", "Largest", Audience.CHILD, Timing.BEFORE, questions)


def check_limits(messages: tuple[Message, ...]) -> None:
    for message in messages:
        call = write_call(message, 1)["parameters"]
        assert 0 < count_characters(call["text"]) <= MAX_LENGTH
        check_markup(call.get("reply_markup", {"inline_keyboard": []}))


def test_largest_form_stays_within_telegrams_limits() -> None:
    form = make_largest_form()
    everything = tuple(option.value for option in form.questions[0].options)
    answers = {question.key: everything for question in form.questions}
    state = State(answers, 999_999_999)
    for question in form.questions[:2]:
        check_limits(speak(form, ask(form, state, question)))
    pages = speak(form, prompt(form, state))
    check_limits(pages)
    assert [message.shown for message in pages[:-1]] == [None] * (len(pages) - 1)
    assert pages[-1].shown == Shown(None, 999_999_999)
    changes = [button.label for page in pages for row in page.keyboard for button in row][: MAX_QUESTIONS * 2]
    assert sum(label.startswith("Change ") for label in changes) == MAX_QUESTIONS


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_every_question_of_a_form_stays_within_telegrams_limits(form: Form) -> None:
    for question in list_asked(form, {}):
        check_limits(speak(form, ask(form, State(), question)))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_every_button_means_what_stands_on_it(form: Form) -> None:
    for question in list_asked(form, {}):
        (message,) = speak(form, ask(form, State(), question))
        buttons = [button for row in message.keyboard for button in row]
        moves = [read_button(form, button.press) for button in buttons]
        assert None not in moves
        values = [
            move.values[0] if isinstance(move, Choose) else move.value
            for move in moves
            if isinstance(move, Choose | Toggle)
        ]
        assert tuple(values) == (
            list_values(question)
            if question.kind in {Kind.RANGE, Kind.RANK, Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}
            else ()
        )


@pytest.mark.parametrize("action", [Action.CHOOSE, Action.CHANGE, Action.SKIP, Action.TOGGLE])
def test_place_beyond_the_form_means_nothing(action: Action) -> None:
    assert read_button(EVERY_KIND, Press(action, "t", 10_000)) is None


def test_option_beyond_the_question_means_nothing() -> None:
    place = next(i for i, q in enumerate(EVERY_KIND.questions) if q.kind is Kind.SELECT_ONE)
    assert read_button(EVERY_KIND, Press(Action.CHOOSE, "t", place, 10_000)) is None


def test_required_question_offers_no_way_to_leave_it_out() -> None:
    question = replace(EVERY_KIND.questions[0], key="must", kind=Kind.TEXT, required=True, relevant=())
    form = replace(EVERY_KIND, questions=(question,))
    (message,) = speak(form, ask(form, State(), question))
    assert [button.label for row in message.keyboard for button in row] == [
        "Only my IRO · change",
        "I need help now",
    ]


def test_faces_are_named_in_words() -> None:
    question = next(question for question in EVERY_KIND.questions if question.has_faces)
    (message,) = speak(EVERY_KIND, ask(EVERY_KIND, State(), question))
    names = [row[0].label for row in message.keyboard[:5]]
    assert names == ["Very bad", "Bad", "In between", "Good", "Very good"]


def test_ranking_shows_the_places() -> None:
    question = next(question for question in EVERY_KIND.questions if question.kind is Kind.RANK)
    first, second = (option.value for option in question.options[:2])
    form = replace(EVERY_KIND, questions=(replace(question, relevant=()),))
    asked = ask(form, State({question.key: (second, first)}, 2, question.key), form.questions[0])
    (message,) = speak(form, asked)
    assert [row[0].label.split()[0] for row in message.keyboard[:3]] == ["2.", "1.", "☐"]


def test_explanation_stands_above_the_question_it_leads_to() -> None:
    form = SHIPPED[0]
    asked = start(form).outbound[0]
    (message,) = speak(form, Explain(Note.KEPT), asked)
    assert message.text.startswith("We have kept what you said there.\n\n")


def test_words_held_are_never_repeated() -> None:
    form = EVERY_KIND
    question = next(question for question in form.questions if question.kind is Kind.TEXT)
    shown = ask(form, State({question.key: "CANARYWORDS"}, 1, question.key), question)
    (message,) = speak(form, shown)
    assert "CANARYWORDS" not in message.text
    assert "You wrote something here before." in message.text


def test_no_formatting_and_no_preview() -> None:
    call = write_call(Message("*not bold* <b>not bold</b> https://say.example"), 1)["parameters"]
    assert "parse_mode" not in call
    assert call["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize("text", ["a" * 10_000, "😀" * 5_000, "word " * 2_000, "line\n" * 2_000, "", "short"])
def test_long_text_is_parted_without_loss(text: str) -> None:
    parts = split_text(text)
    assert all(count_characters(part) <= MAX_LENGTH for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_press_of_a_question_names_the_revision_it_was_shown_with() -> None:
    form = EVERY_KIND
    turn = start(form)
    while not isinstance(turn.outbound[-1], CheckAnswers):
        asked = turn.outbound[-1]
        assert isinstance(asked, Ask)
        turn = take_turn(form, turn.state, Skip(asked.question.key, asked.revision))
    messages = speak(form, *turn.outbound)
    send = messages[-1].keyboard[-2][0].press
    assert (
        read_press(
            write_call(messages[-1], 1)["parameters"]["reply_markup"]["inline_keyboard"][-2][0][
                "callback_data"
            ]
        )
        == send
    )
    assert send.revision == turn.state.revision
