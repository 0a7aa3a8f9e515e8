"""The words of a booklet that no page of the service has. Read them aloud before changing them.

Paper is slow, nobody is called by it, and somebody opens the envelope and types it in: that is said.
"""

from __future__ import annotations

from admin.printed.voices import Voice
from forms.speaking import N_, S_
from forms.wording import FREE_TO_LEAVE_OUT

READS_TITLE = N_("Who reads what you say")
OPENED = N_("A person in the reviewing service opens the envelope and types in what you say.")
NOT_LIVE = N_("Nobody can read this until it gets to us. That can take some days.")

FILL_TITLE = N_("How to fill it in")
FILL: dict[Voice, tuple[str, ...]] = {
    Voice.LITTLE: (
        N_("Circle a face, tick a box, write or draw."),
        FREE_TO_LEAVE_OUT,
        N_("A grown-up can read it to you, and write for you."),
    ),
    Voice.CHILD: (
        N_("You can choose whether to answer. You can skip any question. You can stop at any time."),
        N_("Use a pen or a pencil. Write outside the lines if you need more room."),
        N_("Somebody you trust can read it to you, or write for you."),
    ),
}
FILL[Voice.LEAVER] = FILL[Voice.ADULT] = FILL[Voice.CHILD]
FILL[Voice.MEETING] = FILL[Voice.CHILD][:2]

NAME_TITLE = N_("Whose booklet is this?")
CHILD_NAME = (N_("My name"),)
ADULT_NAME = (N_("Your name"), N_("The child's name"))
MEETING_NAME = (N_("The child's name"), N_("Day of the meeting"))
NAMES: dict[Voice, tuple[str, ...]] = {
    Voice.LITTLE: CHILD_NAME,
    Voice.CHILD: CHILD_NAME,
    Voice.LEAVER: CHILD_NAME,
    Voice.ADULT: ADULT_NAME,
    Voice.MEETING: MEETING_NAME,
}
WHY_NAME = N_("If you leave this empty, we cannot know who it is from.")
UNNAMED_TITLE = N_("You do not need to say your name")
UNNAMED = N_("Please do not write your name anywhere in here. Somebody may know your handwriting.")

PHONE_TITLE = {
    Voice.LITTLE: N_("Or do it on a phone"),
    Voice.CHILD: N_("Would you rather do it on a phone?"),
}
PHONE_TITLE[Voice.LEAVER] = PHONE_TITLE[Voice.ADULT] = PHONE_TITLE[Voice.MEETING] = PHONE_TITLE[Voice.CHILD]
EITHER = N_("Use the paper or the phone, not both.")

DONE_TITLE = N_("When you are done")
NO_ENVELOPE = {
    Voice.LITTLE: N_("Have you no envelope or no stamp? Ask your social worker or your teacher for them."),
    Voice.CHILD: N_(
        "Have you no envelope or no stamp? Ask your social worker, a teacher or your advocate for them."
    ),
    Voice.LEAVER: N_("Have you no envelope or no stamp? Ask your social worker or adviser for them."),
    Voice.ADULT: N_("Have you no envelope or no stamp? Ask the social worker for them."),
    Voice.MEETING: N_("Have you no envelope or no stamp? Ask the reviewing service for them."),
}
CLOSE = {
    Voice.LITTLE: N_("Put all the pages in an envelope. You can close it by yourself."),
    Voice.CHILD: N_("Put all the pages in an envelope and close it."),
}
CLOSE[Voice.LEAVER] = CLOSE[Voice.ADULT] = CLOSE[Voice.MEETING] = CLOSE[Voice.CHILD]
WRITE_ON_IT = N_("Write this on it, or cut it out and stick it on:")
WRITE_BY_HAND = {
    Voice.LITTLE: N_(
        "Write the address on it. If it is not here yet, ask your social worker or your teacher for it:"
    ),
    Voice.CHILD: N_(
        "Write the address on it. "
        "If it is not here yet, ask your social worker, a teacher or your advocate for it:"
    ),
    Voice.LEAVER: N_(
        "Write the address on it. If it is not here yet, ask your social worker or adviser for it:"
    ),
    Voice.ADULT: N_("Write the address on it. If it is not here yet, ask the social worker for it:"),
    Voice.MEETING: N_("Write the address on it. If it is not here yet, ask the reviewing service for it:"),
}
HAND_OVER = {
    Voice.LITTLE: N_("Post it. Or give it, closed, to your social worker or your teacher."),
    Voice.CHILD: N_("Post it. Or give it, closed, to your social worker, a teacher or your advocate."),
    Voice.LEAVER: N_("Post it. Or give it, closed, to your social worker or adviser."),
    Voice.ADULT: N_("Post it. Or give it, closed, to the social worker."),
    Voice.MEETING: N_("Post it."),
}
NOBODY_ELSE = {
    Voice.LITTLE: N_("Nobody else needs to look inside."),
    Voice.CHILD: N_("Nobody on the way needs to look inside."),
}
NOBODY_ELSE[Voice.LEAVER] = NOBODY_ELSE[Voice.ADULT] = NOBODY_ELSE[Voice.MEETING] = NOBODY_ELSE[Voice.CHILD]

NEXT_TITLE = N_("What happens then")
IN_TIME = N_("Send it soon, so that it can be read before the meeting.")
READS_IT = N_("{who} reads it. {who} can talk with you about what you said. We cannot promise every change.")
MANAGER_READS = (
    N_("The manager of the reviewing service reads it."),
    N_("What people say is put together in a report each year, without names."),
)
THANKS = N_("Thank you.")

TICK_ONE = N_("Tick one.")
TICK_MANY = N_("Tick as many as you like.")
CIRCLE_FACE = N_("Circle a face.")
CIRCLE_NUMBER = N_("Circle a number.")
NUMBER_THEM = N_("Write 1 beside what matters most, then 2, and so on. Leave empty what does not matter.")
OR_DRAW = N_("You can draw here too.")
PASTE = N_("You can draw here, or put a picture in the envelope.")
DAY = ((N_("day"), 2), (N_("month"), 2), (N_("year"), 4))
HELP_FOOT = S_("Help now: 999 or Childline 0800 1111")
HELP_FOOT_ADULT = S_("In danger right now? Ring 999.")
CHOOSE_MANY = N_("Choose as many as you like.")
"""What a form says on a screen; on paper it is ticking."""

THESE_TWO = N_("{condition}, questions {first} and {last} are for you:")
THESE = N_("{condition}, questions {first} to {last} are for you:")
