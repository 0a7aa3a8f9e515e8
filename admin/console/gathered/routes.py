"""Who may write down what came otherwise than by a form, and who approves it. The analyst sees none of it."""

from __future__ import annotations

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.gathered import listing, one, shout_outs, writing
from admin.console.gathered.finding import GATHERED, ITEM
from admin.console.gathered.tables import WRITERS
from admin.console.tables.declared import EXPORT
from admin.gathering.kinds import Kind

KIND = rf"{GATHERED}/{{kind:{'|'.join(Kind)}}}"
NEW = f"{KIND}/new"
OUT = rf"{EXPORT}/gathered/{{kind:{'|'.join(Kind)}}}"
ONE = rf"{ITEM}/{{item:[0-9a-f]{{32}}}}"
CHANGE, BACK = f"{ONE}/change", f"{ONE}/back"
SHOUT_OUTS = "/console/shout-outs"
DECIDERS = may(Role.MANAGER)
TEAM = may(Role.IRO, Role.BUSINESS_SUPPORT, Role.MANAGER)
ROUTES = (
    Route("GET", GATHERED, listing.show_gathered, WRITERS),
    Route("GET", SHOUT_OUTS, shout_outs.show_shout_outs, TEAM),
    Route("GET", KIND, listing.list_kind, WRITERS),
    Route("GET", OUT, listing.send_kind, WRITERS, audit="gathered.export_list", is_fresh=True),
    Route("GET", NEW, writing.ask_new, WRITERS),
    Route("POST", NEW, writing.keep_new, WRITERS, audit="gathered.add"),
    Route("GET", ONE, one.show_one, WRITERS, audit="gathered.open"),
    Route("POST", ONE, one.decide, DECIDERS, audit="gathered.approve"),
    Route("GET", CHANGE, writing.ask_change, WRITERS, audit="gathered.open"),
    Route("POST", CHANGE, writing.keep_change, WRITERS, audit="gathered.change"),
    Route("GET", BACK, one.ask_back, WRITERS),
    Route("POST", BACK, one.take_back, WRITERS, audit="gathered.take_back"),
)
