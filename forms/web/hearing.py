"""Who may hear an answer, on a page and back: pure, both ways.

The fields are `sharing` and `seen` (with a prefix where a page has many questions): what is chosen, and what
the page showed. A button of the check page says both, behind the key of its question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.definition import SharingAsked
from forms.moves import Share
from forms.sharing import PRIVATE, WHOLE, Sharing, find_sharing, may_choose
from forms.sharing_words import label_common, list_labels
from forms.web.given import first

if TYPE_CHECKING:
    from forms.definition import Form, Question
    from forms.moves import CheckAnswers, State
    from forms.web.given import Fields

MIXED = "mixed"
"""Stands for what a page showed where answers differ."""


@dataclass(frozen=True, slots=True)
class Hear:
    """The choice as it stands on a page: `chosen` is ticked, `seen` is how things are in the draft.

    `key` is the question's: a button of the check page says it.
    """

    label: str
    choices: list[tuple[Sharing, str]]
    chosen: Sharing | None
    seen: str
    prefix: str = ""
    key: str = WHOLE


def build_hear(
    form: Form, question: Question, state: State, fields: Fields | None = None, prefix: str = ""
) -> Hear | None:
    """Build the choice beside a question, ticked as `fields` say; None where there is none."""
    held = find_sharing(form, question, state.sharing)
    if held is None or not may_choose(form, question):
        return None
    chosen = read_sharing(first(fields or {}, f"{prefix}sharing")) or held
    return _make(form, chosen, held, prefix)


def build_whole(form: Form, state: State, fields: Fields | None = None) -> Hear | None:
    """Build the one choice for all answers; None where it is not made so."""
    if form.sharing is not SharingAsked.ONCE:
        return None
    held = state.sharing.get(WHOLE, PRIVATE)
    return _make(form, read_sharing(first(fields or {}, "sharing")) or held, held)


def build_checked(form: Form, checked: CheckAnswers) -> tuple[dict[str, Hear], Hear | None]:
    """Build, for the check page, the choice beside each answer, and the one for all of them."""
    heard = checked.heard
    if heard is None:
        return {}, None
    each = {
        question.key: _make(form, held, held, key=question.key)
        for question, _ in checked.entries
        if (held := heard.each.get(question.key)) is not None
    }
    return each, _make(form, heard.whole, heard.whole)


def _make(
    form: Form, chosen: Sharing | None, held: Sharing | None, prefix: str = "", key: str = WHOLE
) -> Hear:
    return Hear(label_common(form, chosen), list_labels(form), chosen, held or MIXED, prefix, key)


def read_sharing(text: str) -> Sharing | None:
    """Read a choice; None if it is none."""
    return Sharing(text) if text in set(Sharing) else None


def read_share(key: str, fields: Fields, prefix: str = "") -> tuple[Share, ...]:
    """Return the move by which a page says who may hear the answer to `key`; none where it does not say.

    It is made though nothing was touched: if the page is old, what it showed was more private, or is so now.
    """
    chosen = read_sharing(first(fields, f"{prefix}sharing"))
    seen = read_sharing(first(fields, f"{prefix}seen"))
    return () if chosen is None else (Share(key, chosen, seen),)


def read_pressed(text: str) -> tuple[Share, ...]:
    """Return the move of a button of the check page; none if no button of ours says so."""
    key, _, said = text.partition(".")
    chosen, _, seen = said.partition(".")
    sharing = read_sharing(chosen)
    return () if sharing is None else (Share(key, sharing, read_sharing(seen)),)
