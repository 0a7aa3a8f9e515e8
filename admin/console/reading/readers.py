"""Who may open a response, and what they must say first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.console.access import About
from admin.console.scope import find_iro_ref
from admin.console.staff import STAFF
from forms.definition import Reader
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.definition import Form

READER, MANAGER = "reader", "manager"
REASONS = {
    "reader_away": "The person it is for is away",
    "safety": "Somebody may be hurt",
    "asked_by_child": "The child asked for it",
    "complaint": "A complaint or a request to see the file",
}
NO_REASON = "Choose why you open what was said to somebody else."


async def find_who(request: web.Request, form: Form) -> str:
    """Return as what somebody opens a response: as the person it is for, or as the manager.

    Feedback about a meeting is the manager's: whoever ran the meeting does not see it.
    """
    if form.reader is Reader.MANAGER:
        return MANAGER
    iro_ref = await find_iro_ref(request.app[PARTS], About.RESPONSE, request.match_info["response"])
    return READER if iro_ref in request[STAFF].iro_refs else MANAGER


def needs_reason(form: Form, who: str) -> bool:
    """Tell whether somebody opens what was said to another."""
    return who == MANAGER and form.reader is not Reader.MANAGER
