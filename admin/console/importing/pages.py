"""Files in and out: every address, and who may open it."""

from __future__ import annotations

from admin.console.access import Route
from admin.console.importing import taking_out
from admin.console.importing.taking_out import EXPORT
from admin.console.meetings.addresses import LISTERS

ROUTES = (
    Route(
        "GET",
        f"{EXPORT}/meetings",
        taking_out.send_meetings,
        LISTERS,
        audit=taking_out.MEETINGS_OUT,
        is_fresh=True,
    ),
    Route(
        "GET", f"{EXPORT}/visits", taking_out.send_visits, LISTERS, audit=taking_out.VISITS_OUT, is_fresh=True
    ),
)
