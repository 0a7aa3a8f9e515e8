"""What is said about answers without a name. Read it aloud before changing it: people rely on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.definition import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.definition import Form
    from forms.wording import Council


@dataclass(frozen=True, slots=True)
class Way:
    """One of the two ways to be kept: what it is called, and what it means and does not mean."""

    title: str
    sentences: tuple[str, ...]


NAMED = Way(
    "Keep my answers with the meeting",
    (
        "We know which meeting your answers are about.",
        "If you need help or want an answer from us, that is how we can find you.",
    ),
)
UNNAMED = Way(
    "Keep nothing that ties them to me",
    (
        "We keep your answers and the week. We keep no name, no code and no meeting with them.",
        "So we cannot write back to you. We cannot find you to help you.",
        "We cannot find your answers later, to change or delete them.",
        "What you write may still show who you are. If few people answer, someone may guess.",
    ),
)
NO_NAME_HERE = Way("Nobody asks for your name here", UNNAMED.sentences)
"""Over a poster or a leaflet there is no other way."""

HELP = (
    "You answer without a name. So we cannot tell anyone that it is you who needs help.",
    "Please use one of these ways. They can help you now.",
)
CHECK_NAMED = "Your answers will be kept with the meeting."
CHECK_UNNAMED = (
    "Nothing that ties your answers to you will be kept. "
    "Once they are sent, nobody can find them. Not even you."
)
MAYBE_SENT = (
    "Did you press Send? Then your answers have reached us. We keep nothing that shows which are yours.",
    "Did you delete them? Then they are gone.",
)
TELEGRAM = "Answers given here are kept with the meeting. To answer without that, use the web page: {link}"

_WHO = {
    Audience.CHILD: "I am a child or a young person",
    Audience.PARENT: "I am a parent",
    Audience.CARER: "I am a carer",
    Audience.PROFESSIONAL: "I am there for my work",
}


def say_who(forms: Iterable[Form]) -> list[tuple[str, str]]:
    """Return for each form its key, and what somebody says of themselves to choose it.

    Where two are for the same people, and where one is for everyone, the form's own title tells them apart.
    """
    listed = sorted(forms, key=lambda form: list(Audience).index(form.audience))
    several = Counter(form.audience for form in listed)
    alone = {audience: who for audience, who in _WHO.items() if several[audience] == 1}
    return [(form.key, alone.get(form.audience, form.title)) for form in listed]


def say_what_happens_next(council: Council) -> tuple[str, ...]:
    """After sending without a name."""
    return (
        "Your answers have reached us. Nothing that ties them to you was kept.",
        f"The manager of the reviewing service at {council.name} reads them, {council.hours}.",
        "What people say is put together in a report each year, without names.",
    )
