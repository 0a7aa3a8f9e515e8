"""The move by which a child chooses who may hear an answer. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.moves import Note, Share, State
from forms.route import find_position, list_asked
from forms.sharing import PRIVATE, WHOLE, find_common, list_choices, narrow
from forms.steps import Step, explain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Form
    from forms.sharing import Sharing


def take_share(form: Form, state: State, given: Share) -> Step:
    """Take a choice. What was shown otherwise than it stands now can let fewer people hear, never more."""
    choices = list_choices(form, list_asked(form, state.answers))
    keys = choices if given.question == WHOLE else tuple(key for key in choices if key == given.question)
    if not keys:
        return explain(state, Note.NOT_ASKED, form.find_question(given.question))
    held = {key: state.sharing.get(key, PRIVATE) for key in keys}
    if find_common(held.values()) == given.seen:
        return _say_of_another(form, _with_sharing(state, dict.fromkeys(keys, given.sharing)), given)
    narrowed = {key: narrow(sharing, given.sharing) for key, sharing in held.items()}
    after = _with_sharing(state, narrowed)
    if all(sharing == given.sharing for sharing in narrowed.values()):
        return _say_of_another(form, after, given)
    return explain(after, Note.SHARING_KEPT)


def _say_of_another(form: Form, after: State, given: Share) -> Step:
    """Say so where the choice was about another question than the one shown next."""
    here = find_position(form, after)
    elsewhere = here is not None and here.key != given.question
    return explain(after, Note.SHARED) if elsewhere else Step(after)


def _with_sharing(state: State, chosen: Mapping[str, Sharing]) -> State:
    """Return the state with these choices; what is private is not written down, so it is said one way."""
    sharing = {key: choice for key, choice in {**state.sharing, **chosen}.items() if choice != PRIVATE}
    if sharing == dict(state.sharing):
        return state
    return replace(state, sharing=sharing, revision=state.revision + 1)
