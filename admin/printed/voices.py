"""How a printed page speaks to somebody, and what it says first. Read it aloud before changing it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from forms.definition import Audience, Reader, Timing
from forms.speaking import N_, gettext, say

if TYPE_CHECKING:
    from forms.definition import Form


class Voice(Enum):
    """How a page speaks."""

    LITTLE = auto()
    """To a child who has it read aloud: few words, large."""
    CHILD = auto()
    LEAVER = auto()
    ADULT = auto()
    MEETING = auto()
    """To all the professionals who were there."""


LITTLE_FORMS = frozenset({"have_your_say_4_7", "feedback_child_4_7"})

OBSERVED = "how_i_show_you"
_OBSERVED_OPENING = (
    N_("The child you look after has a meeting soon. They may not use words yet."),
    N_("You can say how they show what they like, and what they do not like."),
)
_OPENINGS = {
    (Voice.LITTLE, Timing.BEFORE): (
        N_("You have a meeting soon. It is about you."),
        N_("We want to know what you like, and what you do not like."),
    ),
    (Voice.LITTLE, Timing.AFTER): (
        N_("You had a meeting. It was about you."),
        N_("We want to know how it was for you."),
    ),
}
_WHY = {
    Voice.LITTLE: "",
    Voice.CHILD: N_("It is about you, so what you think matters."),
    Voice.LEAVER: N_("It is your life, so what you think matters."),
    Voice.ADULT: N_("You know things that nobody else knows, so what you say matters."),
    Voice.MEETING: N_("You were there, so you can tell what helped and what did not."),
}


def choose_voice(form: Form, audience: Audience) -> Voice:
    """Tell how to speak to somebody who is asked this form."""
    if form.key in LITTLE_FORMS:
        return Voice.LITTLE
    if audience is Audience.CHILD:
        return Voice.LEAVER if form.reader is Reader.ADVISER else Voice.CHILD
    return Voice.MEETING if audience is Audience.PROFESSIONAL else Voice.ADULT


def write_opening(voice: Voice, form: Form, what_for: str) -> tuple[str, ...]:
    """Say what it is about, in a line or two."""
    if form.key == OBSERVED:
        return say(_OBSERVED_OPENING)
    if (voice, form.timing) in _OPENINGS:
        return say(_OPENINGS[voice, form.timing])
    return (what_for, gettext(_WHY[voice]) if _WHY[voice] else "")
