"""The buttons under a question and under the check page. Pure."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from bot.callbacks import Action, Press
from bot.inbound import list_values
from bot.messages import Button, Keyboard, Message
from bot.share_buttons import build_share, build_share_all
from bot.wording import BACK, DONE, NEED_HELP, SEND, SKIP, TAKE_AWAY
from forms.definition import Kind
from forms.speaking import gettext
from forms.wording import SAY_MORE, THAT_IS_ALL, name_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol

    from forms.definition import Form, Question
    from forms.moves import Ask, CheckAnswers
    from forms.speaking import Language

    class _PressOf(Protocol):
        def __call__(self, action: Action, option: int = 0) -> Press: ...


Item = TypeVar("Item")

NUMBERS_A_ROW = 6
CHANGES_A_ROW = 3
LANGUAGES_A_ROW = 2
ON = "☑"
OFF = "☐"


def build_question_keyboard(form: Form, tag: str, asked: Ask) -> Keyboard:
    """Return the answers to press, then the ways on that every question has."""
    place = form.questions.index(asked.question)

    def press(action: Action, option: int = 0) -> Press:
        return Press(action, tag, place, option, asked.revision)

    answers = tuple(_build_answers(asked, press_of=press))
    ways = [] if asked.question.required else [Button(gettext(SKIP), press(Action.SKIP))]
    ways += [Button(gettext(BACK), press(Action.BACK))] if asked.number > 1 else []
    rest = ((Button(gettext(THAT_IS_ALL), press(Action.SKIP_REST)),),) if asked.may_be_all else ()
    share = build_share(form, tag, asked)
    return (*answers, *share, *((tuple(ways),) if ways else ()), *rest, (build_help_button(tag),))


def build_help_button(tag: str = "") -> Button:
    """Return the button that calls a person; outside a conversation it says who can help."""
    return Button(gettext(NEED_HELP), Press(Action.HELP, tag))


def build_languages(offered: tuple[Language, ...], code: str = "") -> Keyboard:
    """Return a button for each language, by the name it has for itself; nothing where there is one alone."""
    if len(offered) == 1:
        return ()
    buttons = (
        Button(language.name, Press(Action.LANGUAGE, code, option=place))
        for place, language in enumerate(offered)
    )
    return tuple(in_rows(buttons, LANGUAGES_A_ROW))


def put_help_under(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Put the help button under every message where it is not yet: any may be the one on the screen."""
    return tuple(_put_help_under(message) for message in messages)


def _put_help_under(message: Message) -> Message:
    if message.names_help or _calls_a_person(message):
        return message
    return replace(message, keyboard=(*message.keyboard, (build_help_button(),)))


def _calls_a_person(message: Message) -> bool:
    return any(button.press.action is Action.HELP for row in message.keyboard for button in row)


def _build_answers(asked: Ask, press_of: _PressOf) -> Iterator[tuple[Button, ...]]:
    question = asked.question
    match question.kind:
        case Kind.SELECT_ONE:
            for place, option in enumerate(question.options):
                yield (Button(option.label, press_of(Action.CHOOSE, place)),)
        case Kind.RANGE:
            yield from _build_scale(question, press_of)
        case Kind.SELECT_MULTIPLE | Kind.RANK:
            for place, option in enumerate(question.options):
                yield (Button(f"{_mark(asked, place)} {option.label}", press_of(Action.TOGGLE, place)),)
            yield (Button(gettext(DONE), press_of(Action.FINISH)),)
        case Kind.TEXT | Kind.IMAGE | Kind.AUDIO:
            yield from _build_files(asked, press_of)
        case Kind.INTEGER | Kind.DATE | Kind.NOTE:
            return


def _build_files(asked: Ask, press_of: _PressOf) -> Iterator[tuple[Button, ...]]:
    """Return a button to take each file away again, and one to go on with those that are there."""
    for file, name in name_files(asked.files):
        yield (Button(f"{gettext(TAKE_AWAY)} {name}", press_of(Action.TAKE_AWAY, int(file.mark, 16))),)
    if asked.files:
        yield (Button(gettext(DONE), press_of(Action.FINISH)),)


def _build_scale(question: Question, press_of: _PressOf) -> Iterator[tuple[Button, ...]]:
    numbers = list_values(question)
    names = {str(point): name[:1].upper() + name[1:] for point, name in question.names.items()}
    labels = [names.get(number, number) for number in numbers]
    buttons = (Button(label, press_of(Action.CHOOSE, place)) for place, label in enumerate(labels))
    yield from in_rows(buttons, 1 if names else NUMBERS_A_ROW)


def _mark(asked: Ask, place: int) -> str:
    """Say in front of an option whether it is on, or in a ranking which place it has."""
    value = asked.question.options[place].value
    chosen = asked.answer if isinstance(asked.answer, tuple) else ()
    if value not in chosen:
        return OFF
    return f"{chosen.index(value) + 1}." if asked.question.kind is Kind.RANK else ON


def build_changes(form: Form, tag: str, check: CheckAnswers, places: Iterable[int]) -> Keyboard:
    """Return a Change button for each of these entries."""
    buttons = (
        Button(
            gettext("Change {number}").format(number=place + 1),
            Press(Action.CHANGE, tag, form.questions.index(check.entries[place][0]), 0, check.revision),
        )
        for place in places
    )
    return tuple(in_rows(buttons, CHANGES_A_ROW))


def build_check_end(form: Form, tag: str, check: CheckAnswers) -> Keyboard:
    """Return what stands under the last part of the check page."""
    send = Button(gettext(SEND), Press(Action.SUBMIT, tag, revision=check.revision))
    more = ((Button(gettext(SAY_MORE), Press(Action.SAY_MORE, tag)),),) if check.may_say_more else ()
    return (*build_share_all(form, tag, check), (send,), *more, (build_help_button(tag),))


def in_rows(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Part items into rows of at most `size`."""
    rest = iter(items)
    while row := tuple(islice(rest, size)):
        yield row
