"""A council's own words in a report: for the children, and for the time with their families. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.report.numbers import start_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.settings import Settings


@dataclass(frozen=True, slots=True)
class Words:
    """What may be said in several ways."""

    children: str = "children in our care"
    family_time: str = "family time"

    @property
    def topics(self) -> Mapping[str, str]:
        """Short names of what every age is asked about: the age bands ask it in words of their own."""
        return {
            "home_feel": "Where I live",
            "carers_feel": "The people who look after me",
            "family_time_feel": start_sentence(self.family_time),
            "school_feel": "Nursery, school, college or work",
            "friends_feel": "Friends",
            "feelings_feel": "How I feel inside",
            "safe_feel": "Feeling safe",
        }


USUAL = Words()


def choose_words(settings: Settings) -> Words:
    """Take the words from the settings."""
    return Words(settings.word_children, settings.word_family_time)
