"""How somebody who asked for help wants to be contacted: what is offered, and what is kept of it. Pure.

All of it may be left out, and whatever comes later is added: nothing that was said is taken away again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.speaking import S_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

HOW = {
    "phone": S_("Phone me"),
    "text": S_("Text me"),
    "visit": S_("Come and see me"),
    "someone": S_("Through someone I name"),
}
"""Only what a duty team can do. Nobody can answer inside this service, so that is not offered."""

WHEN = {
    "now": S_("As soon as you can"),
    "today": S_("Today"),
    "school_day": S_("In the school day"),
    "after_school": S_("After school"),
    "evening": S_("In the evening"),
}
NOT_WHEN = {
    "school_day": S_("In the school day"),
    "after_school": S_("After school"),
    "evening": S_("In the evening"),
    "night": S_("At night"),
    "weekend": S_("At the weekend"),
}
ROLES = {
    "mum": S_("Mum"),
    "dad": S_("Dad"),
    "siblings": S_("A brother or sister"),
    "family": S_("Someone else in the family"),
    "carer": S_("A carer"),
    "partner": S_("A partner"),
    "friend": S_("A friend"),
    "worker": S_("A social worker"),
    "iro": S_("The IRO"),
    "teacher": S_("A teacher"),
    "advocate": S_("An advocate"),
    "other": S_("Someone else"),
}
"""As the questionnaires name them, so that one list says who must not know."""

MAX_NOTES = 20
"""Of words beside one alert: far more than anybody types while they wait, and no way to fill the disk."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about being contacted: its name, what is said, and the answers by their code."""

    name: str
    label: str
    options: Mapping[str, str]


QUESTIONS = (
    Asked("how", S_("How should someone contact you?"), HOW),
    Asked("through", S_("If through someone: who?"), ROLES),
    Asked("when", S_("When would be good?"), WHEN),
    Asked("not_when", S_("Is there a time when it is not safe?"), NOT_WHEN),
    Asked("must_not_know", S_("Is there anyone who must not know?"), ROLES),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody said of how to contact them: codes by the question's name, and words of their own."""

    codes: Mapping[str, tuple[str, ...]]
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether anything was said at all."""
        return not self.words and not any(self.codes.values())


def read_wish(read: Callable[[str], Iterable[str]], words: str = "") -> Wish:
    """Read a wish: `read` gives the codes sent for a question. What was not offered is left out."""
    codes = {
        asked.name: tuple(code for code in read(asked.name) if code in asked.options) for asked in QUESTIONS
    }
    return Wish(codes, words.strip())


def add_codes(held: str, new: Iterable[str]) -> str:
    """Add codes to those that are kept, parted by spaces, each once, the first said first."""
    return " ".join(dict.fromkeys((*held.split(), *new)))
