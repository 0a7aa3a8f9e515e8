"""The drawing beside a question: what it is about. Those of the web pages, and more where paper has room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Kind
from forms.looks import SUBJECTS

if TYPE_CHECKING:
    from forms.definition import Question

ALSO = {
    "barrier": "way",
    "bullied": "cloud",
    "carer_support": "carer",
    "child_central": "heart",
    "child_told": "ear",
    "child_well": "star",
    "could_say": "talk",
    "could_see": "people",
    "decisions_owner_date": "clock",
    "fair": "heart",
    "family_time_view": "family",
    "felt_safe_in_room": "safe",
    "first_meeting": "clock",
    "future_hope": "star",
    "help_with": "advocate",
    "helper": "friend",
    "helper_role": "friend",
    "how_join": "come",
    "invited_in_time": "clock",
    "iro_did": "worker",
    "is_complaint": "full",
    "knew_why": "idea",
    "knowledge_used": "idea",
    "last_time_done": "way",
    "met_chair_before": "worker",
    "not_front_of": "ear",
    "papers_before": "full",
    "quote_ok": "talk",
    "reader": "worker",
    "reply_want": "letter",
    "ring_me": "talk",
    "role": "people",
    "safe_way": "safe",
    "spoke_alone_before": "worker",
    "spoken_before": "worker",
    "support_need": "advocate",
    "talk_about": "talk",
    "tell_back": "letter",
    "want_help": "advocate",
    "who_not_come": "people",
    "why_not": "cloud",
}
"""By the key that the forms of all ages and audiences share."""
TELL = "talk"
"""Beside a question that is answered in words, where its subject has no drawing."""


def find_subject(question: Question) -> str:
    """Return the name of the drawing; empty where there is none, or where the answers have their own."""
    if any(option.picture for option in question.options):
        return ""
    known = SUBJECTS.get(question.key) or ALSO.get(question.key)
    return known or (TELL if question.kind is Kind.TEXT else "")
