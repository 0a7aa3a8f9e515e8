"""The words of a booklet that no page of the service has. Read them aloud before changing them.

Paper is slow, nobody is called by it, and somebody opens the envelope and types it in: that is said.
"""

from __future__ import annotations

from admin.printed.voices import Voice
from forms.wording import FREE_TO_ANSWER

READS_TITLE = "Who reads what you say"
OPENED = "A person in the reviewing service opens the envelope and types in what you say."
NOT_LIVE = "Nobody can read this until it gets to us. That can take some days."

FILL_TITLE = "How to fill it in"
FILL: dict[Voice, tuple[str, ...]] = {
    Voice.LITTLE: (
        "Circle a face, tick a box, write or draw.",
        "Leave out what you like. Stop when you like.",
        "A grown-up can read it to you, and write for you.",
    ),
    Voice.CHILD: (
        FREE_TO_ANSWER,
        "Use a pen or a pencil. Write outside the lines if you need more room.",
        "Somebody you trust can read it to you, or write for you.",
    ),
}
FILL[Voice.LEAVER] = FILL[Voice.ADULT] = FILL[Voice.CHILD]
FILL[Voice.MEETING] = FILL[Voice.CHILD][:2]

NAME_TITLE = "Whose booklet is this?"
CHILD_NAME = ("My name",)
ADULT_NAME = ("Your name", "The child's name")
MEETING_NAME = ("The child's name", "Day of the meeting")
NAMES: dict[Voice, tuple[str, ...]] = {
    Voice.LITTLE: CHILD_NAME,
    Voice.CHILD: CHILD_NAME,
    Voice.LEAVER: CHILD_NAME,
    Voice.ADULT: ADULT_NAME,
    Voice.MEETING: MEETING_NAME,
}
WHY_NAME = "If you leave this empty, we cannot know who it is from."
UNNAMED_TITLE = "You do not need to say your name"
UNNAMED = "Please do not write your name anywhere in here. Somebody may know your handwriting."

PHONE_TITLE = {
    Voice.LITTLE: "Or do it on a phone",
    Voice.CHILD: "Would you rather do it on a phone?",
}
PHONE_TITLE[Voice.LEAVER] = PHONE_TITLE[Voice.ADULT] = PHONE_TITLE[Voice.MEETING] = PHONE_TITLE[Voice.CHILD]
EITHER = "Use the paper or the phone, not both."

DONE_TITLE = "When you are done"
DONE_NONE = "Have you no envelope or no stamp? Ask {whom} for them."
CLOSE = {
    Voice.LITTLE: "Put all the pages in an envelope. You can close it by yourself.",
    Voice.CHILD: "Put all the pages in an envelope and close it.",
}
CLOSE[Voice.LEAVER] = CLOSE[Voice.ADULT] = CLOSE[Voice.MEETING] = CLOSE[Voice.CHILD]
WRITE_ON_IT = "Write this on it:"
WRITE_BY_HAND = "Write the address on it. If it is not here yet, ask {whom} for it:"
HAND_OVER = {
    Voice.LITTLE: "Post it. Or give it, closed, to {whom}.",
    Voice.CHILD: "Post it. Or give it, closed, to {whom}.",
    Voice.MEETING: "Post it.",
}
HAND_OVER[Voice.LEAVER] = HAND_OVER[Voice.ADULT] = HAND_OVER[Voice.CHILD]
WHOM = {
    Voice.LITTLE: "your social worker or your teacher",
    Voice.CHILD: "your social worker, a teacher or your advocate",
    Voice.LEAVER: "your social worker or adviser",
    Voice.ADULT: "the social worker",
    Voice.MEETING: "the reviewing service",
}
NOBODY_ELSE = {
    Voice.LITTLE: "Nobody else needs to look inside.",
    Voice.CHILD: "Nobody on the way needs to look inside.",
}
NOBODY_ELSE[Voice.LEAVER] = NOBODY_ELSE[Voice.ADULT] = NOBODY_ELSE[Voice.MEETING] = NOBODY_ELSE[Voice.CHILD]

NEXT_TITLE = "What happens then"
IN_TIME = "Send it soon, so that it can be read before the meeting."
READS_IT = "{who} reads it. {who} can talk with you about what you said. We cannot promise every change."
MANAGER_READS = (
    "The manager of the reviewing service reads it.",
    "What people say is put together in a report each year, without names.",
)
THANKS = "Thank you."

TICK_ONE = "Tick one."
TICK_MANY = "Tick as many as you like."
CIRCLE_FACE = "Circle a face."
CIRCLE_NUMBER = "Circle a number."
NUMBER_THEM = "Write 1 beside what matters most, then 2, and so on. Leave empty what does not matter."
OR_DRAW = "You can draw here too."
PASTE = "You can draw here, or put a picture in the envelope."
DAY = (("day", 2), ("month", 2), ("year", 4))
GOES_ON = "(the question before goes on)"
CHOOSE_MANY = "Choose as many as you like."
"""What a form says on a screen; on paper it is ticking."""
