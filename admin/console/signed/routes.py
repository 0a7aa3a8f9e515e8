"""The addresses of the pages about signed periods."""

from __future__ import annotations

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.signed import pages, reconciling, signing
from admin.console.signed.finding import SIGNED

ONE = SIGNED + r"/{signed:\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d_\d{1,4}}"
SIGNERS = may(Role.MANAGER)
"""True counts stand on these pages, small ones too."""
ROUTES = (
    Route("GET", SIGNED, pages.show_list, SIGNERS),
    Route("GET", f"{SIGNED}/new", signing.ask_to_sign, SIGNERS, is_fresh=True),
    Route("POST", f"{SIGNED}/new", signing.sign, SIGNERS, audit=signing.SIGN, is_fresh=True),
    Route("GET", f"{SIGNED}/reconcile", reconciling.show_reconciled, SIGNERS),
    Route("GET", ONE, pages.show_one, SIGNERS),
    Route("GET", f"{ONE}/differences", pages.show_differences, SIGNERS),
)
