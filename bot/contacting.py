"""After a call for help: how and when, a few buttons one after another, each of which may be left out.

The call itself is out already. What is pressed or typed here is added to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import wording
from bot.callbacks import Action, Press
from bot.handled import Reaction
from bot.keyboards import OFF, ON, build_help_button, in_rows
from bot.messages import Button, Keyboard, Message, Shown, join_blocks
from forms.calls import add_wish, merge_wish
from forms.contact import QUESTIONS, Wish
from forms.records import Alert
from forms.speaking import safely
from forms.units import Key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from forms.contact import Asked
    from forms.keys import Keys
    from forms.units import Row, Rows

REACH = "@reach"
"""What the chat is shown while a number is asked for: no question of any form is called so."""
STEPS = ("how", REACH, "through", "when", "not_when", "must_not_know")
"""In this order; a button carries its place here."""
_ONLY_AFTER = {REACH: frozenset({"phone", "text"}), "through": frozenset({"someone"})}
OPTIONS_A_ROW = 2
_BY_NAME = {asked.name: asked for asked in QUESTIONS}


def build_contact_keyboard(tag: str, step: int = 0, chosen: Iterable[str] = ()) -> Keyboard:
    """Return what can be pressed at a step: the answers, marked where chosen, and the way on."""
    on = set(chosen)
    options = _BY_NAME[STEPS[step]].options if STEPS[step] in _BY_NAME else {}
    answers = (
        Button(f"{ON if code in on else OFF} {safely(label)}", Press(Action.WISH, tag, step, place))
        for place, (code, label) in enumerate(options.items())
    )
    way_on = safely(wording.NEXT if step < len(STEPS) - 1 else wording.DONE)
    return (*in_rows(answers, OPTIONS_A_ROW), (Button(way_on, Press(Action.WISHED, tag, step)),))


def ask_next(tag: str, step: int, call: Row) -> Message | None:
    """Ask what comes after a step, as far as it makes sense with what was chosen; None at the end."""
    how = set(call["contact_how"].split())
    later = (place for place, name in enumerate(STEPS) if place > step and _ONLY_AFTER.get(name, how) & how)
    after = next(later, None) if how else _skip_to_when(step)
    return None if after is None else _ask(tag, after, call)


def _skip_to_when(step: int) -> int | None:
    """Without any way chosen there is nothing to ask about it."""
    after = max(step + 1, STEPS.index("when"))
    return after if after < len(STEPS) else None


def _ask(tag: str, step: int, call: Row) -> Message:
    if STEPS[step] == REACH:
        keyboard = (*build_contact_keyboard(tag, step), (build_help_button(tag),))
        return Message(safely(wording.TYPE_REACH), keyboard, Shown(REACH, 0))
    asked = _BY_NAME[STEPS[step]]
    chosen = call[f"contact_{asked.name}"].split()
    keyboard = (*build_contact_keyboard(tag, step, chosen), (build_help_button(tag),))
    return Message(join_blocks((safely(asked.label), safely(wording.PRESS_ALL))), keyboard)


def read_wish_press(press: Press) -> Wish | None:
    """Return what a button of a step means; None if it means nothing."""
    name = STEPS[press.question] if press.question < len(STEPS) else ""
    asked: Asked | None = _BY_NAME.get(name)
    codes = tuple(asked.options) if asked else ()
    return Wish({name: (codes[press.option],)}) if press.option < len(codes) else None


@dataclass(frozen=True, slots=True)
class WishAct:
    """Add a wish to a call. A press marks its button; words lead on to the next step."""

    keys: Keys
    call_id: str
    wish: Wish
    now: datetime
    tag: str
    step: int
    message_id: int | None = None
    """The message whose buttons were pressed."""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Alert, "id", self.call_id),)

    def decide(self, rows: Rows, chat: Row | None) -> Reaction:
        """Add it; what could not be added is said."""
        del chat
        call = rows.get(self.reads[0])
        writes = add_wish(self.keys, call, self.wish, self.now)
        if call is None or not writes:
            return Reaction((Message(safely(wording.NOT_ADDED)),))
        return Reaction((self._answer({**call, **merge_wish(call, self.wish)}),), writes)

    def _answer(self, call: Row) -> Message:
        if self.message_id is None:
            following = ask_next(self.tag, self.step, call)
            assert following is not None  # noqa: S101 - a number is never the last thing asked
            return replace(following, text=join_blocks(safely(wording.ADDED), following.text))
        chosen = call[f"contact_{STEPS[self.step]}"].split()
        keyboard = (*build_contact_keyboard(self.tag, self.step, chosen), (build_help_button(self.tag),))
        return Message("", keyboard, edits=self.message_id)
