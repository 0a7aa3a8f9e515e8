"""What a child wishes for the meeting, pulled together from all over the form. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from admin.voice.opened import Opened

WISHES: Mapping[str, str] = {
    "who_come": "Who should be there",
    "who_not_come": "Who should not be there",
    "where": "Where it is",
    "when": "When it is",
    "how_join": "How to take part",
    "why_not": "What puts them off coming",
    "chair": "Running the meeting",
    "observer_ok": "Somebody new who watches and learns",
    "want_help": "What they would like",
    "talk_about": "What to talk about",
    "agenda": "What else is on the list",
}
"""By question: what the wish is about, in the order in which a meeting is planned."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish: what it is about, the child's own choice, and who may hear it."""

    about: str
    words: str
    heard: str


def list_wishes(own: Iterable[Opened]) -> Iterator[Wish]:
    """Yield the wishes in what the child said; of two that differ, both."""
    responses = tuple(own)
    for key, about in WISHES.items():
        found = (response.find(key) for response in responses)
        seen = dict.fromkeys((said.words, said.heard) for said in found if said is not None)
        yield from (Wish(about, words, heard) for words, heard in seen if words)
