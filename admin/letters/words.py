"""The words of the letters that no page of the service has. Read them aloud before changing them.

What a form is for and who reads it is said by `forms.introduction`, so a letter says what the page says.
Only ways to answer that truly exist are named.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from forms.definition import Audience, Reader, Timing

if TYPE_CHECKING:
    from forms.definition import Form


class Voice(Enum):
    """How a letter speaks."""

    LITTLE = auto()
    """To a child who has it read aloud: few words, large."""
    CHILD = auto()
    LEAVER = auto()
    ADULT = auto()
    MEETING = auto()
    """To all the professionals who were there."""


LITTLE_FORMS = frozenset({"have_your_say_4_7", "feedback_child_4_7"})
READER_TITLE = "Who reads what you say"
HELP_TITLE = {True: "If you need help now", False: "If somebody needs help now"}
"""To a child, and to others."""
HURT = "If someone may be hurt, we must tell a person who can help."

CHOICE = "You can choose whether to answer. You can skip any question."

SCAN = {
    Voice.LITTLE: "Ask a grown-up to point a phone at this square.",
    Voice.CHILD: "Point the camera of a phone or tablet at this square, and open the link.",
}
SCAN[Voice.LEAVER] = SCAN[Voice.ADULT] = SCAN[Voice.MEETING] = SCAN[Voice.CHILD]
TYPE_IT = {
    Voice.LITTLE: "Or they can type in this address and this code:",
    Voice.CHILD: "No camera? Type in this address and this code:",
}
TYPE_IT[Voice.LEAVER] = TYPE_IT[Voice.ADULT] = TYPE_IT[Voice.MEETING] = TYPE_IT[Voice.CHILD]

OPEN_UNTIL = "You can use it until {day}."
YOURS = {
    Voice.LITTLE: "This code is just for you.",
    Voice.CHILD: "This code is just for you. You can send your answers once.",
    Voice.LEAVER: "This code is just for you. You can send your answers once.",
    Voice.ADULT: "This code is just for you. Please do not pass it on. You can send your answers once.",
    Voice.MEETING: (
        "One code for all of you: up to {takes} people can use it, once each. "
        "Please do not pass it on to somebody who was not there."
    ),
}

OTHER_WAYS_TITLE = {
    Voice.LITTLE: "For the grown-up",
    Voice.CHILD: "Would another way be easier?",
}
OTHER_WAYS_TITLE[Voice.LEAVER] = OTHER_WAYS_TITLE[Voice.CHILD]
OTHER_WAYS_TITLE[Voice.ADULT] = OTHER_WAYS_TITLE[Voice.MEETING] = "Good to know"

OTHER_WAYS = {
    Voice.LITTLE: (
        "They can choose whether to answer, and skip any question.",
        "Please read each question aloud, and let the child choose. What they say is theirs.",
        "{talk}",
        "Lost this letter? Ask the child's social worker for a new one.",
    ),
    Voice.CHILD: (
        CHOICE,
        "Somebody you trust can read it to you, or type for you.",
        "You can stop, and go on later on the same phone or computer.",
        "{talk}",
        "Lost this letter? Ask your social worker for a new one.",
    ),
    Voice.LEAVER: (
        CHOICE,
        "Somebody you trust can read it to you, or type for you.",
        "You can stop, and go on later on the same phone or computer.",
        "{talk}",
        "Lost this letter? Ask your social worker or adviser for a new one.",
    ),
    Voice.ADULT: (
        CHOICE,
        "You need no account and no app. It works on any phone or computer.",
        "You can stop, and go on later on the same phone or computer.",
        "Somebody you trust can read it to you, or type for you.",
        "Lost this letter? Ask the social worker for a new one.",
    ),
    Voice.MEETING: (
        CHOICE,
        "You need no account and no app. It works on any phone or computer.",
        "You can stop, and go on later on the same phone or computer.",
    ),
}

TALK = {
    Reader.IRO: "You would like to talk? Tell your IRO, or ask your social worker to tell them.",
    Reader.CHAIR: "You would like to talk? Tell the chair, or ask your social worker to tell them.",
    Reader.ADVISER: "You would like to talk? Tell them, or ask somebody you trust to tell them.",
    Reader.MANAGER: "You would like to talk? Tell your social worker, or somebody you trust.",
}
LITTLE_TALK = "They would like to talk? Tell the child's social worker."

OBSERVED = "how_i_show_you"
_OBSERVED_OPENING = (
    "The child you look after has a meeting soon. They may not use words yet.",
    "You can say how they show what they like, and what they do not like.",
)
_OPENINGS = {
    (Voice.LITTLE, Timing.BEFORE): (
        "You have a meeting soon. It is about you.",
        "We want to know what you like, and what you do not like.",
    ),
    (Voice.LITTLE, Timing.AFTER): (
        "You had a meeting. It was about you.",
        "We want to know how it was for you.",
    ),
}
_WHY = {
    Voice.LITTLE: "",
    Voice.CHILD: "It is about you, so what you think matters.",
    Voice.LEAVER: "It is your life, so what you think matters.",
    Voice.ADULT: "You know things that nobody else knows, so what you say matters.",
    Voice.MEETING: "You were there, so you can tell what helped and what did not.",
}


def choose_voice(form: Form, audience: Audience) -> Voice:
    """Tell how to speak to somebody who is asked this form."""
    if form.key in LITTLE_FORMS:
        return Voice.LITTLE
    if audience is Audience.CHILD:
        return Voice.LEAVER if form.reader is Reader.ADVISER else Voice.CHILD
    return Voice.MEETING if audience is Audience.PROFESSIONAL else Voice.ADULT


def invite_to_talk(voice: Voice, form: Form) -> str:
    """Say whom to tell by word of mouth."""
    return LITTLE_TALK if voice is Voice.LITTLE else TALK[form.reader]


def open_letter(voice: Voice, form: Form, what_for: str) -> tuple[str, ...]:
    """Say what the letter is about, in a line or two."""
    if form.key == OBSERVED:
        return _OBSERVED_OPENING
    return _OPENINGS.get((voice, form.timing), (what_for, _WHY[voice]))
