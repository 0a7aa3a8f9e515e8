"""How a code reaches the person it is for: printed beside each, in lists and on the cover list of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.invitation_rules import CONFERENCE
from forms.definition import Audience

if TYPE_CHECKING:
    from admin.invitation_rules import MeetingRow

NEVER_HOME = "by worker, school or advocate only, never to the home"
"""For a child in a child protection conference: somebody at home may be whom the conference is about."""
_USUAL = {
    Audience.CHILD: "to the child, in person or where they live",
    Audience.PARENT: "to this parent only, at the address the council holds for them",
    Audience.CARER: "to the carer",
    Audience.PROFESSIONAL: "to the professionals who were there: one code for all of them",
    Audience.EVERYONE: "to everybody who was there",
}


def say_how(meeting: MeetingRow, audience: Audience) -> str:
    """Say how to hand over a code."""
    if audience is Audience.CHILD and meeting.meeting_kind in CONFERENCE:
        return NEVER_HOME
    return _USUAL[audience]
