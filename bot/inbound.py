"""From what a person pressed or typed to a move of the conversation. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.callbacks import Action, Press
from bot.share_buttons import read_share
from forms.definition import Kind
from forms.moves import (
    MARK_LENGTH,
    Back,
    Change,
    Choose,
    Detach,
    Finish,
    Inbound,
    NeedHelp,
    Reply,
    Resume,
    SayMore,
    Skip,
    SkipRest,
    Submit,
    Toggle,
)
from forms.sharing import WHOLE

if TYPE_CHECKING:
    from forms.definition import Form, Question
    from forms.units import Row


def read_button(form: Form, press: Press) -> Inbound | None:  # noqa: PLR0911 - one arm a button
    """Return the move that a button of this conversation means; None if it means nothing here."""
    question = form.questions[press.question] if press.question < len(form.questions) else None
    match press.action:
        case Action.HELP:
            return NeedHelp()
        case Action.RESUME:
            return Resume()
        case Action.SAY_MORE:
            return SayMore()
        case Action.SKIP_REST:
            return SkipRest()
        case Action.SHARE_ALL:
            return read_share(WHOLE, press)
        case Action.SUBMIT:
            return Submit(press.revision)
        case (
            Action.BACK
            | Action.CHANGE
            | Action.CHOOSE
            | Action.TOGGLE
            | Action.FINISH
            | Action.SKIP
            | Action.TAKE_AWAY
            | Action.SHARE
        ):
            return _read_about(question, press) if question else None
        case (
            Action.HERE
            | Action.WEB
            | Action.AGREE
            | Action.MINUTE
            | Action.SIMPLER
            | Action.DECLINE
            | Action.DELETE
            | Action.KEEP
            | Action.CLEAR
            | Action.DELETE_AND_CLEAR
            | Action.WISH
            | Action.WISHED
            | Action.LANGUAGE
            | Action.MESSAGES
        ):
            return None
    assert_never(press.action)


def _read_about(question: Question, press: Press) -> Inbound | None:  # noqa: PLR0911 - one for each button
    key, revision = question.key, press.revision
    if press.action is Action.BACK:
        return Back(key)
    if press.action is Action.CHANGE:
        return Change(key)
    if press.action is Action.FINISH:
        return Finish(key, revision)
    if press.action is Action.SKIP:
        return Skip(key, revision)
    if press.action is Action.TAKE_AWAY:
        return Detach(key, f"{press.option:0{MARK_LENGTH}x}")
    if press.action is Action.SHARE:
        return read_share(key, press)
    value = find_value(question, press.option)
    if value is None:
        return None
    chosen = press.action is Action.CHOOSE
    return Choose(key, revision, (value,)) if chosen else Toggle(key, revision, value)


def list_values(question: Question) -> tuple[str, ...]:
    """Return what a question's buttons stand for, in order: option values, or the numbers of a scale."""
    if question.kind is Kind.RANGE:
        return tuple(str(number) for number in range(question.low, question.high + 1, question.step))
    return tuple(option.value for option in question.options)


def find_value(question: Question, place: int) -> str | None:
    """Return the value at a place; None beyond the last."""
    values = list_values(question)
    return values[place] if place < len(values) else None


def find_shown(chat: Row, message_id: int) -> tuple[str | None, int]:
    """Return the question that the chat was shown when a message was sent, and the revision shown.

    Telegram numbers the messages of both sides in one order: a message with a lower number than the last
    question was sent before it arrived, so it belongs to the question before. None: nothing was asked.
    """
    crossed = chat["shown_message"] is not None and message_id < chat["shown_message"]
    if crossed:
        return chat["earlier_question"], chat["earlier_revision"]
    return chat["shown_question"], chat["shown_revision"]


def read_words(chat: Row, message_id: int, text: str) -> Reply | None:
    """Return typed words as the answer to what the chat was shown when they were sent; None if to nothing."""
    key, revision = find_shown(chat, message_id)
    return Reply(key, revision, text) if key else None
