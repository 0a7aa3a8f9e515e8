"""The rooms that were there before accounts: paper, together, what was done, notes."""

from __future__ import annotations

from admin.accounts.roles import Role
from admin.console import notes
from admin.console.access import OPEN, About, Route, may
from admin.console.booklet import files, filling, finding, saving
from admin.console.together import starting, taking_back

SHEET = r"/console/paper/{invitation:[\w-]{1,64}}/{form:\w+}/{sheet:[0-9a-f]{16}}"
NOTE = r"/console/notes/{response:[0-9a-f]{32}}"
TYPISTS = may(Role.BUSINESS_SUPPORT, own=(Role.IRO,))
"""Whoever types in reads what is on the paper in front of them, and nothing else."""
NOTERS = may(Role.BUSINESS_SUPPORT, Role.MANAGER, own=(Role.IRO,))
ON_INVITATION = About.INVITATION

PAPER = (
    Route("GET", finding.PAPER, finding.ask_code, TYPISTS),
    Route("POST", finding.PAPER, finding.take_code, TYPISTS),
    Route("GET", f"{finding.PAPER}/{finding.NO_CODE}", finding.ask_review, TYPISTS),
    Route("POST", f"{finding.PAPER}/{finding.NO_CODE}", finding.take_review, TYPISTS),
    Route("GET", f"{finding.PAPER}/{finding.NO_NAME}", finding.ask_nameless, may(Role.BUSINESS_SUPPORT)),
    Route("POST", f"{finding.PAPER}/{finding.NO_NAME}", finding.take_nameless, may(Role.BUSINESS_SUPPORT)),
    Route("GET", r"/console/paper/{invitation:[\w-]{1,64}}", finding.ask_look, TYPISTS, ON_INVITATION),
    Route("POST", r"/console/paper/{invitation:[\w-]{1,64}}", finding.take_look, TYPISTS, ON_INVITATION),
    Route("GET", SHEET, filling.show_sheet, TYPISTS, ON_INVITATION),
    Route("POST", SHEET, filling.take_sheet, TYPISTS, ON_INVITATION),
    Route("GET", f"{SHEET}/check", saving.show_check, TYPISTS, ON_INVITATION),
    Route("POST", f"{SHEET}/check", saving.save, TYPISTS, ON_INVITATION),
    Route("GET", f"{SHEET}/saved", saving.show_saved, TYPISTS, ON_INVITATION),
    Route("GET", f"{SHEET}/pages", files.show_pages, TYPISTS, ON_INVITATION),
    Route("POST", f"{SHEET}/pages", files.add_pages, TYPISTS, ON_INVITATION),
    Route("GET", SHEET + r"/drawing/{number:\d{1,4}}", files.show_drawing, TYPISTS, ON_INVITATION),
    Route("POST", SHEET + r"/drawing/{number:\d{1,4}}", files.add_drawing, TYPISTS, ON_INVITATION),
)
TOGETHER = (
    Route("GET", finding.TOGETHER, finding.ask_code, TYPISTS),
    Route("POST", finding.TOGETHER, finding.take_code, TYPISTS),
    Route("GET", f"{finding.TOGETHER}/{finding.NO_CODE}", finding.ask_review, TYPISTS),
    Route("POST", f"{finding.TOGETHER}/{finding.NO_CODE}", finding.take_review, TYPISTS),
    Route("GET", r"/console/together/{invitation:[\w-]{1,64}}", starting.ask_how, TYPISTS, ON_INVITATION),
    Route("POST", r"/console/together/{invitation:[\w-]{1,64}}", starting.start, TYPISTS, ON_INVITATION),
    Route("POST", taking_back.TAKE_BACK, taking_back.take_back, OPEN),
)
NOTES = (
    Route("GET", NOTE, notes.ask_note, NOTERS, About.RESPONSE),
    Route("POST", NOTE, notes.keep_note, NOTERS, About.RESPONSE),
    Route("GET", f"{NOTE}/kept", notes.show_kept, NOTERS, About.RESPONSE),
)
ROUTES = (*PAPER, *TOGETHER, *NOTES)
