"""A conversation put aside: the state and which signals were already raised, as bytes and back."""

from __future__ import annotations

import json
from dataclasses import dataclass

from forms.moves import State


@dataclass(frozen=True, slots=True)
class Draft:
    """What is kept of an unsent conversation. `raised` names the alerts a person already knows of."""

    state: State
    raised: frozenset[str] = frozenset()


def dump_draft(draft: Draft) -> bytes:
    """Write a draft as UTF-8 JSON."""
    state = draft.state
    return json.dumps(
        {
            "answers": dict(state.answers),
            "revision": state.revision,
            "at": state.at,
            "raised": sorted(draft.raised),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def load_draft(dumped: bytes) -> Draft:
    """Read what `dump_draft` wrote."""
    found = json.loads(dumped)
    answers = {
        key: tuple(answer) if isinstance(answer, list) else answer for key, answer in found["answers"].items()
    }
    return Draft(State(answers, found["revision"], found["at"]), frozenset(found["raised"]))
