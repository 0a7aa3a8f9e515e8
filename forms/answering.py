"""The safe way to answer somebody back: by which way alone, and whether with what they said. Pure.

Whoever sends, rings, prints or shows anything to a person who answered asks here first. Where nothing was
chosen the most careful way holds: face to face, and not a word anywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.definition import Audience
from forms.speaking import S_, safely

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.answers import Answer
    from forms.definition import Form


class MessageKind(StrEnum):
    """What is said to somebody who sent a response."""

    READ = "read"
    """It was read; no words."""
    REPLY = "reply"
    """Words written for them."""
    HAPPENED = "happened"
    """What was done about something they said, in words written for them."""
    TOLD = "told"
    """Somebody else opened it than the person it was for, and why: a code, no words."""


class Way(StrEnum):
    """A way to answer: the values of the question `safe_way`."""

    IN_PERSON = "in_person"
    LETTER = "letter"
    PHONE = "phone"
    THROUGH_SOMEONE = "through_someone"
    WEB = "web"
    """Where they answer: on the pages of the browser that sent it, or in the chat."""


CHANNELS_TO_ANSWER_IN = frozenset({"web", "telegram"})
"""Nobody comes back to a worker's tablet, or to paper."""
NO_WORDS = "no_words"
NOTICE = S_("There is a message for you.")
"""All that is said where others may see or hear it: no name, no meeting, no date, nothing that was said."""


@dataclass(frozen=True, slots=True)
class SafeWay:
    """The one way to answer somebody, and whether it may carry anything of what they said."""

    way: Way = Way.IN_PERSON
    carries_words: bool = True

    @property
    def codes(self) -> str:
        """Write it as codes, as it stands beside an alert."""
        return str(self.way) if self.carries_words else f"{self.way} {NO_WORDS}"

    @property
    def is_here(self) -> bool:
        """Tell whether the person reads it where they answered."""
        return self.way is Way.WEB

    @property
    def shows_words_here(self) -> bool:
        """Tell whether they read the words there: otherwise somebody has to tell them."""
        return self.is_here and self.carries_words

    def say_by(self, way: Way, words: str) -> str | None:
        """Return what may be said by a way: the words, a bare notice, or (None) nothing at all."""
        if way is not self.way:
            return None
        return words if self.carries_words else safely(NOTICE)


def read_safe_way(codes: str) -> SafeWay:
    """Read the codes back. Where none stand, nobody was asked: the most careful way holds."""
    way, *more = codes.split() or [""]
    return SafeWay(Way(way), NO_WORDS not in more) if way in set(Way) else SafeWay()


def find_way_back(codes: str, channel: str) -> SafeWay:
    """Return how somebody who answered by a channel can be answered: as they chose, where that can be."""
    safe = read_safe_way(codes)
    return SafeWay() if safe.is_here and channel not in CHANNELS_TO_ANSWER_IN else safe


def find_safe_way(answers: Mapping[str, Answer]) -> SafeWay:
    """Return how somebody may be answered, by what they said about it.

    Face to face words may be said: whoever speaks sees who is near. By any other way they may be said only
    to somebody who said that nobody could see, and by the way they chose themselves.
    """
    chosen = answers.get("safe_way")
    way = Way(str(chosen)) if chosen in set(Way) else Way.IN_PERSON
    return SafeWay(way, way is Way.IN_PERSON or answers.get("could_see") == "no")


def describe_safe_way(form: Form, answers: Mapping[str, Answer]) -> str:
    """Write down as codes how a child may be answered; empty for grown-ups, who are not asked."""
    return find_safe_way(answers).codes if form.audience is Audience.CHILD else ""


def write_back(answers: Mapping[str, Answer], way: Way, words: str) -> str | None:
    """Return what may be said by this way: the words, a bare notice, or (None) nothing at all."""
    return find_safe_way(answers).say_by(way, words)
