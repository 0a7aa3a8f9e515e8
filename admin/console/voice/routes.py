"""The papers: for a meeting, or one response. An IRO opens those of their own children, a manager all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.access import About, Route, may
from admin.console.meetings.addresses import MEETING
from admin.console.reading import listing
from admin.console.reading.listing import READERS
from admin.console.reading.pages import list_responses
from admin.console.tables.pages import route_csv
from admin.console.voice import joint, opening, pages, record
from admin.console.voice.files import send_file
from admin.console.voice.papers import READ, RESPONSE
from admin.handed_over import EXPORT

if TYPE_CHECKING:
    from collections.abc import Iterator

PAPERS = f"{MEETING}/brief"
RECORD = f"{PAPERS}/record"
OWNERS = may(own=(Role.IRO,))
"""The block holds choices that are for the IRO alone: a manager hands over, and pastes nothing."""


def list_papers(address: str, about: About) -> Iterator[Route]:
    """Yield the routes of papers that begin at an address. Opening words is a POST; a GET shows the door."""
    everything = f"{address}/everything"
    yield Route("GET", address, pages.ask, READERS, about)
    yield Route("POST", address, pages.open_brief, READERS, about, audit=opening.BRIEF)
    for name, handler, audit in (
        ("say", pages.open_say, opening.SAY),
        ("aloud", pages.open_aloud, opening.ALOUD),
    ):
        yield Route("GET", f"{address}/{name}", pages.ask, READERS, about)
        yield Route("POST", f"{address}/{name}", handler, READERS, about, audit=audit)
    yield Route("GET", everything, pages.ask_reason, READERS, about)
    yield Route("POST", everything, pages.open_everything, READERS, about, audit=opening.GLASS)


ROUTES = (
    Route("GET", READ, list_responses, READERS),
    route_csv(listing.TABLE, listing.send_sent),
    *list_papers(RESPONSE, About.RESPONSE),
    Route(
        "GET",
        RESPONSE + r"/file/{file:[0-9a-f]{32}}/{who:reader|cover|manager}/{pass:[0-9a-f]{32}}",
        send_file,
        READERS,
        About.RESPONSE,
        audit="file.open",
    ),
    *list_papers(PAPERS, About.REVIEW),
    Route("GET", f"{PAPERS}/joint", joint.ask_which, READERS, About.REVIEW),
    Route("POST", f"{PAPERS}/joint", joint.open_joint, READERS, About.REVIEW, audit=opening.ALOUD),
    Route("GET", RECORD, record.ask_record, OWNERS, About.REVIEW, is_fresh=True),
    Route("POST", RECORD, record.open_record, OWNERS, About.REVIEW, audit=EXPORT, is_fresh=True),
)
