"""Messages of staff in a chat: first that there is one, and its words once the button is pressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot import wording
from bot.callbacks import Action, Press
from bot.handled import Reaction
from bot.held import list_responses
from bot.keyboards import put_help_under
from bot.messages import Button, Message, join_blocks, split_message, write_call
from forms.answering import NOTICE as THERE_IS_ONE
from forms.answering import find_way_back
from forms.keys import TamperedError
from forms.languages.forms_said import translate_form
from forms.message_words import NONE_NOW, READ_IT, TITLE
from forms.messages import NOTICE, TELEGRAM, list_shown_here, may_be_opened, seal_chat, show_message
from forms.messages_told import list_told_keys, write_seen
from forms.speaking import ENGLISH, gettext, safely, speaking, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.messages import Keyboard
    from bot.parts import BotParts
    from bot.tongues import Tongues
    from forms.keys import Keys
    from forms.message_words import Shown
    from forms.units import Key, Row, Rows

MOST_AGAIN = 3
"""Of messages that were opened before, those shown again where there is none that was not."""


def write_out(tongues: Tongues, call: dict[str, Any]) -> dict[str, Any]:
    """Return what waits in the outbox as a call: a notice is written in the language of its chat."""
    if NOTICE not in call:
        return call
    code = call["language"]
    language = next((language for language in tongues.offered if language.code == code), ENGLISH)
    with speaking(language):
        [message] = put_help_under((Message(safely(THERE_IS_ONE), build_read_it() if call[NOTICE] else ()),))
        return {**write_call(message, call["chat_id"]), "shown": None}


def build_read_it() -> Keyboard:
    """Return the button that shows the words."""
    return ((Button(gettext(READ_IT), Press(Action.MESSAGES)),),)


def build_messages_button() -> Button:
    """Return the button that looks for messages, for a chat that asked to be answered here."""
    return Button(gettext(TITLE), Press(Action.MESSAGES))


def waits_here(answer_by: str) -> bool:
    """Tell whether somebody in a chat asked to be answered there."""
    return find_way_back(answer_by, TELEGRAM).is_here


def note_address(keys: Keys, chat: Row | None, chat_id: int) -> Mapping[str, bytes]:
    """Note how to write to a chat that asked to be answered there, if that is not noted yet."""
    if chat is not None and chat["sealed_id"]:
        return {}
    return {"sealed_id": seal_chat(keys, chat_id)}


async def find_messages(parts: BotParts, chat_hash: str) -> ShowMessagesAct:
    """Find what there is to read in a chat: what was not opened yet, or the last ones again."""
    found = []
    for response in await list_responses(parts, chat_hash):
        form = parts.library.find(response["form_key"], response["form_version"])
        if response["submitted_at"] and form is not None:
            rows = await list_shown_here(parts.store, response["id"])
            found += [(translate_form(form, spoken()), row) for row in rows if may_be_opened(row)]
    found.sort(key=lambda each: each[1]["written_at"])
    wanted = [each for each in found if each[1]["seen_at"] is None] or found[-MOST_AGAIN:]
    read = []
    for form, row in wanted:
        try:
            read.append((row, show_message(parts.keys, form, row)))
        except TamperedError:
            continue
    return ShowMessagesAct(tuple(read), parts.clock())


@dataclass(frozen=True, slots=True)
class ShowMessagesAct:
    """Show messages, and note that they were opened."""

    read: tuple[tuple[Row, Shown], ...]
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return tuple(key for row, _ in self.read for key in list_told_keys(row))

    def decide(self, rows: Rows, chat: Row | None) -> Reaction:
        """Show them; where there is none, say so."""
        del chat
        if not self.read:
            return Reaction((Message(gettext(NONE_NOW)),))
        said = tuple(part for _, shown in self.read for part in split_message(Message(_write(shown))))
        return Reaction(said, tuple(write_seen(rows, [row for row, _ in self.read], self.now)))


def _write(shown: Shown) -> str:
    blocks = ("\n".join(filter(None, block)) for block in shown.blocks)
    return join_blocks(*blocks, shown.foot)


def describe_address(chat: Row | None) -> str:
    """Say that we hold how to write to this chat; empty where we do not."""
    return gettext(wording.HOLD_ADDRESS) if chat is not None and chat["sealed_id"] else ""
