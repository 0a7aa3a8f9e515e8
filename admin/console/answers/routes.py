"""Who may bring in answers that another system gathered: whoever may bring in files."""

from __future__ import annotations

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.answers import brought, columns, listing, looking, upload
from admin.console.answers.held import ANSWERS
from admin.console.answers.listing import IMPORTERS
from admin.console.tables.pages import route_csv

FILE = ANSWERS + r"/{file:[0-9a-f]{32}}"
ONE = listing.BROUGHT + r"/{brought:[0-9a-f]{32}}"
ROUTES = (
    Route("GET", ANSWERS, upload.ask_file, IMPORTERS),
    Route("POST", ANSWERS, upload.take_file, IMPORTERS),
    Route("GET", listing.BROUGHT, listing.list_brought, IMPORTERS),
    route_csv(listing.TABLE, listing.send_brought),
    Route("GET", ONE, brought.ask_out, may(Role.MANAGER)),
    Route("POST", ONE, brought.keep_out, may(Role.MANAGER), audit="answers.take_out"),
    Route("GET", f"{FILE}/columns", columns.ask_columns, IMPORTERS),
    Route("POST", f"{FILE}/columns", columns.keep_columns, IMPORTERS),
    Route("GET", f"{FILE}/values", columns.ask_values, IMPORTERS),
    Route("POST", f"{FILE}/values", columns.keep_values, IMPORTERS),
    Route("GET", f"{FILE}/look", looking.show_look, IMPORTERS),
    Route("POST", f"{FILE}/look", looking.decide, IMPORTERS, audit="answers.import"),
)
