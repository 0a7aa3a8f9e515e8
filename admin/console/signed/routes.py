"""The addresses of the pages about signed periods."""

from __future__ import annotations

from admin.console.access import Route
from admin.console.signed import listing, pages, reconciling, signing
from admin.console.signed.finding import SIGNED
from admin.console.signed.listing import SIGNERS
from admin.console.tables.pages import route_csv

ONE = SIGNED + r"/{signed:\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d_\d{1,4}}"
ROUTES = (
    Route("GET", SIGNED, listing.show_signed, SIGNERS),
    route_csv(listing.TABLE, listing.send_signed),
    Route("GET", f"{SIGNED}/new", signing.ask_to_sign, SIGNERS, is_fresh=True),
    Route("POST", f"{SIGNED}/new", signing.sign, SIGNERS, audit=signing.SIGN, is_fresh=True),
    Route("GET", f"{SIGNED}/reconcile", reconciling.show_reconciled, SIGNERS),
    Route("GET", ONE, pages.show_one, SIGNERS),
    Route("GET", f"{ONE}/differences", pages.show_differences, SIGNERS),
)
