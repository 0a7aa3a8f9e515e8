"""A turn of the conversation, as the act of an update: intake's unit with Telegram's words around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from bot import wording
from bot.callbacks import Action, Press, make_tag
from bot.handled import NEW_CHAT, Reaction
from bot.inbound import find_shown, read_button, read_words
from bot.messages import STOPPED, Button, Message, join_blocks
from bot.noticing import build_messages_button, note_address, waits_here
from bot.outbound import Speaker
from forms.answering import describe_safe_way
from forms.definition import SEALED_KINDS
from forms.languages.forms_said import speak_of
from forms.moves import Ask, Attach, Change, NeedHelp, Reply, Resume, Share, Stop, Toggle
from forms.problems import Problem, ProblemCode
from forms.responses import delete_response
from forms.speaking import ENGLISH, gettext, safely, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.attachments.sealed import SealedFile
    from forms.definition import Form
    from forms.intake import Taken, TurnUnit
    from forms.moves import Inbound
    from forms.units import Key, Row, Rows, Writes
    from forms.wording import Council


@dataclass(frozen=True, slots=True)
class Understood:
    """The moves that something given means, what to say first, and the message whose buttons may change."""

    moves: tuple[Inbound, ...]
    preface: tuple[str, ...] = ()
    message_id: int | None = None


STILL_STOPPED = Understood((Stop(),), (wording.STOPPED_NOT_TAKEN,))
"""Nobody goes on by accident: what is sent after a stop is not taken, and that is said."""


class Given(Protocol):
    """What a person gave: words, a button, a command."""

    def read(self, form: Form, tag: str, chat: Row) -> Understood:
        """Understand it, given the form it is about and what the chat was shown."""
        ...


@dataclass(frozen=True, slots=True)
class Moved:
    """Moves that need no reading."""

    moves: tuple[Inbound, ...]
    preface: tuple[str, ...] = ()

    def read(self, form: Form, tag: str, chat: Row) -> Understood:
        """Take them as they are."""
        del form, tag, chat
        return Understood(self.moves, self.preface)


@dataclass(frozen=True, slots=True)
class Typed:
    """Words."""

    text: str
    message_id: int

    def read(self, form: Form, tag: str, chat: Row) -> Understood:
        """Take them as the answer to what was shown; on the check page there is nothing to answer."""
        del form, tag
        if find_shown(chat, self.message_id)[0] == STOPPED:
            return STILL_STOPPED
        reply = read_words(chat, self.message_id, self.text)
        return Understood((reply,)) if reply else Understood((Resume(),), (wording.PRESS_A_BUTTON,))


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo or a voice note, perhaps with words under it; or why there is none."""

    message_id: int
    words: str = ""
    file: SealedFile | None = None
    why_not: tuple[str, ...] = ()

    def read(self, form: Form, tag: str, chat: Row) -> Understood:
        """Add it to the answer to what was shown. Words that came with a refused file are an answer still."""
        del tag
        key, revision = find_shown(chat, self.message_id)
        if key == STOPPED:
            return STILL_STOPPED
        question = form.find_question(key) if key else None
        if question is None:
            return Understood((Resume(),), self.why_not or wording.NO_FILE_HERE)
        if self.file is not None:
            return Understood((Attach(question.key, revision, (self.file.given,), self.words),))
        if not self.words or question.kind not in SEALED_KINDS:
            return Understood((Resume(),), self.why_not)
        if question.takes:
            added = Attach(question.key, revision, (), self.words)
            return Understood((added, Change(question.key)), self.why_not)
        return Understood((Reply(question.key, revision, self.words),), self.why_not)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button under a message."""

    press: Press
    message_id: int

    def read(self, form: Form, tag: str, chat: Row) -> Understood:
        """Take it as its move. Asking for help works with any button, however old."""
        del chat
        if self.press.action is Action.HELP:
            return Understood((NeedHelp(),))
        move = read_button(form, self.press) if self.press.about == tag else None
        if move is None:
            return Understood((Resume(),), (wording.OTHER_BUTTON,))
        return Understood((move,), message_id=self.message_id)


@dataclass(frozen=True, slots=True)
class TurnAct:
    """Take a turn and say what it leads to. `turn` comes without moves: they are read from what was given."""

    turn: TurnUnit
    given: Given
    council: Council
    iro_name: str = ""
    chosen: str = ENGLISH.code
    """The language that was chosen, which the form may not be in."""
    chat_id: int = 0

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows of the turn."""
        return self.turn.reads

    def decide(self, rows: Rows, chat: Row | None) -> Reaction:
        """Take the turn."""
        response = rows.get(self.turn.response_key)
        understood = self._understand(response, chat)
        written = replace(self.turn, moves=understood.moves).decide(rows)
        if isinstance(written.result, Problem):
            return self._explain(written.result, response)
        return self._answer(written, understood, response, chat)

    def _understand(self, response: Row | None, chat: Row | None) -> Understood:
        form = response and self.turn.library.find(response["form_key"], response["form_version"])
        if not response or not form:
            first = self.given.preface if isinstance(self.given, Moved) else ()
            return Understood((Resume(),), first)
        understood = self.given.read(form, make_tag(self.turn.keys, response["id"], form), chat or NEW_CHAT)
        if response["submitted_at"] is None:
            return understood
        if isinstance(self.given, Moved):
            return understood
        too_late = (wording.WORDS_TOO_LATE,) if isinstance(self.given, Typed | Sent) else ()
        return replace(understood, preface=too_late)

    def _answer(
        self, written: Writes[Any], understood: Understood, response: Row | None, chat: Row | None
    ) -> Reaction:
        taken: Taken = written.result
        speak_of(taken.form)
        tag = make_tag(self.turn.keys, taken.response_id, taken.form)
        speaker = Speaker(taken.form, tag, self.council, self.iro_name, taken.receipt)
        messages = speaker.write(taken.outbound, understood.preface)
        if _only_marks_changed(taken, understood):
            messages = tuple(replace(message, edits=understood.message_id) for message in messages)
        was_sent = response is not None and response["submitted_at"] is not None
        codes = response["answer_by"] if response and was_sent else find_codes(taken)
        address = self._note_address(codes, understood, chat)
        if was_sent and waits_here(codes):
            messages = (*messages[:-1], _add_button(messages[-1], build_messages_button()))
        return Reaction(messages, tuple(written.writes), self._place(taken, chat, address))

    def _note_address(self, codes: str, understood: Understood, chat: Row | None) -> Mapping[str, object]:
        """Note how to write to the chat, if that was asked for; forget it when it tells us to stop."""
        if any(isinstance(move, Stop) for move in understood.moves):
            return {"sealed_id": None}
        return note_address(self.turn.keys, chat, self.chat_id) if waits_here(codes) else {}

    def _place(
        self, taken: Taken, chat: Row | None, address: Mapping[str, object]
    ) -> Mapping[str, object] | None:
        """Note which conversation the chat is in; another one than before has shown nothing yet."""
        spoken = {"language": self.chosen, **address}
        if chat is not None and chat["response_id"] == taken.response_id:
            here = {**spoken, "blocked_at": None}
            return here if any(chat[name] != value for name, value in here.items()) else None
        new = {"response_id": taken.response_id, "invitation_id": self.turn.invitation_id}
        held = {"sealed_id": chat["sealed_id"]} if chat is not None else {}
        return {**NEW_CHAT, **held, **new, **spoken}

    def _explain(self, problem: Problem, response: Row | None) -> Reaction:
        if isinstance(self.given, Pressed) and self.given.press.action is Action.HELP:
            return Reaction((tell_nobody(self.council),))
        if problem.code is ProblemCode.FORM_GONE:
            return Reaction((Message(gettext(wording.FORM_GONE)),))
        if problem.code is ProblemCode.ALREADY_SENT:
            return Reaction((Message(join_blocks(say(wording.SENT_ELSEWHERE))),))
        if problem.code is ProblemCode.NO_CONVERSATION and response is not None:
            return self._start_anew(response)
        return Reaction((Message(join_blocks(say(wording.CODE_UNKNOWN))),))

    def _start_anew(self, response: Row) -> Reaction:
        """Make room for a new draft: the day's key is destroyed, so the old one can never be opened."""
        gone = {"response_id": None, "shown_question": None, "shown_message": None, "earlier_question": None}
        again = Button(gettext(wording.GO_ON), Press(Action.RESUME))
        message = Message(join_blocks(wording.say_draft_gone()), ((again,),))
        return Reaction((message,), delete_response(response), gone)


def tell_nobody(council: Council) -> Message:
    """Answer a call for a person where nobody could be found by it."""
    return Message(join_blocks(safely(wording.TELL_NOBODY), wording.list_routes(council)), names_help=True)


def find_codes(taken: Taken) -> str:
    """Return how somebody may be answered by what was sent just now; empty if nothing was."""
    return describe_safe_way(taken.form, taken.state.answers) if taken.receipt else ""


def _add_button(message: Message, button: Button) -> Message:
    return replace(message, keyboard=((button,), *message.keyboard))


def _only_marks_changed(taken: Taken, understood: Understood) -> bool:
    """Tell whether a tap leaves the message as it is but for the marks on its buttons."""
    if understood.message_id is None or len(taken.outbound) != 1:
        return False
    move, said = understood.moves[0], taken.outbound[0]
    return isinstance(move, Toggle | Share) and isinstance(said, Ask) and said.question.key == move.question
