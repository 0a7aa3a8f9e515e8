"""The words of the letters that no page of the service has. Read them aloud before changing them.

What a form is for and who reads it is said by `forms.introduction`, so a letter says what the page says.
Only ways to answer that truly exist are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.printed.voices import Voice
from forms.definition import Reader

if TYPE_CHECKING:
    from forms.definition import Form


READER_TITLE = "Who reads what you say"

CHOICE = "You can choose whether to answer. You can skip any question."

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


def invite_to_talk(voice: Voice, form: Form) -> str:
    """Say whom to tell by word of mouth."""
    return LITTLE_TALK if voice is Voice.LITTLE else TALK[form.reader]
