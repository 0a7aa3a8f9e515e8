"""How a form looks to whom it is written for: one of four, and with or without few words.

A look follows from the form alone, never from an answer or a person: two pages of one form are alike
whatever was said on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import LARGE_LOOKS, THREE_FACES, Audience, Look

if TYPE_CHECKING:
    from forms.definition import Form

SUBJECTS = {
    "home_feel": "home",
    "carers_feel": "carer",
    "family_time_feel": "family",
    "family_time_want": "family",
    "school_feel": "school",
    "friends_feel": "friend",
    "feelings_feel": "heart",
    "safe_feel": "safe",
    "fun": "ball",
    "best_thing": "star",
    "went_well": "star",
    "worry": "cloud",
    "change_wish": "wish",
    "change_one": "wish",
    "drawing": "picture",
    "felt_ok": "heart",
    "listened": "ear",
    "understood": "idea",
    "points_raised": "advocate",
    "right_people": "people",
    "right_place_time": "clock",
    "know_next": "way",
    "got_letter": "letter",
    "letter_clear": "letter",
    "why_in_care": "idea",
    "rights_known": "idea",
    "wish_known": "idea",
    "where": "home",
    "when": "clock",
    "who_come": "people",
    "knows_iro": "worker",
    "meeting_score": "star",
}
"""The drawing above a question, where pictures help: by the key that the forms of all ages share."""

PICTURED = frozenset({Look.LITTLE, Look.MIDDLE})


def choose_look(form: Form) -> Look:
    """Choose as the form says; else by its audience, and of children's forms by their scales."""
    if form.look is not None:
        return form.look
    if form.audience is not Audience.CHILD:
        return Look.ADULT
    return _choose_by_scales(form)


def _choose_by_scales(form: Form) -> Look:
    """Three faces are for the youngest, five for older children, numbers for young people."""
    faces = [row for row in form.questions if row.has_faces]
    numbers = [row for row in form.questions if row.low_label and not row.has_faces]
    if any(len(row.names) == len(THREE_FACES) for row in faces) and not is_simple(form):
        return Look.LITTLE
    return Look.MIDDLE if len(faces) > len(numbers) else Look.OLDER


def is_simple(form: Form) -> bool:
    """Tell whether a form has few words and large things to press, whatever the age it is for."""
    return any(row.appearance in LARGE_LOOKS for row in form.questions)


def has_pictures(form: Form) -> bool:
    """Tell whether questions have a drawing above them."""
    return is_simple(form) or choose_look(form) in PICTURED
