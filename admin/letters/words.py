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

ALOUD = N_("Please read each question aloud, and let the child choose. What they say is theirs.")
TRUSTED = N_("Somebody you trust can read it to you, or type for you.")
NO_ACCOUNT = N_("You need no account and no app. It works on any phone or computer.")

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
        ALOUD,
        TALK_HERE,
        N_("Lost this letter? Ask the child's social worker for a new one."),
    ),
    Voice.CHILD: (
        CHOICE,
        TRUSTED,
        N_("You can stop, and go on later on the same phone or computer."),
        TALK_HERE,
        N_("Lost this letter? Ask your social worker for a new one."),
    ),
    Voice.LEAVER: (
        CHOICE,
        TRUSTED,
        N_("You can stop, and go on later on the same phone or computer."),
        TALK_HERE,
        N_("Lost this letter? Ask your social worker or adviser for a new one."),
    ),
    Voice.ADULT: (
        CHOICE,
        NO_ACCOUNT,
        N_("You can stop, and go on later on the same phone or computer."),
        TRUSTED,
        N_("Lost this letter? Ask the social worker for a new one."),
    ),
    Voice.MEETING: (
        CHOICE,
        NO_ACCOUNT,
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


REMINDED = frozenset({ALOUD, TRUSTED, NO_ACCOUNT, TALK_HERE})
"""What a letter that reminds somebody says once more: the first one said all of it."""


def list_ways(voice: Voice, form: Form, *, is_reminder: bool = False) -> tuple[str, ...]:
    """List what else can be done."""
    ways = (way for way in OTHER_WAYS[voice] if not is_reminder or way in REMINDED)
    return tuple(invite_to_talk(voice, form) if way is TALK_HERE else gettext(way) for way in ways)
