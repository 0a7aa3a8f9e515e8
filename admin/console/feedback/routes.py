"""Who may open what of feedback: words are the manager's, sums are each IRO's own."""

from __future__ import annotations

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.feedback import listing, mine, reading, sharing
from admin.console.feedback.listing import MANAGERS
from admin.console.tables.pages import route_csv

IROS = may(own=(Role.IRO,))
ROUTES = (
    Route("GET", listing.FEEDBACK, listing.list_feedback, MANAGERS),
    route_csv(listing.TABLE, listing.send_feedback),
    Route("GET", reading.ANONYMOUS, reading.ask_anonymous, MANAGERS),
    Route("POST", reading.ANONYMOUS, reading.open_anonymous, MANAGERS, audit="response.open_brief"),
    Route("GET", sharing.SHARE, sharing.ask_share, MANAGERS),
    Route("POST", sharing.SHARE, sharing.keep_share, MANAGERS, audit="feedback.share"),
    Route("GET", f"{sharing.SHARE}/kept", sharing.show_kept, MANAGERS),
    Route("GET", mine.MINE, mine.show_mine, IROS),
    Route("POST", mine.MINE, mine.open_mine, IROS, audit="feedback.open_shared"),
)
