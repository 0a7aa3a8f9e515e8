"""What made-up people write: harmless sentences, by what they are asked. None of them is anybody's."""

from __future__ import annotations

BY_KEY: dict[str, tuple[str, ...]] = {
    "best_thing": (
        "Football on Saturdays.",
        "I like my room now it is painted.",
        "My carer makes good pancakes.",
        "I got moved up in maths.",
        "Seeing my sister every other week.",
        "I have a new friend called Ash.",
        "The dog.",
        "College is going well and I like the course.",
    ),
    "worry": (
        "My exams in the summer.",
        "I do not know if I am staying here.",
        "My phone is old and breaks.",
        "Changing school again.",
        "Nothing much really.",
        "I get nervous before meetings.",
        "Who will be my social worker next.",
    ),
    "change_wish": (
        "More time with my brother.",
        "A later bedtime.",
        "Meetings after school, not in lessons.",
        "I want to know about meetings sooner.",
        "To have my own key.",
        "Fewer new people all the time.",
        "Help with money for driving lessons.",
    ),
    "agenda": ("My passport.", "A school trip.", "When I can see my nan."),
    "fun": ("Swimming.", "Drawing and games.", "Bike rides with my carer.", "Music."),
    "went_well": (
        "Everyone had time to speak.",
        "It started on time and the plan was clear.",
        "The child chose where people sat.",
        "My IRO listened.",
        "The reports came a week before.",
        "We laughed a bit, that helped.",
    ),
    "change_one": (
        "Send the papers sooner.",
        "Shorter meetings please.",
        "Fewer people in the room.",
        "Say what the letters stand for.",
        "Ask the school about the time first.",
        "Tell us what was decided in plain words.",
        "Nothing, it was fine.",
    ),
    "child_well": ("Settled, sleeping better.", "Proud of the swimming badge.", "Doing well at school."),
    "family_time_view": (
        "It works as it is.",
        "A longer visit in the holidays would help.",
        "Please plan it early.",
    ),
}
ANYTHING: tuple[str, ...] = (
    "It is fine.",
    "Not sure yet.",
    "I will say more at the meeting.",
    "Ask me again later.",
)
