"""What staff are told when an address, a form or we ourselves are at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.console.gate import is_from_here
from admin.console.pages import show
from forms.london import LONDON
from forms.speaking import ENGLISH, speaking
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

NOT_READ = ("We could not read that", "Please go back and try again.")
NO_PAGE = (
    "There is no page here",
    "Please look at the address again. What was here may be deleted by now, or it is not yours to open.",
)
TOLD = {
    403: (
        "This page is out of date",
        "Go back, load the page anew, and press once more. What you typed may still stand there.",
    ),
    404: NO_PAGE,
    405: NO_PAGE,
    408: ("That took too long to reach us", "Please go back and try again."),
    413: ("That is more than we can take at once", "Please go back and make it shorter."),
    415: NOT_READ,
    500: (
        "Something went wrong",
        (
            "It is our fault, not yours. Please go back and try again. If it happens once more, tell whoever "
            "looks after this service what you pressed, and that it was at {time}."
        ),
    ),
}
"""Heading and advice, by status."""


def show_refused(request: web.Request, status: int) -> web.Response | None:
    """Say it on a staff page. None where nobody is to know that there are any: the demo, asked from afar."""
    parts = request.app[PARTS]
    if parts.demo and not is_from_here(request):
        return None
    heading, advice = TOLD.get(status, NOT_READ)
    time = f"{parts.clock().astimezone(LONDON):%H:%M}"
    with speaking(ENGLISH):
        return show(
            request, "refused_here.html", heading, status, heading=heading, advice=advice.format(time=time)
        )
