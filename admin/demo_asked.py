"""Everybody whom the demo asks: one table, from which a visitor can meet the whole service."""

from __future__ import annotations

from dataclasses import dataclass

from admin.demo_today import BABY, CONFERENCE, LEAVER, MIDDLE, TEENAGER, YOUNGEST, DemoMeeting
from forms.definition import Audience


@dataclass(frozen=True, slots=True)
class Shown:
    """One link the demo makes: under which heading, for whom, by which form, about whose meeting."""

    heading: str
    label: str
    form_key: str
    audience: Audience
    whose: DemoMeeting = TEENAGER
    takes: int = 1


_CHILD, _PARENT, _CARER, _PROFESSIONAL = (
    Audience.CHILD,
    Audience.PARENT,
    Audience.CARER,
    Audience.PROFESSIONAL,
)
FIRST, CHILDREN, ADULTS = "To begin with", "Children and young people", "Parents, carers and professionals"
WITHOUT_CODE = "Without an invitation"
TEACHER = "A teacher or another professional, after the meeting"
ASKED = (
    Shown(FIRST, "A young person, before the meeting", "have_your_say_12_17", _CHILD),
    Shown(FIRST, "A carer, after the meeting", "feedback_carer", _CARER),
    Shown(FIRST, TEACHER, "feedback_professional", _PROFESSIONAL, takes=12),
    Shown(CHILDREN, "A child aged 6 with a grown-up, before", "have_your_say_4_7", _CHILD, YOUNGEST),
    Shown(CHILDREN, "A child aged 6 with a grown-up, after", "feedback_child_4_7", _CHILD, YOUNGEST),
    Shown(CHILDREN, "A child aged 9, before", "have_your_say_8_11", _CHILD, MIDDLE),
    Shown(CHILDREN, "A child aged 9, after", "feedback_child", _CHILD, MIDDLE),
    Shown(CHILDREN, "A young person, between two meetings", "check_in", _CHILD),
    Shown(CHILDREN, "A care leaver, before a pathway review", "have_your_say_leaver", _CHILD, LEAVER),
    Shown(ADULTS, "A parent, before", "parent_before", _PARENT),
    Shown(ADULTS, "A parent, after", "feedback_parent", _PARENT),
    Shown(ADULTS, "A carer, before", "carer_before", _CARER),
    Shown(ADULTS, "A carer, about a baby, before", "how_i_show_you", _CARER, BABY),
    Shown(
        ADULTS,
        "Anybody who was at a child protection conference",
        "feedback_conference",
        _PROFESSIONAL,
        CONFERENCE,
        takes=12,
    ),
)
