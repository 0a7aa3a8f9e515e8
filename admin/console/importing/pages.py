"""Files in and out: every address, and who may open it."""

from __future__ import annotations

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.importing import bringing_in, returning, taking_out
from admin.console.importing.bringing_in import IMPORT
from admin.console.meetings.listing import TABLE as MEETINGS
from admin.console.tables.declared import EXPORT
from admin.console.tables.pages import route_csv
from admin.console.visits.listing import TABLE as VISITS

IMPORTERS = may(Role.BUSINESS_SUPPORT, Role.MANAGER)
"""Whoever brings files in sees what is in them, and nobody's words."""
FILE = IMPORT + r"/{file:[0-9a-f]{32}}"
ROUTES = (
    Route("GET", IMPORT, bringing_in.ask_file, IMPORTERS),
    Route("POST", IMPORT, bringing_in.take_file, IMPORTERS),
    Route("GET", FILE, bringing_in.show_file, IMPORTERS),
    Route("POST", FILE, bringing_in.decide, IMPORTERS, audit=bringing_in.BROUGHT_IN),
    route_csv(MEETINGS, taking_out.send_meetings),
    Route("GET", VISITS.csv_address, taking_out.send_visits, VISITS.may, audit=VISITS.audit, is_fresh=True),
    Route("GET", returning.RETURN, returning.show_return, IMPORTERS),
    Route(
        "GET",
        f"{EXPORT}/return",
        returning.send_return,
        IMPORTERS,
        audit=returning.RETURN_OUT,
        is_fresh=True,
    ),
    Route(
        "GET",
        f"{EXPORT}/return-findings",
        returning.send_findings,
        IMPORTERS,
        audit=returning.RETURN_OUT,
        is_fresh=True,
    ),
)
