"""What each measure is called in print, which way is better, and whether the public may see it.

Which way is better is said only where it is so for every child: whether to come to a meeting, to send
somebody or to write is the child's own choice, and so is declining a talk.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Good(StrEnum):
    """Which way is better."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Called:
    """How a measure is spoken of. What is not `is_published` stands in no report for the public."""

    title: str
    good: Good
    is_published: bool = True


CALLED = {
    "reviews_held": Called("Reviews held", Good.NEITHER),
    "reviews_due": Called("Reviews due", Good.NEITHER),
    "reviews_overdue": Called("Reviews overdue", Good.LESS),
    "reviews_stood_down": Called("Reviews called off", Good.NEITHER),
    "reviews_in_time": Called("Reviews in time", Good.MORE),
    "reviews_in_time_first": Called("First reviews in time", Good.MORE),
    "reviews_in_time_second": Called("Second reviews in time", Good.MORE),
    "reviews_in_time_subsequent": Called("Later reviews in time", Good.MORE),
    "children_all_reviews_in_time": Called("Children with every review in time", Good.MORE),
    "reviews_in_person": Called("Reviews in person", Good.NEITHER),
    "reviews_virtual": Called("Reviews by video or phone", Good.NEITHER),
    "reviews_hybrid": Called("Reviews partly in person", Good.NEITHER),
    "code_coverage": Called("Reviews with a participation code", Good.MORE),
    "miscoded": Called("Codes that do not fit the child's age", Good.LESS, is_published=False),
    "participation": Called("Participation", Good.MORE),
    "attendance": Called("Attendance", Good.NEITHER),
    "attended_and_contributed": Called("Attended and gave views", Good.NEITHER),
    "views_sent": Called("Sent views without attending", Good.NEITHER),
    "advocate": Called("An advocate spoke for the child", Good.NEITHER),
    "attended_silently": Called("Attended without giving views", Good.LESS),
    "not_reached": Called("Neither attended nor sent views", Good.LESS),
    "children_all": Called("Children who took part in all their reviews", Good.MORE),
    "children_some": Called("Children who took part in some of their reviews", Good.NEITHER),
    "children_none": Called("Children who took part in none of their reviews", Good.LESS),
    "views_evidenced": Called("Reviews with the child's own form", Good.MORE),
    "co_chaired": Called("Chaired or co-chaired by the child", Good.MORE),
    "parents_invited": Called("Parents invited", Good.NEITHER),
    "parents_attended": Called("Parents attended", Good.NEITHER),
    "parents_attended_or_consulted": Called("Parents attended or were consulted", Good.MORE),
    "carers_heard": Called("Carers heard", Good.MORE),
    "contacted_before": Called("The IRO spoke with the child before", Good.MORE),
    "declined_contact": Called("The child declined to talk before", Good.NEITHER),
    "contact_not_appropriate": Called("Talking before was not appropriate", Good.NEITHER),
    "contact_not_offered": Called("Talking before was not offered", Good.LESS),
    "contact_not_recorded": Called("Talking before is not recorded", Good.LESS),
    "offered_contact": Called("The child was offered to talk before", Good.MORE),
    "spoken_alone": Called("Spoke with the IRO alone", Good.MORE),
    "spoken_not_alone": Called("Spoke with the IRO while others were there", Good.NEITHER),
    "spoken_in_person": Called("Spoke with the IRO in person", Good.NEITHER),
    "spoken_from_afar": Called("Spoke with the IRO by phone, video or text", Good.NEITHER),
    "declined_but_took_part": Called("Declined to talk before, and took part", Good.MORE),
    "heard_at_midpoint": Called("Heard between two reviews", Good.MORE),
    "advocate_asked": Called("Asked for an advocate", Good.NEITHER),
    "interpreter_asked": Called("Asked for an interpreter", Good.NEITHER),
    "wishes_met": Called("Wishes met", Good.MORE),
    "children_heard": Called("Children whose own form was sent", Good.MORE),
    "answered_privately": Called("Answered with nobody looking", Good.MORE),
    "visits_done": Called("Visits made", Good.MORE),
    "visits_failed": Called("Visits that failed", Good.LESS),
    "visits_declined": Called("Visits the child declined", Good.NEITHER),
    "feedback_at_visits": Called("Visits at which views were recorded", Good.MORE),
    "told_back": Called("Told what came of it", Good.MORE),
    "told_back_in_time": Called("Told by the promised day", Good.MORE),
    "alerts_acknowledged_in_time": Called("Alerts taken on in time", Good.MORE, is_published=False),
}
"""By the measure's name. `miscoded` is about our own record. How many alerts there were would be read as how
many children are unsafe."""
