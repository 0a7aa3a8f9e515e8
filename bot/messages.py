"""A message before it is sent: plain text and buttons, no more than Telegram takes. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from bot.callbacks import Press, write_press
from forms.speaking import spoken
from forms.xlsform.limits import count_characters

if TYPE_CHECKING:
    from collections.abc import Iterable

RIGHT_TO_LEFT = "\u200f"
MAX_LENGTH = 4096
"""UTF-16 units of one message."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message."""

    label: str
    press: Press


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


STOPPED = "@stopped"
"""Shown after a stop: what is sent then is no answer, until somebody goes on."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which question a message shows, and with which revision; None is the check page."""

    question: str | None
    revision: int


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say. With `edits`, only the buttons of that earlier message change.

    `names_help` is set where the words themselves say who can help now, and nobody can be called.
    """

    text: str
    keyboard: Keyboard = ()
    shown: Shown | None = None
    edits: int | None = None
    names_help: bool = False


def write_call(message: Message, chat_id: int) -> dict[str, Any]:
    """Write the Bot API call that sends the message. No parse_mode: nothing needs escaping."""
    keyboard = [[_write_button(button) for button in row] for row in message.keyboard]
    markup = {"reply_markup": {"inline_keyboard": keyboard}} if keyboard else {}
    if message.edits is not None:
        parameters = {"chat_id": chat_id, "message_id": message.edits, **markup}
        return {"method": "editMessageReplyMarkup", "parameters": parameters}
    # A preview would fetch the link, and show strangers' eyes what it is.
    quiet = {"link_preview_options": {"is_disabled": True}}
    return {
        "method": "sendMessage",
        "parameters": {"chat_id": chat_id, "text": set_direction(message.text), **quiet, **markup},
    }


def set_direction(text: str) -> str:
    """Mark each line that runs from right to left and begins with a word from left to right.

    Telegram has no field for it: a line runs as its first letter does, and some begin with a name or /stop.
    """
    if not spoken().is_right_to_left:
        return text
    return "\n".join(f"{RIGHT_TO_LEFT}{line}" if _needs_mark(line) else line for line in text.split("\n"))


def _needs_mark(line: str) -> bool:
    runs = [bidirectional(sign) for sign in line if bidirectional(sign) in {"L", "R", "AL"}]
    return "L" in runs[:1] and not {"R", "AL"}.isdisjoint(runs)


def _write_button(button: Button) -> dict[str, str]:
    return {"text": button.label, "callback_data": write_press(button.press)}


def join_blocks(*blocks: Iterable[str] | str) -> str:
    """Join blocks with an empty line between; a block of several sentences has a line each."""
    written = (block if isinstance(block, str) else "\n".join(block) for block in blocks)
    return "\n\n".join(block for block in written if block)


def split_message(message: Message) -> tuple[Message, ...]:
    """Part a message that is too long between blocks or lines; the buttons stand under the last part."""
    *first, last = split_text(message.text)
    return (*(Message(part) for part in first), replace(message, text=last))


def split_text(text: str) -> list[str]:
    """Part a text into pieces that fit, at an empty line, else at a line end, else anywhere."""
    parts = []
    while count_characters(text) > MAX_LENGTH:
        head = _cut(text)
        parts.append(head.rstrip())
        text = text[len(head) :].lstrip("\n")
    return [*parts, text]


def _cut(text: str) -> str:
    head = text[:MAX_LENGTH]
    while count_characters(head) > MAX_LENGTH:
        head = head[: -max(1, (count_characters(head) - MAX_LENGTH) // 2)]
    for end in ("\n\n", "\n", " "):
        at = head.rfind(end)
        if at > 0:
            return head[:at]
    return head
