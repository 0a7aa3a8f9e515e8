"""What a button carries: 64 bytes at most, so indices instead of keys and values.

`action.about.question.option.revision`. `about` is the code of an invitation as long as nothing is
stored, and afterwards the tag of the conversation: eight digits that follow from the response's id, and so
fix the form and its version too. A button of another conversation is known by its tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.keys import Keys

MAX_BYTES = 64
TAG_LENGTH = 8
MAX_NUMBER = 10**9
"""Of each number in a button: nine digits."""


@unique
class Action(StrEnum):
    """What pressing it means."""

    HERE = "h"
    WEB = "w"
    AGREE = "o"
    MINUTE = "A"
    SIMPLER = "e"
    DECLINE = "n"
    CHOOSE = "c"
    TOGGLE = "t"
    FINISH = "f"
    SKIP = "s"
    TAKE_AWAY = "a"
    SHARE = "i"
    SHARE_ALL = "j"
    SKIP_REST = "l"
    SAY_MORE = "B"
    BACK = "b"
    CHANGE = "g"
    HELP = "q"
    RESUME = "r"
    SUBMIT = "z"
    DELETE = "d"
    KEEP = "k"
    CLEAR = "p"
    DELETE_AND_CLEAR = "m"
    WISH = "v"
    WISHED = "y"
    LANGUAGE = "u"
    MESSAGES = "x"


@dataclass(frozen=True, slots=True)
class Press:
    """A button, as data. `question` and `option` are places in the form, from 0."""

    action: Action
    about: str = ""
    question: int = 0
    option: int = 0
    revision: int = 0


_SHAPE = re.compile(r"([a-zA-Z])\.([0-9A-Za-z]{0,16})\.(\d{1,9})\.(\d{1,9})\.(\d{1,9})", re.ASCII)


def write_press(press: Press) -> str:
    """Write a button's callback data."""
    return f"{press.action}.{press.about}.{press.question}.{press.option}.{press.revision}"


def read_press(data: str) -> Press | None:
    """Read callback data; None if it is not ours."""
    found = _SHAPE.fullmatch(data)
    if found is None or found[1] not in set(Action):
        return None
    return Press(Action(found[1]), found[2], int(found[3]), int(found[4]), int(found[5]))


def as_number(message_id: int | None) -> int:
    """Return a message's number as a button can carry it; 0 for none, or one that is too long."""
    return message_id if message_id and 0 < message_id < MAX_NUMBER else 0


def make_tag(keys: Keys, response_id: str, form: Form | None = None) -> str:
    """Return the tag of a conversation, at its length: places of a form cut to a minute are its own."""
    return _make_tag(keys, response_id, is_cut=form is not None and form.whole is not None)


def _make_tag(keys: Keys, response_id: str, *, is_cut: bool) -> str:
    return keys.mac("buttons", response_id, *(("minute",) if is_cut else ()))[:TAG_LENGTH]


def is_tag(keys: Keys, response_id: str, about: str) -> bool:
    """Tell whether a button is of this conversation, at either length: for those that name no question."""
    return about in {_make_tag(keys, response_id, is_cut=is_cut) for is_cut in (False, True)}
