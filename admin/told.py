"""Whether somebody knows what was said to them, and what is to be done until they do. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.written_days import write_day
from forms.answering import Way
from forms.messages import find_message_way

if TYPE_CHECKING:
    from forms.answering import SafeWay
    from forms.units import Row

_TO_DO = {
    Way.IN_PERSON: "Say it to them face to face, when nobody is near.",
    Way.LETTER: "Print the letter and have it posted.",
    Way.PHONE: "Ring them and say it.",
    Way.THROUGH_SOMEONE: "Give it to the person the child trusts, who tells them.",
    Way.WEB: "They see only that there is a message. Say it to them face to face.",
}
_TO_DO_BARE = {
    Way.LETTER: "Print the letter: it says only that there is a message. Say the rest face to face.",
    Way.PHONE: "Ring them and say only that there is a message. Say the rest face to face.",
    Way.THROUGH_SOMEONE: "Have them told only that there is a message. Say the rest face to face.",
}
SHUT = "Their chat cannot be written to any more. Say it to them face to face."


@dataclass(frozen=True, slots=True)
class State:
    """How it stands with a message: what is so, and what is to be done (empty: nothing)."""

    is_told: bool
    what: str
    to_do: str = ""
    has_letter: bool = False


def describe_state(row: Row, *, is_shut: bool = False) -> State:
    """Say how it stands with a message. `is_shut`: the chat that it goes to cannot be written to."""
    way = find_message_way(row)
    if way is None:
        return State(is_told=True, what="Noted for staff alone")
    if row["seen_at"] is not None:
        return State(is_told=True, what=f"They opened it on {write_day(row['seen_at'])}")
    if row["done_at"] is not None:
        return State(is_told=True, what=f"They were told on {write_day(row['done_at'])}")
    if way.shows_words_here and not is_shut:
        return State(is_told=False, what="It waits where they answered; they have not opened it yet")
    to_do = SHUT if way.shows_words_here else find_to_do(way)
    return State(is_told=False, what="They do not know yet", to_do=to_do, has_letter=way.way is Way.LETTER)


def find_to_do(way: SafeWay) -> str:
    """Say what somebody has to do so that a person knows, by the one way that is safe."""
    return _TO_DO[way.way] if way.carries_words else _TO_DO_BARE.get(way.way, _TO_DO[way.way])
