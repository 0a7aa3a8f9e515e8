"""Meetings: every address, and who may open it."""

from __future__ import annotations

from admin.console.access import About, Route
from admin.console.meetings import after, listing, moving, one
from admin.console.meetings.addresses import LISTERS, MEETING, MEETINGS, RECORDERS

ROUTES = (
    Route("GET", MEETINGS, listing.list_meetings, LISTERS),
    Route("GET", MEETING, one.show_meeting, LISTERS, About.REVIEW),
    Route("GET", f"{MEETING}/move", moving.ask_move, LISTERS, About.REVIEW),
    Route("POST", f"{MEETING}/move", moving.keep_move, LISTERS, About.REVIEW, audit="meeting.move"),
    Route("GET", f"{MEETING}/talk", moving.ask_talk, LISTERS, About.REVIEW),
    Route("POST", f"{MEETING}/talk", moving.keep_talk, LISTERS, About.REVIEW, audit="meeting.record_talk"),
    Route("GET", f"{MEETING}/after", after.ask_after, RECORDERS, About.REVIEW, audit=after.LOOKED),
    Route("POST", f"{MEETING}/after", after.keep_after, RECORDERS, About.REVIEW, audit="meeting.record"),
)
