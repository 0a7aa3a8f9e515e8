"""What may be recorded of a meeting, and how it is said to staff.

The values are those of the council's own list (`admin/imports/review_columns.py`): a test holds them equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.suggested_code import STAYED_AWAY
from forms.participation import ParticipationCode

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "cla_review": "Review of a looked-after child",
    "icpc": "Initial child protection conference",
    "rcpc": "Review child protection conference",
    "pathway": "Pathway review",
    "secure": "Secure accommodation review",
    "other": "Another meeting",
}
TYPES: Mapping[str, str] = {"first": "First", "second": "Second", "subsequent": "Later"}
MODES: Mapping[str, str] = {
    "in_person": "In person",
    "virtual": "By video or phone",
    "hybrid": "Some in person, some by video or phone",
}
JOINED: Mapping[str, str] = {
    "all": "Came to all of it",
    "part": "Came to part of it",
    "room": "Came; nobody noted for how long",
    "video": "Joined by video",
    "phone": "Joined by phone",
    STAYED_AWAY: "Did not come and did not join",
}
CODES: Mapping[str, str] = {
    ParticipationCode.PN0: "Under four: too young",
    ParticipationCode.PN1: "Came, and spoke for themselves",
    ParticipationCode.PN2: "Came, and an advocate or the IRO spoke for them",
    ParticipationCode.PN3: "Came, and said it without words: signs, pictures, play",
    ParticipationCode.PN4: "Came, and gave no views in any way",
    ParticipationCode.PN5: "Did not come; briefed an advocate or the IRO to speak for them",
    ParticipationCode.PN6: "Did not come; sent their views: in writing, by phone or video, by a form",
    ParticipationCode.PN7: "Did not come, and no views of theirs reached the meeting",
}
NOT_ATTENDING: Mapping[str, str] = {
    "too_young": "Too young",
    "limited_understanding": "Limited understanding",
    "did_not_wish": "Did not wish to",
    "in_school_time": "In school time",
    "too_many_people": "Too many people",
    "other": "Another reason",
}
NO_VIEWS: Mapping[str, str] = {
    "too_young": "Too young",
    "limited_understanding": "Limited understanding",
    "no_way_that_worked": "We found no way that worked",
    "did_not_wish": "Did not wish to",
    "not_asked": "Nobody asked",
    "could_not_be_reached": "Could not be reached",
    "other": "Another reason",
}
CHILD_SAYS: Mapping[str, str] = {
    "boring": "It is boring",
    "too_many": "Too many people",
    "too_private": "They talk about private things",
    "school_time": "I would miss school",
    "upset_before": "It upset me before",
    "no_trust": "I do not trust the people there",
    "rather_talk": "I would rather talk to one person",
    "other": "Something else",
}
CONTACTS: Mapping[str, str] = {
    "done": "Yes, they spoke",
    "declined": "Offered, and the child declined",
    "not_appropriate": "Not appropriate, for age or understanding",
    "not_offered": "Not offered",
    "": "Not recorded",
}
"""Five states: a blank is never "not offered"."""
CONTACT_WAYS: Mapping[str, str] = {
    "in_person": "In person",
    "phone": "By phone",
    "video": "By video",
    "text": "By text message",
}
YES_NO: Mapping[str, str] = {"yes": "Yes", "no": "No"}
WISH_OUTCOMES: Mapping[str, str] = {"met": "Met", "partly": "Partly", "not": "Not met"}
VISIT_OUTCOMES: Mapping[str, str] = {
    "done": "Done: they met or talked",
    "failed": "Failed: tried, and it did not come about",
    "declined": "The child declined",
}
VISIT_MODES: Mapping[str, str] = {
    "in_person": "In person",
    "virtual": "Online",
    "hybrid": "Partly in person",
    "phone": "By phone",
    "video": "By video",
    "text": "By text message",
}
