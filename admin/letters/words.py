"""The words of the letters that no page of the service has. Read them aloud before changing them.

What a form is for and who reads it is said by `forms.introduction`, so a letter says what the page says.
Only ways to answer that truly exist are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.printed.voices import Voice
from forms.definition import Reader
from forms.speaking import N_, gettext

if TYPE_CHECKING:
    from forms.definition import Form


READER_TITLE = N_("Who reads what you say")

CHOICE = N_("You can choose whether to answer. You can skip any question.")

OTHER_WAYS_TITLE = {
    Voice.LITTLE: N_("For the grown-up"),
    Voice.CHILD: N_("Would another way be easier?"),
}
OTHER_WAYS_TITLE[Voice.LEAVER] = OTHER_WAYS_TITLE[Voice.CHILD]
OTHER_WAYS_TITLE[Voice.ADULT] = OTHER_WAYS_TITLE[Voice.MEETING] = N_("Good to know")

TALK_HERE = "{talk}"
"""Where `invite_to_talk` stands among the others."""

OTHER_WAYS = {
    Voice.LITTLE: (
        N_("They can choose whether to answer, and skip any question."),
        N_("Please read each question aloud, and let the child choose. What they say is theirs."),
        TALK_HERE,
        N_("Lost this letter? Ask the child's social worker for a new one."),
    ),
    Voice.CHILD: (
        CHOICE,
        N_("Somebody you trust can read it to you, or type for you."),
        N_("You can stop, and go on later on the same phone or computer."),
        TALK_HERE,
        N_("Lost this letter? Ask your social worker for a new one."),
    ),
    Voice.LEAVER: (
        CHOICE,
        N_("Somebody you trust can read it to you, or type for you."),
        N_("You can stop, and go on later on the same phone or computer."),
        TALK_HERE,
        N_("Lost this letter? Ask your social worker or adviser for a new one."),
    ),
    Voice.ADULT: (
        CHOICE,
        N_("You need no account and no app. It works on any phone or computer."),
        N_("You can stop, and go on later on the same phone or computer."),
        N_("Somebody you trust can read it to you, or type for you."),
        N_("Lost this letter? Ask the social worker for a new one."),
    ),
    Voice.MEETING: (
        CHOICE,
        N_("You need no account and no app. It works on any phone or computer."),
        N_("You can stop, and go on later on the same phone or computer."),
    ),
}

TALK = {
    Reader.IRO: N_("You would like to talk? Tell your IRO, or ask your social worker to tell them."),
    Reader.CHAIR: N_("You would like to talk? Tell the chair, or ask your social worker to tell them."),
    Reader.ADVISER: N_("You would like to talk? Tell them, or ask somebody you trust to tell them."),
    Reader.MANAGER: N_("You would like to talk? Tell your social worker, or somebody you trust."),
}
LITTLE_TALK = N_("They would like to talk? Tell the child's social worker.")


def invite_to_talk(voice: Voice, form: Form) -> str:
    """Say whom to tell by word of mouth."""
    return gettext(LITTLE_TALK if voice is Voice.LITTLE else TALK[form.reader])


def list_ways(voice: Voice, form: Form) -> tuple[str, ...]:
    """List what else can be done."""
    ways = OTHER_WAYS[voice]
    return tuple(invite_to_talk(voice, form) if way is TALK_HERE else gettext(way) for way in ways)
