"""What one page is about: all that was sent for a meeting, or one response; and as whom it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.access import About
from admin.console.meetings.addresses import find_address
from admin.console.scope import find_iro_ref
from admin.console.staff import STAFF, find_reach
from admin.console.voice.reader import Who, find_who
from admin.feedback.listing import is_about
from admin.voice.sent import Archive, Gathered
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.voice.sent import Sent
    from forms.units import Row

RESPONSE = r"/console/read/{response:[0-9a-f]{32}}"
READ = "/console/read"


@dataclass(frozen=True, slots=True)
class Papers:
    """What was gathered. `address` is where its papers begin; `meeting` is None for one response."""

    address: str
    gathered: Gathered
    who: Who
    meeting: Row | None = None

    @property
    def sent(self) -> tuple[Sent, ...]:
        """The responses."""
        return self.gathered.sent

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(each.id for each in self.sent)

    @property
    def is_theirs(self) -> bool:
        """Tell whether all of it is for whoever reads: feedback is the manager's own."""
        return self.who is not Who.MANAGER or all(each.is_feedback for each in self.sent)

    @property
    def review_ref(self) -> str:
        """The meeting's reference; empty where there is none."""
        return str(self.meeting["review_ref"]) if self.meeting else ""

    @property
    def child_ref(self) -> str:
        """The child's reference; empty where it is nobody's."""
        rows = (self.meeting, *(each.row for each in self.sent))
        return next((str(row["child_ref"]) for row in rows if row and row["child_ref"]), "")


async def find_papers(request: web.Request) -> Papers:
    """Find what the address names. Raises 404, StoreUnavailableError."""
    if "response" in request.match_info:
        return await _find_response(request, request.match_info["response"])
    papers = await find_meeting_papers(request, request.match_info["review"])
    if papers is None:
        raise web.HTTPNotFound
    return papers


async def find_meeting_papers(request: web.Request, review_ref: str) -> Papers | None:
    """Find what was sent for a meeting; None if there is none, or it is out of reach.

    Raises StoreUnavailableError.
    """
    archive, reach = find_archive(request), find_reach(request)
    meeting = await archive.find_meeting(review_ref)
    if meeting is None:
        return None
    if reach is not None and await find_iro_ref(request.app[PARTS], About.REVIEW, review_ref) not in reach:
        return None
    gathered, who = await archive.gather(meeting), await find_who(request, About.REVIEW, review_ref)
    return Papers(find_address(review_ref, "brief"), gathered, who, meeting)


async def _find_response(request: web.Request, response_id: str) -> Papers:
    gathered = await find_archive(request).find_response(response_id)
    if not gathered.sent or await _is_about_reader(request, gathered, response_id):
        raise web.HTTPNotFound
    return Papers(f"{READ}/{response_id}", gathered, await find_who(request, About.RESPONSE, response_id))


async def _is_about_reader(request: web.Request, gathered: Gathered, response_id: str) -> bool:
    """Tell whether it is feedback about a meeting that this very manager ran: another manager reads it."""
    if not any(each.is_feedback for each in gathered.sent):
        return False
    return await is_about(request.app[PARTS].store, response_id, request[STAFF].iro_ref)


def find_archive(request: web.Request) -> Archive:
    """Return where what was sent lies."""
    return Archive(request.app[PARTS].store, request.app[PARTS].library)
