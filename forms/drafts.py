"""A conversation put aside: the state and which signals were already raised, as bytes and back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.definition import FileKind
from forms.moves import GivenFile, State
from forms.sharing import Sharing

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Draft:
    """What is kept of an unsent conversation. `raised` names the alerts a person already knows of.

    `file_keys` open the files given so far, by id: until it is sent, the draft alone holds them.
    """

    state: State
    raised: frozenset[str] = frozenset()
    file_keys: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    """Questions whose answer on paper could not be read, or not all of it."""


def dump_draft(draft: Draft) -> bytes:
    """Write a draft as UTF-8 JSON."""
    state = draft.state
    return json.dumps(
        {
            "answers": dict(state.answers),
            "revision": state.revision,
            "at": state.at,
            "raised": sorted(draft.raised),
            "files": {key: [[file.id, file.kind] for file in files] for key, files in state.files.items()},
            "file_keys": dict(draft.file_keys),
            "sharing": dict(state.sharing),
            **({"unread": sorted(draft.unread)} if draft.unread else {}),
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
    files = {
        key: tuple(GivenFile(file_id, FileKind(kind)) for file_id, kind in given)
        for key, given in found.get("files", {}).items()  # a draft put aside before there were files has none
    }
    sharing = {key: Sharing(choice) for key, choice in found.get("sharing", {}).items()}
    state = State(answers, found["revision"], found["at"], files, sharing)
    unread = frozenset(found.get("unread", ()))
    return Draft(state, frozenset(found["raised"]), found.get("file_keys", {}), unread)
