"""The button that says who may hear an answer: one press leads on to the next choice. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks import Action, Press
from bot.messages import Button
from bot.wording import ALL_HEARD, CHANGE_HEARD
from forms.definition import SharingAsked
from forms.moves import Share
from forms.sharing import PRIVATE, Sharing
from forms.sharing_words import label_common, label_sharing
from forms.speaking import gettext

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.moves import Ask, CheckAnswers

CHOICES = tuple(Sharing)
SEEN: tuple[Sharing | None, ...] = (*CHOICES, None)
"""What a button may have shown; None where answers differ."""


def build_share(form: Form, tag: str, asked: Ask) -> tuple[tuple[Button, ...], ...]:
    """Return the row under a question; none where there is nothing to choose."""
    if asked.sharing is None:
        return ()
    place = form.questions.index(asked.question)
    label = gettext(CHANGE_HEARD).format(who=label_sharing(form, asked.sharing))
    return ((Button(label, _press(Action.SHARE, tag, place, asked.sharing, asked.revision)),),)


def build_share_all(form: Form, tag: str, check: CheckAnswers) -> tuple[tuple[Button, ...], ...]:
    """Return the row of the check page: for all answers at once."""
    if check.heard is None:
        return ()
    whole = check.heard.whole
    text = CHANGE_HEARD if form.sharing is SharingAsked.ONCE else ALL_HEARD
    label = gettext(text).format(who=label_common(form, whole))
    return ((Button(label, _press(Action.SHARE_ALL, tag, 0, whole, check.revision)),),)


def _press(action: Action, tag: str, place: int, seen: Sharing | None, revision: int) -> Press:
    option = SEEN.index(seen) * len(CHOICES) + CHOICES.index(_follow(seen))
    return Press(action, tag, place, option, revision)


def _follow(seen: Sharing | None) -> Sharing:
    """Return the next choice: after the widest, and where answers differ, the most private."""
    return PRIVATE if seen is None else CHOICES[(CHOICES.index(seen) + 1) % len(CHOICES)]


def read_share(key: str, press: Press) -> Share | None:
    """Return the move that the button means; None if it never was one of ours."""
    shown, chosen = divmod(press.option, len(CHOICES))
    return Share(key, CHOICES[chosen], SEEN[shown]) if shown < len(SEEN) else None
