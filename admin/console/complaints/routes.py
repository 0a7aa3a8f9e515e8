"""Who may open what about complaints: the queue is read by two, its words by the complaints manager alone."""

from __future__ import annotations

from admin.accounts.roles import Role
from admin.console.access import About, Route, may
from admin.console.complaints import listing, queue, raising, steps
from admin.console.tables.pages import route_csv

COMPLAINT = r"/console/complaints/{complaint:[0-9a-f]{32}}"
FROM_RESPONSE = r"/console/complaints/from/{response:[0-9a-f]{32}}"
STEP = rf"{COMPLAINT}/{{step:{steps.STEP}}}"
COMPLAINTS = may(Role.COMPLAINTS)
RAISERS = may(Role.BUSINESS_SUPPORT, Role.MANAGER, Role.COMPLAINTS, own=(Role.IRO,))
READERS = may(Role.MANAGER, own=(Role.IRO,))
ROUTES = (
    Route("GET", listing.QUEUE, listing.list_complaints, listing.LISTERS),
    route_csv(listing.TABLE, listing.send_complaints),
    Route("GET", raising.NEW, raising.ask_new, RAISERS),
    Route("POST", raising.NEW, raising.keep_new, RAISERS, audit="complaint.raise"),
    Route("GET", f"{listing.QUEUE}/kept", raising.show_kept, RAISERS),
    Route("GET", FROM_RESPONSE, raising.ask_from, READERS, About.RESPONSE),
    Route("POST", FROM_RESPONSE, raising.keep_from, READERS, About.RESPONSE, audit="complaint.raise"),
    Route("GET", COMPLAINT, queue.show_complaint, COMPLAINTS),
    Route("POST", COMPLAINT, queue.act_on_complaint, COMPLAINTS, audit="complaint.open"),
    Route("GET", STEP, steps.ask_step, COMPLAINTS),
    Route("POST", STEP, steps.keep_step, COMPLAINTS, audit="complaint.answer"),
)
