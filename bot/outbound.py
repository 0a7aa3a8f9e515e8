"""From what the conversation says to messages and buttons. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot import wording
from bot.callbacks import Action, Press
from bot.clearing import build_clear_button
from bot.contacting import build_contact_keyboard
from bot.keyboards import (
    build_changes,
    build_check_end,
    build_help_button,
    build_question_keyboard,
    in_rows,
)
from bot.messages import STOPPED, Button, Message, Shown, join_blocks, split_message
from forms.definition import Kind
from forms.introduction import say_what_happens_next
from forms.moves import Ask, CheckAnswers, Explain, Pause, Signpost, Thank
from forms.sharing_words import label_sharing
from forms.speaking import gettext, keep_order, safely, say
from forms.wording import (
    NOT_LIVE,
    PAUSED,
    WHOLE_ANSWER,
    explain,
    label_all,
    label_answer_without_words,
    label_files,
    write_automatic_reply,
)

if TYPE_CHECKING:
    from forms.answers import Answer
    from forms.definition import Form, Question
    from forms.moves import Files, Outbound
    from forms.wording import Council

ENTRIES_A_MESSAGE = 12
"""Of the check page: four rows of Change buttons, so that they stand near what they change."""
SHORT_LABEL = 30
"""Letters that every phone shows on a button: longer choices are written out above the buttons as well."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is being answered, and what may be said: `tag` marks the buttons of this conversation."""

    form: Form
    tag: str
    council: Council
    iro_name: str = ""
    receipt: str | None = None

    def write(self, outbound: tuple[Outbound, ...], preface: tuple[str, ...] = ()) -> tuple[Message, ...]:
        """Write everything that a turn says. Explanations stand above what they lead to, not alone."""
        first = list(say(preface))
        messages: list[Message] = []
        for said in outbound:
            if isinstance(said, Explain):
                first.append(explain(said.code, said.question))
            else:
                messages += self._write_one(said, tuple(first))
                first = []
        return tuple(part for message in messages for part in split_message(message))

    def _write_one(
        self, said: Ask | CheckAnswers | Signpost | Pause | Thank, first: tuple[str, ...]
    ) -> list[Message]:
        match said:
            case Ask():
                return [self._ask(said, first)]
            case CheckAnswers():
                return self._check(said, first)
            case Signpost():
                return [self._signpost(first)]
            case Pause():
                return [self._pause(first)]
            case Thank():
                help_row = (build_help_button(self.tag),)
                clear_row = (build_clear_button(),)
                return [Message(self._thank(said, first), (clear_row, help_row), Shown(None, 0))]
        assert_never(said)

    def _ask(self, asked: Ask, first: tuple[str, ...]) -> Message:
        question = asked.question
        heading = f" · {question.heading}" if question.heading else ""
        where = gettext("Question {number} of {total}").format(number=asked.number, total=asked.total)
        text = join_blocks(
            first,
            *(note.label for note in asked.notes),
            f"{where}{heading}",
            (question.label, *([question.hint] if question.hint else [])),
            list_choices(question),
            tell_held(asked),
            wording.say_how_to_answer(question),
            wording.remind_of_help(self.council) if question.kind is Kind.TEXT else "",
        )
        keyboard = build_question_keyboard(self.form, self.tag, asked)
        return Message(text, keyboard, Shown(question.key, asked.revision))

    def _check(self, check: CheckAnswers, first: tuple[str, ...]) -> list[Message]:
        pages = [*in_rows(range(len(check.entries)), ENTRIES_A_MESSAGE)] or [()]
        top = (*first, *(note.label for note in check.notes), gettext(wording.CHECK_TITLE))
        messages = [self._check_page(check, page, top if page is pages[0] else ()) for page in pages]
        last = messages[-1]
        end = Message(
            join_blocks(
                last.text, gettext(WHOLE_ANSWER) if check.may_say_more else "", gettext(wording.CHECK_HOW)
            ),
            (*last.keyboard, *build_check_end(self.form, self.tag, check)),
            Shown(None, check.revision),
        )
        return [*messages[:-1], end]

    def _check_page(self, check: CheckAnswers, page: tuple[int, ...], top: tuple[str, ...]) -> Message:
        entries = (
            _write_entry(place, question, answer, check.files.get(question.key, ()))
            + self._tell_heard(check, question, answer)
            for place, (question, answer) in ((place, check.entries[place]) for place in page)
        )
        return Message(join_blocks(*top, *entries), build_changes(self.form, self.tag, check, page))

    def _tell_heard(self, check: CheckAnswers, question: Question, answer: Answer) -> str:
        """Say who may hear an answer, where each has its own choice and there is something to hear."""
        heard = check.heard.each.get(question.key) if check.heard and answer is not None else None
        return f"\n({label_sharing(self.form, heard)})" if heard else ""

    def _signpost(self, first: tuple[str, ...]) -> Message:
        """Say that somebody was called, who can help now, and offer to say how to be contacted."""
        text = join_blocks(
            first,
            write_automatic_reply(self.council),
            wording.list_routes(self.council),
            safely(wording.CONTACT_HOW),
        )
        return Message(text, build_contact_keyboard(self.tag), names_help=True)

    def _pause(self, first: tuple[str, ...]) -> Message:
        go_on = Button(gettext(wording.GO_ON), Press(Action.RESUME, self.tag))
        text = join_blocks(first, say((*PAUSED, wording.STOPPED, wording.HOW_TO_DELETE)))
        return Message(text, ((go_on,),), Shown(STOPPED, 0))

    def _thank(self, sent: Thank, first: tuple[str, ...]) -> str:
        receipt = " ".join((gettext("Your receipt:"), keep_order(str(self.receipt))))
        routes = wording.list_routes(self.council)
        if not sent.answers:
            return join_blocks(first, (gettext(wording.ALREADY_SENT), receipt), gettext(NOT_LIVE), routes)
        next_steps = say_what_happens_next(self.form, self.iro_name, self.council)
        return join_blocks(first, gettext(wording.THANKS), next_steps, receipt, gettext(NOT_LIVE), routes)


def list_choices(question: Question) -> tuple[str, ...]:
    """Write out what the buttons alone would not say: a scale's ends, long choices."""
    if question.kind is Kind.RANGE and not question.has_faces:
        ends = ((question.low, question.low_label), (question.high, question.high_label))
        return tuple(f"{number}: {label}" for number, label in ends if label)
    if any(len(option.label) > SHORT_LABEL for option in question.options):
        return tuple(f"{place}. {option.label}" for place, option in enumerate(question.options, 1))
    return ()


def tell_held(asked: Ask) -> str:
    """Say what was answered before, without the words."""
    if not asked.answered or asked.question.kind in {Kind.SELECT_MULTIPLE, Kind.RANK}:
        return ""
    added = f"{label_files(asked.files)}." if asked.files else ""
    if asked.question.kind is Kind.TEXT and asked.answer:
        wrote = gettext("You wrote something here before. What you write now takes its place.")
        return f"{wrote}\n{added}" if added else wrote
    so_far = label_answer_without_words(asked.question, asked.answer)
    return added or gettext("Your answer so far: {answer}").format(answer=so_far)


def _write_entry(place: int, question: Question, answer: Answer, files: Files) -> str:
    said = label_all(label_answer_without_words(question, answer), answer, files)
    return f"{place + 1}. {question.label}\n→ {said}"
